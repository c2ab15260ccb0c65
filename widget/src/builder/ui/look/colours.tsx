/** The colours for light or for dark screens; each tells whether it is the assistant's own. */

import type { JSX } from 'preact';
import type { Store } from '../../model/store';
import { t } from '../../text';
import type { Theme } from './contrast';

export interface Tokens {
  store: Store;
  /** The look as it is in all. */
  whole: Theme;
  /** What the assistant has of its own. */
  own: Theme;
  set(tokens: Record<string, string>, merge?: string): void;
}

export function Colours({ store, whole, own, set, suffix, label }: Tokens & { suffix: '' | '_dark'; label: string }): JSX.Element {
  const { colours, names } = store.boot.look;
  return (
    <div class="look-colours" role="group" aria-label={t('look_colours_for', { screen: label })}>
      <p class="look-screen">{label}</p>
      {colours.map((colour) => {
        const token = colour + suffix;
        return (
          <div class="look-colour" key={token}>
            <input type="color" id={`look-${token}`} value={whole[token]} onInput={({ currentTarget }) => set({ [token]: currentTarget.value }, token)} />
            <label for={`look-${token}`}>{names[colour]}</label>
            {own[token] && (
              <button type="button" class="look-general" aria-label={t('look_general_of', { name: names[token] ?? token })} onClick={() => set({ [token]: '' })}>
                {t('look_general_one')}
              </button>
            )}
          </div>
        );
      })}
    </div>
  );
}
