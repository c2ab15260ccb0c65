/** A step's own texts, and what else can be set of it. */

import type { JSX } from 'preact';
import type { Step } from '../../model/draft';
import { changeStep } from '../../model/operations';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { Words } from '../controls/words';
import { Sections } from './section';

export function StepTexts({ store, step }: { store: Store; step: Step }): JSX.Element {
  const { id } = step;
  const lengths = store.boot.lengths.step ?? {};
  const change = (slot: 'title' | 'text', patch: Partial<Step>): void => store.dispatch(changeStep(id, patch), { merge: `${id}.${slot}` });
  // Once it has its name, it asks something.
  const next = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || step.fields.length) return;
    event.preventDefault();
    document.querySelector<HTMLElement>(`[data-thing="add-in-${id}"]`)?.click();
  };
  return (
    <div class="texts">
      <Words label={t('step_title')} text={step.title} most={lengths.title} thing={`${id}.title`} class="title" onKeyDown={next} onText={(title) => change('title', { title: title ?? {} })} />
      <Words label={t('step_text')} help={t('rich_help')} text={step.text} most={lengths.text} thing={`${id}.text`} long onText={(text) => change('text', { text })} />
      <Sections store={store} place={{ type: 'step', step }} />
    </div>
  );
}
