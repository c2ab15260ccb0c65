/** The middle column: the selected step with its questions, an ending, or the assistant's own texts. */

import type { JSX } from 'preact';
import type { Field, Step } from '../model/draft';
import { locate } from '../model/places';
import type { Store } from '../model/store';
import { t } from '../text';
import * as acts from './acts';
import { Card } from './card';
import { AssistantTexts } from './inspector/assistant';
import { EndingTexts } from './inspector/ending';
import { Said } from './inspector/said';
import { StepTexts } from './inspector/step';
import { Palette } from './palette';
import { useSorting } from './sorting';
import { useSeen, useStore } from './use';

export function Questions(): JSX.Element {
  const store = useStore();
  const selection = useSeen((state) => state.selection);
  const place = useSeen((state) => locate(state.draft, state.selection));
  if (place && 'step' in place) return <StepPage store={store} step={place.step} selection={selection} />;
  if (place?.type === 'ending') return <EndingTexts store={store} place={place} />;
  return <AssistantTexts />;
}

function StepPage({ store, step, selection }: { store: Store; step: Step; selection: string | null }): JSX.Element {
  return (
    <div class="page">
      <StepTexts store={store} step={step} />
      <h2 class="heading">{t('questions')}</h2>
      <Said id={step.id} />
      <Fields store={store} parentId={step.id} fields={step.fields} selection={selection} says={!!step.text} />
    </div>
  );
}

interface FieldsProps {
  store: Store;
  /** The step or the group that asks them. */
  parentId: string;
  fields: readonly Field[];
  selection: string | null;
  within?: boolean;
  /** Whether there is a text in place of questions. */
  says?: boolean;
}

/** The list of questions of a step or of a group; each opens where it stands. */
export function Fields({ store, parentId, fields, selection, within = false, says = false }: FieldsProps): JSX.Element {
  const { kinds, may_change } = store.boot;
  const list = useSorting<HTMLOListElement>({
    group: 'fields',
    disabled: !may_change,
    takes: (item) => !within || Boolean(kinds[item.dataset.kind ?? '']?.in_groups),
    onDrop: ({ thing, list: into, at, end }) => acts.placeField(store, thing, into, end ? acts.fieldsOf(store, into).length : at),
  });
  return (
    <>
      <ol class="cards" ref={list} data-list={parentId}>
        {fields.map((field, at) => (
          <Card key={field.id} store={store} field={field} at={at} of={fields.length} within={within} selection={selection} />
        ))}
      </ol>
      {fields.length === 0 && <p class="empty">{t(within ? 'group_empty' : says ? 'step_says' : 'step_empty')}</p>}
      {may_change && <Palette store={store} parentId={parentId} within={within} />}
    </>
  );
}
