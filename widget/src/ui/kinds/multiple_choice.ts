/** Several of several choices. */

import type { Field } from '../../engine/types';
import type { Say } from '../../say';
import { h } from '../dom';
import { card, cards, choiceText } from './cards';
import type { Kind, View } from './kind';

export const multipleChoice: Kind = {
  group: true,
  hint,
  view(cell): View {
    const chosen = Array.isArray(cell.value) ? cell.value : [];
    const tell = (): void => cell.change(inputs.filter((input) => input.checked).map((input) => input.value));
    const inputs = cell.field.choices.map((choice, index) => {
      const input = h('input', {
        type: 'checkbox',
        id: index ? `${cell.id}-${index}` : cell.id,
        value: choice.value,
        onchange: tell,
      });
      input.checked = chosen.includes(choice.value);
      return input;
    });
    const box = cards(cell.field.choices.map((choice, index) => card(inputs[index]!, ...choiceText(choice))));
    return { target: inputs[0] ?? box, nodes: [box] };
  },
};

function hint({ config: { min, max } }: Field, t: Say): string {
  const params = { min: min ?? 0, max: max ?? 0 };
  if (min && max) return t(min === max ? 'choose_exactly' : 'choose_between', params);
  if (min) return t('choose_at_least', params);
  return t(max ? 'choose_at_most' : 'choose_several', params);
}
