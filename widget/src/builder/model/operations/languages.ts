/** Which languages an assistant speaks. */

import type { Text } from '../draft';
import { withTexts } from '../texts';
import type { Operation } from '../store';

/** Add a language; its texts are still to be written. */
export function addLanguage(locale: string): Operation {
  return (draft) => (draft.locales.includes(locale) ? draft : { ...draft, locales: [...draft.locales, locale] });
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
