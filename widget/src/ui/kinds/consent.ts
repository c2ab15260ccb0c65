/** A statement to agree to. Never ticked beforehand: silence is no consent. */

import { h } from '../dom';
import { rich } from '../rich';
import { card } from './cards';
import type { Kind, View } from './kind';

export const consent: Kind = {
  group: true,
  view(cell): View {
    const target = h('input', { type: 'checkbox', id: cell.id, onchange: () => cell.change(target.checked) });
    target.checked = cell.value === true;
    return { target, nodes: [card(target, ...rich(cell.field.config.statement))] };
  },
};
