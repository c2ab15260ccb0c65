/** A text of the draft in the language that is being written; earlier answers in it are shown by their keys. */

import type { JSX } from 'preact';
import { said, saying, type Text } from '../../model/draft';
import { withIds, withKeys } from '../../model/recalls';
import type { Store } from '../../model/store';
import { t } from '../../text';
import { useSeen, useStore } from '../use';
import { writeNext } from '../writing';
import { inserted, RecallMenu } from './recall';
import { TextInput, type TextProps } from './text';

interface WordsProps extends Omit<TextProps, 'value' | 'onValue'> {
  text: Text | null | undefined;
  /** Gets null when no language says anything. */
  onText(text: Text | null): void;
}

export function Words({ text, onText, onKeyDown, ...props }: WordsProps): JSX.Element {
  const store = useStore();
  const locale = useSeen((state) => state.locale);
  const { draft } = store.state;
  const original = locale === draft.default_locale ? undefined : said(text, draft.default_locale);
  const stale = useSeen((state) => state.stale[locale]?.includes(props.thing ?? '') ?? false);
  const value = withKeys(said(text, locale), draft);
  const write = (typed: string): void => onText(saying(text ?? null, locale, withIds(typed, store.state.draft)));
  const { thing } = props;
  const insert = (recall: string): void => {
    const control = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(`[data-thing="${thing}"]`);
    write(inserted(value, recall, control));
    control?.focus();
  };
  // A text that is translated is followed by the next one that isn't.
  const keys: TextProps['onKeyDown'] = (event) => {
    if (original === undefined) return onKeyDown?.(event);
    if (event.key !== 'Enter' || (props.long && !event.ctrlKey)) return;
    event.preventDefault();
    writeNext(store, thing);
  };
  return (
    <div class={`words ${stale ? 'words-stale' : ''}`}>
      <TextInput
        {...props} onKeyDown={keys}
        {...helping(text, original, store)}
        lang={locale} value={value} disabled={!store.boot.may_change} onValue={write}
      />
      {stale && thing && <Stale place={thing} label={props.label} />}
      {thing && !props.silent && store.boot.may_change ? <RecallMenu thing={thing} onInsert={insert} /> : null}
    </div>
  );
}

/** Say what is to be translated; in the default language, what only others say so far. */
function helping(text: Text | null | undefined, original: string | undefined, { boot, state: { draft } }: Store): Partial<TextProps> {
  if (original) return { help: t('words_of', { text: withKeys(original, draft) }), placeholder: t('words_missing') };
  const [tag, words] = said(text, draft.default_locale) ? [] : (Object.entries(text ?? {}).find(([, one]) => one) ?? []);
  if (original !== undefined || !tag || !words) return {};
  const name = boot.locales.find((one) => one.tag === tag)?.name ?? tag;
  return { help: t('words_only', { name, text: withKeys(words, draft) }) };
}

/** Say that a text has changed since it was translated, and let the translation be called right. */
function Stale({ place, label }: { place: string; label: string }): JSX.Element {
  const store = useStore();
  return (
    <p class="stale">
      <span>{t('words_stale')}</span>
      {store.boot.may_change && (
        <button type="button" class="link" aria-label={t('words_right_of', { label })} onClick={() => store.callRight(store.state.locale, place)}>{t('words_right')}</button>
      )}
    </p>
  );
}
