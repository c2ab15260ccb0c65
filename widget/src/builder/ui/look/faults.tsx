/** Which colours can't be told apart, and a click that mends it. */

import type { JSX } from 'preact';
import type { Store } from '../../model/store';
import { spoken, t } from '../../text';
import type { Alike } from './contrast';

interface FaultsProps {
  store: Store;
  faults: readonly Alike[];
  set(tokens: Record<string, string>): void;
}

export function Faults({ store, faults, set }: FaultsProps): JSX.Element {
  const { names } = store.boot.look;
  const name = (token: string): string => names[token] ?? token;
  return (
    <div role="status">
      {faults.length > 0 && (
        <ul class="look-faults">
          {faults.map((pair) => (
            <li key={`${pair.one} ${pair.other}`}>
              <p>{t('look_alike', { one: name(pair.one), other: name(pair.other), found: said(pair.found, true), least: said(pair.least) })}</p>
              {store.boot.may_change && (
                <button type="button" class="button" onClick={() => set({ [pair.one]: pair.better })}>
                  <span class="look-swatch" style={{ background: pair.better }} aria-hidden="true" />
                  {t('look_better', { name: name(pair.one), colour: pair.better })}
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Say a contrast; one that is too low is never rounded up to what is asked. */
function said(contrast: number, down = false): string {
  const tenths = down ? Math.floor(contrast * 10) / 10 : contrast;
  return tenths.toLocaleString(spoken(), { maximumFractionDigits: 1, minimumFractionDigits: 1 });
}
