/** Something to read among the questions. It asks nothing. */

import { h } from '../dom';
import type { Kind, View } from '../kinds/kind';
import { rich } from '../rich';

export const statement: Kind = {
  group: false,
  asks: false,
  view({ field: { label, config } }): View {
    const tone = config.tone === 'attention' ? 'tell heed' : 'tell';
    const target = h('div', { class: tone }, label && h('p', { class: 'label' }, label), ...rich(config.statement));
    return { target, nodes: [target] };
  },
};
