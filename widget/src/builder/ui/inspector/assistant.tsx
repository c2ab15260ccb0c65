/** What the assistant itself says, and in which languages. */

import type { JSX } from 'preact';
import { changeAssistant } from '../../model/operations';
import type { Draft } from '../../model/draft';
import { t } from '../../text';
import { TextInput } from '../controls/text';
import { Words } from '../controls/words';
import { useSeen, useStore } from '../use';
import { Languages } from './languages';
import { Said } from './said';

export function AssistantTexts(): JSX.Element {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const lengths = store.boot.lengths.assistant ?? {};
  const change = (patch: Partial<Draft>): void =>
    store.dispatch(changeAssistant(patch), { merge: `assistant.${Object.keys(patch).join()}` });
  return (
    <section class="page" aria-label={t('beginning')}>
      <div class="panel-head"><h2>{t('beginning')}</h2></div>
      <Said id="assistant" />
      <Said id="" />
      <div class="texts">
        <Words label={t('title')} help={t('title_help')} text={draft.title} most={lengths.title} thing=".title" class="title" onText={(title) => change({ title: title ?? {} })} />
        <Words label={t('intro')} help={t('rich_help')} text={draft.intro} most={lengths.intro} thing=".intro" long onText={(intro) => change({ intro })} />
        <TextInput label={t('name')} help={t('name_help')} value={draft.name} most={lengths.name} disabled={!store.boot.may_change} onValue={(name) => change({ name })} />
      </div>
      <Languages />
    </section>
  );
}
