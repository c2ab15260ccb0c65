/** Which languages an assistant speaks. */

import type { Draft, Text } from '../draft';
import { withTexts, type Wordings } from '../texts';
import type { Operation } from '../store';
import { patched } from './edit';

/** Add a language; its texts are still to be written, but for those that it had when it was taken away. */
export function addLanguage(locale: string, resting: Wordings = {}): Operation {
  return (draft) => {
    if (draft.locales.includes(locale)) return draft;
    const back = withTexts(draft, (text, place) => (resting[place] ? { ...text, [locale]: resting[place] } : text));
    return { ...back, locales: [...draft.locales, locale] };
  };
}

/** Take a language away with all its texts; the default one stays. */
export function removeLanguage(locale: string): Operation {
  return (draft) => {
    if (locale === draft.default_locale || !draft.locales.includes(locale)) return draft;
    const without = (text: Text): Text => {
      const { [locale]: gone, ...others } = text;
      return gone === undefined ? text : others;
    };
    return { ...withTexts(draft, without), locales: draft.locales.filter((one) => one !== locale) };
  };
}

/** Translate from another language; what stands in any of them stays. */
export const setDefaultLanguage = (locale: string): Operation => (draft) =>
  draft.locales.includes(locale) ? patched<Draft>(draft, { default_locale: locale }) : draft;
