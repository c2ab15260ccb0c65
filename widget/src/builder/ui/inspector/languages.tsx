/** The assistant's languages: how far each is, one more, one less. */

import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { addLanguage, removeLanguage, setDefaultLanguage } from '../../model/operations/languages';
import { withKeys } from '../../model/recalls';
import type { Store } from '../../model/store';
import { doneIn, missingIn, nextOpen, textsOf, wordingsIn } from '../../model/texts';
import { t } from '../../text';
import { Select } from '../controls/choosing';
import { Dialog } from '../controls/dialog';
import { useSeen, useStore } from '../use';
import { writeNext } from '../writing';

/** How many missing texts are named. */
const LISTED = 8;

export function Languages(): JSX.Element {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const { locales, may_change, urls } = store.boot;
  const name = (tag: string): string => locales.find((one) => one.tag === tag)?.name ?? tag;
  const stale = useSeen((state) => state.stale);
  const of = textsOf(draft).length;
  const [chosen, setChosen] = useState<string | null>(null);
  const missing = locales.filter(({ tag }) => !draft.locales.includes(tag));
  const offered = [{ value: '', label: t('choose') }, ...missing.map(({ tag, name: label }) => ({ value: tag, label }))];
  return (
    <section class="languages" aria-labelledby="languages-heading">
      <h3 class="heading" id="languages-heading">{t('languages')}</h3>
      <p class="hint">{t('languages_about')}</p>
      <ul class="languages-list">
        {draft.locales.map((tag) => {
          const done = doneIn(draft, tag, stale);
          return (
            <li key={tag}>
              <strong>{name(tag)}</strong>
              <span class="languages-done">{tag === draft.default_locale ? t('languages_source') : t('languages_done', { done, of })}</span>
              <button type="button" class="button" aria-label={t('languages_write_in', { name: name(tag) })} onClick={() => store.set({ locale: tag })}>{t('languages_write')}</button>
              {tag !== draft.default_locale && may_change && (
                <button type="button" class="button" aria-label={t('remove_language', { name: name(tag) })} onClick={() => remove(store, tag, name(tag))}>{t('languages_remove')}</button>
              )}
            </li>
          );
        })}
      </ul>
      {may_change && missing.length > 0 && (
        <Select label={t('add_language')} value="" options={offered} onValue={(tag) => tag && add(store, tag, name(tag))} />
      )}
      {may_change && draft.locales.length > 1 && (
        <Select label={t('default_language')} help={t('default_language_help')} value={draft.default_locale} options={draft.locales.map((tag) => ({ value: tag, label: name(tag) }))}
          onValue={(tag) => (missingIn(draft, tag).length ? setChosen(tag) : makeDefault(store, tag, name(tag)))} />
      )}
      {chosen && (
        <DefaultDialog name={name(chosen)} missing={missingIn(draft, chosen)} onClose={() => setChosen(null)} onGo={() => { setChosen(null); makeDefault(store, chosen, name(chosen)); }} />
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
  if (nextOpen(store.state.draft, tag)) writeNext(store);
  store.say(n ? 'language_back' : 'language_added', true, { name, n });
}

function makeDefault(store: Store, tag: string, name: string): void {
  const n = missingIn(store.state.draft, tag).length;
  store.dispatch(setDefaultLanguage(tag));
  store.set({ locale: tag });
  store.say(n ? 'default_set_missing' : 'default_set', true, { name, n });
}

interface DefaultProps {
  name: string;
  missing: readonly string[];
  onGo(): void;
  onClose(): void;
}

/** Say which texts a language lacks before it becomes the one that all others are translated from. */
function DefaultDialog({ name, missing, onGo, onClose }: DefaultProps): JSX.Element {
  const { draft } = useStore().state;
  const n = missing.length;
  return (
    <Dialog title={t('default_to', { name })} onClose={onClose}>
      <p>{t('default_lacks', { name, n })}</p>
      <ul class="findings">
        {missing.slice(0, LISTED).map((words) => <li key={words} class="clipped">{withKeys(words, draft)}</li>)}
        {n > LISTED && <li key="">{t('default_more', { n: n - LISTED })}</li>}
      </ul>
      <p class="hint">{t('default_after')}</p>
      <div class="dialog-acts">
        <button type="button" class="button main" onClick={onGo}>{t('default_go')}</button>
        <button type="button" class="button" onClick={onClose}>{t('cancel')}</button>
      </div>
    </Dialog>
  );
}

function remove(store: Store, tag: string, name: string): void {
  const { draft, resting } = store.state;
  const wordings = wordingsIn(draft, tag);
  const n = Object.keys(wordings).length;
  store.set({ resting: { ...resting, [tag]: wordings } });
  store.dispatch(removeLanguage(tag));
  store.say('language_removed', true, { name, n });
}
