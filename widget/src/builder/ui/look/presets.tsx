/** Looks to begin with, each shown by its colours. */

import type { JSX } from 'preact';
import type { Store } from '../../model/store';
import { t } from '../../text';
import type { Theme } from './contrast';

const SHOWN = ['accent', 'surface', 'ink', 'accent_dark', 'surface_dark'];

interface PresetsProps {
  store: Store;
  whole: Theme;
  take(tokens: Theme): void;
}

export function Presets({ store, whole, take }: PresetsProps): JSX.Element {
  const { look, default_theme: defaults } = store.boot;
  return (
    <div class="look-presets" role="group" aria-label={t('look_presets')}>
      {look.presets.map(({ name, label, tokens }) => {
        const full: Theme = { ...defaults, ...tokens };
        const chosen = Object.keys(full).every((token) => full[token] === whole[token]);
        return (
          <button type="button" class="look-preset" key={name} aria-pressed={chosen} onClick={() => take(tokens)}>
            <span class="look-swatches" aria-hidden="true">
              {SHOWN.map((token) => <span key={token} style={{ background: full[token] }} />)}
            </span>
            {label}
          </button>
        );
      })}
    </div>
  );
}
