/** The assistant's languages: how far each is, one more, one less. */

import type { JSX } from 'preact';
import { addLanguage, removeLanguage } from '../../model/operations/languages';
import type { Store } from '../../model/store';
import { nextMissing, textsOf, wordingsIn } from '../../model/texts';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { useSeen, useStore } from '../use';
import { writeNext } from '../writing';

export function Languages(): JSX.Element {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const { locales, may_change, urls } = store.boot;
  const name = (tag: string): string => locales.find((one) => one.tag === tag)?.name ?? tag;
  const texts = textsOf(draft);
  const missing = locales.filter(({ tag }) => !draft.locales.includes(tag));
  const offered = [{ value: '', label: t('choose') }, ...missing.map(({ tag, name: label }) => ({ value: tag, label }))];
  return (
    <section class="languages" aria-labelledby="languages-heading">
      <h3 class="heading" id="languages-heading">{t('languages')}</h3>
      <p class="hint">{t('languages_about')}</p>
      <ul class="languages-list">
        {draft.locales.map((tag) => {
          const done = texts.filter((text) => text[tag]).length;
          return (
            <li key={tag}>
              <strong>{name(tag)}</strong>
              <span class="languages-done">{tag === draft.default_locale ? t('languages_source') : t('languages_done', { done, of: texts.length })}</span>
              <button type="button" class="button" aria-label={t('languages_write_in', { name: name(tag) })} onClick={() => store.set({ locale: tag })}>{t('languages_write')}</button>
              {tag !== draft.default_locale && may_change && (
                <button type="button" class="button" aria-label={t('remove_language', { name: name(tag) })} onClick={() => remove(store, tag, name(tag), done)}>{t('languages_remove')}</button>
              )}
            </li>
          );
        })}
      </ul>
      {may_change && missing.length > 0 && (
        <Select label={t('add_language')} value="" options={offered} onValue={(tag) => tag && add(store, tag, name(tag))} />
      )}
      {draft.locales.length > 1 && <p><a href={urls.translations}>{t('languages_page')}</a></p>}
    </section>
  );
}

function add(store: Store, tag: string, name: string): void {
  const before = store.state.resting[tag] ?? {};
  store.dispatch(addLanguage(tag, before));
  const n = Object.keys(wordingsIn(store.state.draft, tag)).length;
  store.set({ locale: tag });
  if (nextMissing(store.state.draft, tag)) writeNext(store);
  store.say(n ? 'language_back' : 'language_added', true, { name, n });
}

function remove(store: Store, tag: string, name: string, n: number): void {
  const { draft, resting } = store.state;
  store.set({ resting: { ...resting, [tag]: wordingsIn(draft, tag) } });
  store.dispatch(removeLanguage(tag));
  store.say('language_removed', true, { name, n });
}
