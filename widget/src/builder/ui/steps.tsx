/** The left column: the beginning, the steps and the endings. */

import type { JSX } from 'preact';
import type { Step } from '../model/draft';
import { levelOf } from '../model/findings';
import { stepOf } from '../model/places';
import type { Store } from '../model/store';
import { nameOf } from '../model/words';
import { t } from '../text';
import * as acts from './acts';
import { Icon } from './icons';
import { Row } from './row';
import { useSorting } from './sorting';
import { useSeen, useStore } from './use';

export function Steps({ onChosen }: { onChosen(): void }): JSX.Element {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const selection = useSeen((state) => state.selection);
  useSeen((state) => state.findings);
  const fixed = !store.boot.may_change;
  const list = useSorting<HTMLOListElement>({ group: 'steps', disabled: fixed, onDrop: ({ thing, at }) => acts.moveStep(store, thing, at) });
  const current = stepOf(draft, selection)?.id;
  return (
    <nav class="steps" aria-label={t('steps')} onClick={(event) => (event.target as Element).closest('.row-main') && onChosen()}>
      <ul class="rows">
        <Row
          id="assistant" name={t('beginning')} detail={t('beginning_detail')} current={selection === 'assistant'} items={[]} fixed
          level={levelOf(store.state, 'assistant')} onChoose={() => store.select('assistant')} onMove={() => undefined} onRemove={() => undefined}
        />
      </ul>
      <h2 class="heading">{t('steps')}</h2>
      <ol class="rows" ref={list} data-list="steps">
        {draft.steps.map((step, at) => <StepRow key={step.id} store={store} step={step} at={at} current={step.id === current} />)}
      </ol>
      {!fixed && <Add thing="add-step" label={t('add_step')} act={() => acts.addStep(store, current ? draft.steps.findIndex(({ id }) => id === current) + 1 : draft.steps.length)} />}
      <h2 class="heading">{t('endings')}</h2>
      <Endings />
      {!fixed && <Add thing="add-ending" label={t('add_ending')} act={() => acts.addEnding(store)} />}
    </nav>
  );
}

function Add({ thing, label, act }: { thing: string; label: string; act(): void }): JSX.Element {
  return <button type="button" class="add" data-thing={thing} onClick={act}><Icon name="add" />{label}</button>;
}

function StepRow({ store, step, at, current }: { store: Store; step: Step; at: number; current: boolean }): JSX.Element {
  const { draft } = store.state;
  const move = (by: number): void => acts.moveStep(store, step.id, at + by);
  const remove = (): void => acts.removeStep(store, step.id);
  return (
    <Row
      id={step.id} name={nameOf(draft, step.id)} number={at + 1} current={current} fixed={!store.boot.may_change}
      detail={step.fields.length ? t('questions_count', { n: step.fields.length }) : t(step.text ? 'only_text' : 'no_questions')} level={levelOf(store.state, step.id)}
      items={acts.listItems(at, draft.steps.length, { move, remove, duplicate: () => acts.duplicateStep(store, step) })}
      onChoose={() => store.select(step.id)} onMove={move} onRemove={remove}
    >
      <DropOnStep store={store} id={step.id} />
    </Row>
  );
}

/** Lies over a step's line while a question is dragged, and takes it to the end of the step. */
function DropOnStep({ store, id }: { store: Store; id: string }): JSX.Element {
  const list = useSorting<HTMLUListElement>({ group: 'fields', disabled: !store.boot.may_change, onDrop: () => undefined });
  return <ul class="drop" ref={list} data-list={id} data-end aria-hidden="true" />;
}

function Endings(): JSX.Element {
  const store = useStore();
  const { endings } = useSeen((state) => state.draft);
  const selection = useSeen((state) => state.selection);
  const fixed = !store.boot.may_change;
  const list = useSorting<HTMLUListElement>({ group: 'endings', disabled: fixed, onDrop: ({ thing, at }) => acts.moveEnding(store, thing, at) });
  return (
    <ul class="rows" ref={list} data-list="endings">
      {endings.map((ending, at) => {
        const move = (by: number): void => acts.moveEnding(store, ending.id, at + by);
        const remove = (): void => acts.removeEnding(store, ending.id);
        return (
          <Row
            key={ending.id} id={ending.id} name={nameOf(store.state.draft, ending.id)} detail={endingDetail(ending.kind, at)} fixed={fixed}
            current={selection === ending.id} level={levelOf(store.state, ending.id)}
            items={acts.listItems(at, endings.length, { move, remove, duplicate: () => acts.duplicateEnding(store, ending) })}
            onChoose={() => store.select(ending.id)} onMove={move} onRemove={remove}
          />
        );
      })}
    </ul>
  );
}

function endingDetail(kind: string, at: number): string {
  const words = t(kind === 'redirect' ? 'ending_redirect' : kind === 'disqualified' ? 'ending_disqualified' : 'ending_thanks');
  return at === 0 ? t('ending_default', { words }) : words;
}
