/** The kinds with next to nothing to read: the twins of builder/fields/{yes_no,statement}.py. */

import { Invalid, type Kind } from '../kind';
import { saidIn } from './formats';

export const yesNo: Kind = {
  required: 'choice_required',
  read(_, raw) {
    if (raw === null || raw === undefined) return undefined;
    if (typeof raw !== 'boolean') throw new Invalid('wrong_type');
    return raw;
  },
  answer: (_, value) => ({ type: 'flag', value }),
  words: (_, value, locale) => saidIn(locale)[value ? 'yes' : 'no'],
};

export const statement: Kind = {
  asks: false,
  required: 'required',
  read(_, raw) {
    if (raw !== null && raw !== undefined) throw new Invalid('unknown_field');
    return undefined;
  },
  answer: () => ({ type: 'none', value: undefined }),
  words: () => '',
};
