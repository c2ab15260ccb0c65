/** The answers that a question offers. Enter adds one, a pasted list becomes as many as it has lines. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Choice, Field } from '../../model/draft';
import { attempt } from '../../model/attempt';
import * as edit from '../../model/operations';
import type { Store } from '../../model/store';
import { nameOf } from '../../model/words';
import { t } from '../../text';
import { Menu } from '../controls/menu';
import { Words } from '../controls/words';
import { focusOn } from '../focus';
import { Icon } from '../icons';
import { useSorting } from '../sorting';
import { ChoiceMore } from './choice';
import { DecimalInput } from './operand';
import { PictureButton } from './picture';

interface Props {
  store: Store;
  field: Field;
  selection: string | null;
}

export function Choices({ store, field, selection }: Props): JSX.Element {
  const fixed = !store.boot.may_change;
  const move = (id: string, at: number): void => {
    store.dispatch(edit.moveChoice(field.id, id, at));
    store.say('moved', true, { name: nameOf(store.state.draft, id), at: at + 1, of: field.choices.length });
    focusOn(`${id}.label`);
  };
  const list = useSorting<HTMLUListElement>({ group: `choices-${field.id}`, disabled: fixed, onDrop: ({ thing, at }) => move(thing, at) });
  const add = (at: number): void => {
    const choice = edit.newChoice(field);
    store.dispatch(edit.addChoice(field.id, choice, at));
    focusOn(`${choice.id}.label`);
  };
  const [scored, setScored] = useState(false);
  const points = scored || field.choices.some(({ score }) => score);
  return (
    <fieldset class="choices">
      <legend class="label">{t('choices')}</legend>
      {points && <span class="choices-points" aria-hidden="true">{t('score')}</span>}
      <ul ref={list} data-list={field.id}>
        {field.choices.map((choice, at) => (
          <Line key={choice.id} store={store} field={field} choice={choice} at={at} open={selection === choice.id} points={points} onMove={move} onAdd={add} />
        ))}
      </ul>
      {!fixed && (
        <div class="choices-acts">
          <button type="button" class="add" data-thing={`${field.id}.add`} onClick={() => add(field.choices.length)}><Icon name="add" />{t('add_choice')}</button>
          {!points && field.choices.length > 0 && (
            <button type="button" class="link" onClick={() => { setScored(true); focusOn(`${field.choices[0]!.id}.score`); }}>{t('give_points')}</button>
          )}
        </div>
      )}
    </fieldset>
  );
}

interface LineProps {
  store: Store;
  field: Field;
  choice: Choice;
  at: number;
  open: boolean;
  /** Whether its points stand beside it. */
  points: boolean;
  onMove(id: string, at: number): void;
  onAdd(at: number): void;
}

function Line({ store, field, choice, at, open, points, onMove, onAdd }: LineProps): JSX.Element {
  const { id } = choice;
  const fixed = !store.boot.may_change;
  const name = nameOf(store.state.draft, id);
  const next = field.choices[at + 1] ?? field.choices[at - 1];
  const remove = (): void => {
    attempt(store, edit.removeChoice(field.id, id), 'removed', { name }, { select: field.id });
    focusOn(next ? `${next.id}.label` : `${field.id}.add`);
  };
  const to = (place: number): void => {
    if (place >= 0 && place < field.choices.length) onMove(id, place);
  };
  const keys = (event: KeyboardEvent): void => {
    const empty = !(event.currentTarget as HTMLInputElement).value;
    const act = event.altKey && event.key === 'ArrowUp' ? () => to(at - 1)
      : event.altKey && event.key === 'ArrowDown' ? () => to(at + 1)
      : event.key === 'Enter' ? () => onAdd(at + 1)
      : event.key === 'Backspace' && empty ? remove : undefined;
    if (!act || fixed) return;
    event.preventDefault();
    act();
  };
  return (
    <li class="choice" data-item={id}>
      <div class="choice-line">
        {!fixed && <span class="grip" aria-hidden="true"><Icon name="grip" /></span>}
        {store.boot.kinds[field.kind]?.pictured && <PictureButton store={store} field={field} choice={choice} />}
        <Words
          label={t('choice_n', { n: at + 1 })} silent text={choice.label} most={store.boot.lengths.choice?.label} thing={`${id}.label`}
          onText={(label) => store.dispatch(edit.writeChoice(field.id, id, label ?? {}, id in store.state.frozen), { merge: `${id}.label` })}
          onKeyDown={keys} onPaste={(event) => pasteLines(event, store, field, at)}
        />
        {points && (
          <DecimalInput
            label={t('score_for', { name })} value={choice.score ?? ''} thing={`${id}.score`} placeholder="0" disabled={fixed} optional
            onChange={(score) => store.dispatch(edit.changeChoice(field.id, id, { score: score || null }), { merge: `score ${id}` })}
          />
        )}
        {!fixed && (
          <Menu
            label={t('menu_of', { name })}
            items={[
              { label: t('move_up'), icon: 'up', keys: 'Alt ↑', disabled: at === 0, act: () => to(at - 1) },
              { label: t('move_down'), icon: 'down', keys: 'Alt ↓', disabled: at === field.choices.length - 1, act: () => to(at + 1) },
              { label: t('choice_more'), icon: 'open', act: () => store.select(id) },
              { label: t('remove'), icon: 'remove', act: remove },
            ]}
          />
        )}
      </div>
      {open && <ChoiceMore store={store} field={field} choice={choice} />}
    </li>
  );
}

/** Make a choice of each line; a single line is pasted as anywhere. */
function pasteLines(event: ClipboardEvent, store: Store, field: Field, at: number): void {
  const lines = (event.clipboardData?.getData('text') ?? '').split(/\r?\n/).map((line) => line.replace(/^[\s\u2022*-]+/, '').trim()).filter(Boolean);
  if (lines.length < 2) return;
  event.preventDefault();
  const { locale, draft } = store.state;
  const most = store.boot.lengths.choice?.label ?? 160;
  const empty = field.choices[at];
  const add = edit.addLines(field.id, lines.map((line) => line.slice(0, most)), locale);
  const replaced = empty && !Object.values(empty.label).some(Boolean) ? edit.together(edit.removeChoice(field.id, empty.id), add) : add;
  store.dispatch(replaced);
  store.say('choices_added', true, { n: lines.length });
  if (draft !== store.state.draft) focusOn(`${field.id}.add`);
}
