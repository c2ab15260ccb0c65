/** What the assistant itself says, and in which languages. */

import type { JSX } from 'preact';
import { changeAssistant } from '../../model/operations';
import type { Draft } from '../../model/draft';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { TextInput } from '../controls/text';
import { Words } from '../controls/words';
import { Icon } from '../icons';
import { useSeen, useStore } from '../use';
import { Said } from './said';

export function AssistantTexts(): JSX.Element {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const lengths = store.boot.lengths.assistant ?? {};
  const change = (patch: Partial<Draft>): void =>
    store.dispatch(changeAssistant(patch), { merge: `assistant.${Object.keys(patch).join()}` });
  return (
    <section class="page" aria-label={t('beginning')}>
      <h2 class="heading">{t('beginning')}</h2>
      <Said id="assistant" />
      <Said id="" />
      <div class="texts">
        <Words label={t('title')} help={t('title_help')} text={draft.title} most={lengths.title} thing="assistant.title" class="title" onText={(title) => change({ title: title ?? {} })} />
        <Words label={t('intro')} help={t('rich_help')} text={draft.intro} most={lengths.intro} long onText={(intro) => change({ intro })} />
        <TextInput label={t('name')} help={t('name_help')} value={draft.name} most={lengths.name} disabled={!store.boot.may_change} onValue={(name) => change({ name })} />
      </div>
      <Languages />
    </section>
  );
}

function Languages(): JSX.Element {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const fixed = !store.boot.may_change;
  const named = (tag: string): string => store.boot.locales.find((one) => one.tag === tag)?.name ?? tag;
  const others = store.boot.locales.filter(({ tag }) => !draft.locales.includes(tag));
  const change = (patch: Partial<Draft>): void => store.dispatch(changeAssistant(patch));
  return (
    <div class="languages">
      <h3 class="heading">{t('languages')}</h3>
      <ul class="tags">
        {draft.locales.map((tag) => (
          <li key={tag} class="tag">
            <span>{named(tag)}{tag === draft.default_locale && ` (${t('default_language')})`}</span>
            {tag !== draft.default_locale && !fixed && (
              <button type="button" class="icon-button" aria-label={t('remove_language', { name: named(tag) })} onClick={() => change({ locales: draft.locales.filter((one) => one !== tag) })}>
                <Icon name="close" />
              </button>
            )}
          </li>
        ))}
      </ul>
      {!fixed && others.length > 0 && (
        <Select
          label={t('add_language')} value="" options={[{ value: '', label: t('choose') }, ...others.map(({ tag, name }) => ({ value: tag, label: name }))]}
          onValue={(tag) => tag && change({ locales: [...draft.locales, tag] })}
        />
      )}
      <p class="hint">{t('languages_help')}</p>
    </div>
  );
}
