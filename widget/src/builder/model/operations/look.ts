/** The assistant's own look: only what differs from the company's is kept. */

import type { Draft } from '../draft';
import type { Operation } from '../store';

type Theme = Readonly<Record<string, string>>;

/** Give what the assistant would look like without a look of its own. */
export const generalLook = (draft: Draft, defaults: Theme): Theme => ({ ...defaults, ...draft.tenant_theme });

/** Give the whole look: the defaults, the company's, the assistant's own. */
export const wholeLook = (draft: Draft, defaults: Theme): Theme => ({ ...generalLook(draft, defaults), ...draft.theme });

/** Set tokens; "" takes the assistant's own away. */
export function setLook(tokens: Theme, defaults: Theme): Operation {
  return (draft) => {
    const general = generalLook(draft, defaults);
    const wanted = Object.entries({ ...draft.theme, ...tokens });
    const theme = Object.fromEntries(wanted.filter(([token, value]) => value !== (general[token] ?? '') && value !== ''));
    return same(theme, draft.theme) ? draft : { ...draft, theme };
  };
}

/** Take over a whole look, whatever was there; the logo stays. */
export function takeLook(tokens: Theme, defaults: Theme): Operation {
  return (draft) => setLook({ ...defaults, ...tokens }, defaults)(draft);
}

/** Look as the company does, in everything. */
export const resetLook: Operation = (draft) => (Object.keys(draft.theme).length ? { ...draft, theme: {} } : draft);

const same = (one: Theme, other: Theme): boolean => {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
};
