/** While another language is being written: which, how far it is, and the way to the next text. */

import type { JSX } from 'preact';
import { locate } from '../model/places';
import type { Store } from '../model/store';
import { doneIn, nextOpen, textsOf } from '../model/texts';
import { t } from '../text';
import { focusOn } from './focus';
import { useSeen, useStore } from './use';

export function Writing(): JSX.Element | null {
  const store = useStore();
  const draft = useSeen((state) => state.draft);
  const locale = useSeen((state) => state.locale);
  if (locale === draft.default_locale) return null;
  const name = (tag: string): string => store.boot.locales.find((one) => one.tag === tag)?.name ?? tag;
  const stale = useSeen((state) => state.stale);
  const of = textsOf(draft).length;
  const done = doneIn(draft, locale, stale);
  return (
    <section class="writing" aria-label={t('writing', { name: name(locale) })}>
      <p><strong>{name(locale)}:</strong> {t('languages_done', { done, of })}</p>
      {done < of && <button type="button" class="button" title={t('writing_next_help')} onClick={() => writeNext(store)}>{t('writing_next')}</button>}
      <button type="button" class="button" onClick={() => store.set({ locale: draft.default_locale })}>{t('writing_end')}</button>
    </section>
  );
}

/** Go to the next text that isn't translated, or not anew since it changed, from a place on. */
export function writeNext(store: Store, after = ''): void {
  const { draft, locale, stale } = store.state;
  const next = nextOpen(draft, locale, stale, after);
  if (next === undefined) return store.say('writing_done');
  const [id = ''] = next.split('.');
  const place = locate(draft, id);
  // A choice's own words stand in its question's list, the rest of it is opened.
  store.select(place?.type === 'choice' && next.endsWith('.label') ? place.field.id : id || 'assistant');
  focusOn(next);
}
