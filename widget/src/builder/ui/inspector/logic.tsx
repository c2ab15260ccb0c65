/** What logic adds to the inspector: when something is shown or needed, where a step leads, how an ending ends, what a choice scores. */

import type { JSX } from 'preact';
import type { Condition } from '../../model/draft';
import { changeChoice, changeEnding, changeField, changeStep } from '../../model/operations';
import type { Place } from '../../model/places';
import type { Store } from '../../model/store';
import { sayCondition, sayDecimal } from '../../model/words';
import { t, type Code } from '../../text';
import { ConditionEditor } from './condition';
import { DecimalInput } from './operand';
import { Routes, routesInWords } from './routes';
import { of, type Section } from './sections';

interface Props<Type extends Place['type']> {
  store: Store;
  place: Extract<Place, { type: Type }>;
}

const shorten = (words: string): string => (words.length > 60 ? `${words.slice(0, 59)}…` : words);
const summed = (store: Store, condition: Condition | null, empty: Code): string =>
  condition ? shorten(sayCondition(store.state.draft, condition)) : t(empty);

function StepShown({ store, place: { step } }: Props<'step'>): JSX.Element {
  const change = (visible_if: Condition | null, merge = ''): void => store.dispatch(changeStep(step.id, { visible_if }), { merge });
  return <ConditionEditor store={store} placeId={step.id} value={step.visible_if} onChange={change} empty={t('always_shown')} />;
}

function FieldShown({ store, place: { field } }: Props<'field'>): JSX.Element {
  const change = (visible_if: Condition | null, merge = ''): void => store.dispatch(changeField(field.id, { visible_if }), { merge });
  return <ConditionEditor store={store} placeId={field.id} value={field.visible_if} onChange={change} empty={t('always_shown')} />;
}

function FieldNeeded({ store, place: { field } }: Props<'field'>): JSX.Element {
  const change = (required_if: Condition | null, merge = ''): void => store.dispatch(changeField(field.id, { required_if }), { merge });
  if (field.required) return <p class="hint">{t('needed_anyway')}</p>;
  return <ConditionEditor store={store} placeId={field.id} value={field.required_if} onChange={change} empty={t('never_needed')} />;
}

const ENDINGS = ['thanks', 'redirect', 'disqualified'] as const;

function EndingKind({ store, place: { ending } }: Props<'ending'>): JSX.Element {
  const { id, kind, url } = ending;
  return (
    <fieldset class="ending-kinds">
      <legend class="unseen">{t('ending_kind')}</legend>
      {ENDINGS.map((name) => (
        <label key={name} class="option">
          <input type="radio" name={`kind-${id}`} checked={kind === name} onChange={() => store.dispatch(changeEnding(id, { kind: name }))} />
          <span>{t(`ending_${name}`)}<small class="hint">{t(`ending_${name}_help`)}</small></span>
        </label>
      ))}
      {kind === 'redirect' ? (
        <label class="stacked">
          <span>{t('redirect_url')}</span>
          <input class="text" type="url" placeholder="https://" value={url ?? ''} aria-invalid={!url?.startsWith('https://')}
            onInput={(event) => store.dispatch(changeEnding(id, { url: event.currentTarget.value.trim() || null }), { merge: `url ${id}` })} />
        </label>
      ) : null}
    </fieldset>
  );
}

function Score({ store, place: { field, choice } }: Props<'choice'>): JSX.Element {
  const change = (score: string): void =>
    store.dispatch(changeChoice(field.id, choice.id, { score: score || null }), { merge: `score ${choice.id}` });
  return (
    <label class="stacked">
      <DecimalInput label={t('score')} value={choice.score ?? ''} onChange={change} optional />
      <small class="hint">{t('score_help')}</small>
    </label>
  );
}

export const logicSections: readonly Section[] = [
  of<'step'>({
    id: 'shown', label: 'when_shown', of: 'step', component: StepShown,
    summary: (store, { step }) => summed(store, step.visible_if, 'always'),
  }),
  of<'step'>({ id: 'routes', label: 'routes', of: 'step', component: Routes, summary: (store, { step }) => routesInWords(store.state.draft, step) }),
  of<'field'>({
    id: 'shown', label: 'when_shown', of: 'field', component: FieldShown,
    summary: (store, { field }) => summed(store, field.visible_if, 'always'),
  }),
  of<'field'>({
    id: 'needed', label: 'when_needed', of: 'field', component: FieldNeeded,
    fits: (store, { field, group }) => !group && store.boot.kinds[field.kind]?.asks !== false,
    summary: (store, { field }) => (field.required ? t('always') : summed(store, field.required_if, 'never')),
  }),
  of<'ending'>({ id: 'kind', label: 'ending_kind', of: 'ending', component: EndingKind, summary: (_, { ending }) => t(`ending_${ending.kind}` as Code) }),
  of<'choice'>({
    id: 'score', label: 'score', of: 'choice', component: Score,
    summary: (_, { choice }) => (choice.score ? sayDecimal(choice.score) : ''),
  }),
];
