/** Several of several choices. */

import type { Field } from '../../engine/types';
import type { Say } from '../../say';
import { choiceCards } from './cards';
import type { Kind } from './kind';

export const multipleChoice: Kind = {
  group: true,
  hint,
  view: (cell) => choiceCards(cell, 'checkbox', Array.isArray(cell.value) ? cell.value : [], cell.change),
};

function hint({ config: { min, max } }: Field, t: Say): string {
  const params = { min: min ?? 0, max: max ?? 0 };
  if (min && max) return t(min === max ? 'choose_exactly' : 'choose_between', params);
  if (min) return t('choose_at_least', params);
  return t(max ? 'choose_at_most' : 'choose_several', params);
}
