/** Points on a short scale, whose ends have names. */

import { points } from '../../engine/more/numbers';
import { h } from '../dom';
import type { Cell, Kind, View } from '../kinds/kind';

export const rating: Kind = {
  group: true,
  role: 'radiogroup',
  view(cell): View {
    const { low, high } = cell.field.config;
    const most = points(cell.field);
    const names: Record<number, string | undefined> = { 1: low, [most]: high };
    const inputs = Array.from({ length: most }, (_, at) => radio(cell, at + 1));
    const labels = inputs.map((input, at) => {
      const name = names[at + 1];
      return h('label', { class: 'point' }, input, String(at + 1), name && h('span', { class: 'sr' }, ` ${name}`));
    });
    const ends = h('div', { class: 'ends', 'aria-hidden': 'true' }, h('span', {}, low), h('span', {}, high));
    const box = h('div', { class: most > 7 ? 'points many' : 'points' }, ...labels);
    return { target: inputs.find((input) => input.checked) ?? inputs[0]!, nodes: [h('div', { class: 'rating' }, box, (low || high) && ends)] };
  },
};

function radio({ id, value, change }: Cell, point: number): HTMLInputElement {
  const input = h('input', {
    type: 'radio',
    id: point > 1 ? `${id}-${point}` : id,
    name: id,
    value: point,
    onchange: () => change(String(point)),
  });
  input.checked = value === String(point);
  return input;
}
