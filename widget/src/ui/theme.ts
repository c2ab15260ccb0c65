/** A tenant's colours, corners and type. Only what fits a strict pattern gets into the rules: no text of a tenant's does. */

import type { Flow } from '../engine/types';

const NAME = /^[a-z_]+$/;
const VALUE = /^(#[0-9a-f]{6}|1?\d|2[0-4])$/i;

/** Write a theme as properties for frame.css, which says what is dark and what the default is. */
export function themeRule(theme: Flow['theme']): string {
  const fitting = Object.entries(theme).filter(([name, value]) => NAME.test(name) && VALUE.test(value));
  return `.zf{${fitting.map(([name, value]) => `--zf-${name}:${value}`).join(';')}}`;
}
