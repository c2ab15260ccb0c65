/** Yes or no, as two cards. */

import { saidIn } from '../../engine/more/formats';
import type { Choice } from '../../engine/types';
import { choiceCards } from '../kinds/cards';
import type { Kind, View } from '../kinds/kind';
import { advanceByPointer } from '../kinds/single_choice';

export const yesNo: Kind = {
  group: true,
  role: 'radiogroup',
  advances: true,
  view(cell): View {
    const { yes, no } = saidIn(cell.flow.locale);
    const choices = [choice('true', yes), choice('false', no)];
    const view = choiceCards({ ...cell, field: { ...cell.field, choices } }, 'radio', [String(cell.value)], ([value]) =>
      cell.change(value === 'true'),
    );
    const box = view.nodes[0] as HTMLElement;
    box.classList.add('pair');
    if (cell.advance) advanceByPointer(cell.advance, box);
    return view;
  },
};

const choice = (value: string, label: string): Choice => ({ id: value, value, label, help: null, picture: null, score: null });
