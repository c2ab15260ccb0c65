/** What the signs on the map mean. */

import type { JSX } from 'preact';
import { t, type Code } from '../../text';

const ALWAYS: readonly (readonly [string, Code])[] = [
  ['way-sign', 'legend_route'],
  ['way-sign passed', 'legend_passed'],
  ['box-sign conditional', 'legend_conditional'],
  ['box-sign unreachable', 'legend_unreachable'],
];
const TRIED: readonly (readonly [string, Code])[] = [
  ['way-sign walked', 'legend_walked'],
  ['way-sign ahead', 'legend_ahead'],
];

export function Legend({ trail }: { trail: boolean }): JSX.Element {
  return (
    <ul class="map-legend plain" aria-label={t('legend')}>
      {[...ALWAYS, ...(trail ? TRIED : [])].map(([sign, code]) => (
        <li key={sign}><span class={`sign ${sign}`} aria-hidden="true" />{t(code)}</li>
      ))}
    </ul>
  );
}
