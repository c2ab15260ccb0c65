/** First and last name, with a salutation where it is wanted. */

import { fullName as twin, SALUTATIONS } from '../../engine/more/records';
import { h } from '../dom';
import { card } from '../kinds/cards';
import type { Cell, Kind } from '../kinds/kind';
import { Parts } from './parts';

export const fullName: Kind = {
  group: true,
  view(cell) {
    const parts = new Parts(cell, twin);
    if (cell.field.config.salutation) salutations(cell, parts);
    parts.add('first', { autocomplete: 'given-name' });
    parts.add('last', { autocomplete: 'family-name' });
    return parts.view();
  },
};

function salutations({ t }: Cell, parts: Parts): void {
  const id = parts.id('salutation');
  const inputs = SALUTATIONS.map((value, at) => {
    const input = h('input', { type: 'radio', id: at ? `${id}-${at}` : id, name: id, value, onchange: () => parts.change('salutation', value) });
    input.checked = parts.given('salutation') === value;
    return input;
  });
  const label = h('span', { id: `${id}-l` }, t('part_salutation'), ` ${t('optional')}`);
  const cards = inputs.map((input) => card(input, t(`salutation_${input.value}`)));
  const group = h('div', { class: 'chips', role: 'radiogroup', 'aria-labelledby': label.id }, ...cards);
  parts.put('salutation', inputs[0]!, label, group);
}
