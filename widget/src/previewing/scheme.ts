/** A theme as it looks on light or on dark screens, whatever this screen is. */

import type { Flow } from '../engine/types';

const COLOUR = /^#[0-9a-f]{6}$/i;
/** What the widget's own sheet says for dark screens besides the theme. */
const DARK = '--zf-attention:#e8b45a;--zf-wrong:#f2a29b;color-scheme:dark;box-shadow:none;';
const TOKENS = ['accent', 'on_accent', 'ink', 'quiet', 'surface', 'paper', 'line', 'control'];

/** Write the rule for the element; a theme that is given whole leaves nothing to the widget's defaults. */
export function schemeRule(theme: Flow['theme'], scheme: 'light' | 'dark'): string {
  const suffix = scheme === 'dark' ? '_dark' : '';
  const said = TOKENS.map((token) => [token, theme[token + suffix] ?? ''] as const);
  const colours = said.filter(([, value]) => COLOUR.test(value)).map(([token, value]) => `--zf-${token}:${value};`);
  return `.zf{${colours.join('')}${suffix && DARK}}`;
}
