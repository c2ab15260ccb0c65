/** What the signs on the map mean. */

import type { JSX } from 'preact';
import { t, type Code } from '../../text';

const ALWAYS: readonly (readonly [string, Code])[] = [
  ['line route', 'legend_route'],
  ['line passed', 'legend_passed'],
  ['box conditional', 'legend_conditional'],
  ['box unreachable', 'legend_unreachable'],
];
const TRIED: readonly (readonly [string, Code])[] = [
  ['line walked', 'legend_walked'],
  ['line ahead', 'legend_ahead'],
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
