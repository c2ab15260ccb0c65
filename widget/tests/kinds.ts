/** Kinds as the server describes them, one for each type of answer. */

import type { ValueType } from '../src/engine/types';
import type { Kind } from '../src/builder/model/boot';

const TYPES: Record<string, ValueType> = {
  short_text: 'text', number: 'number', date: 'date', yes_no: 'flag', single_choice: 'choice', multiple_choice: 'choices',
  group: 'records', file: 'files', statement: 'none', consent: 'flag', address: 'record',
};

const kind = (name: string, type: ValueType): Kind => ({
  name, label: name, description: '', has_choices: type === 'choice' || type === 'choices', pictured: false, asks: type !== 'none',
  in_groups: !['group', 'file', 'consent', 'statement'].includes(name), value_type: type, condition_type: type, data_class: 'none',
  default_config: ['statement', 'consent'].includes(name) ? { statement: {} } : {}, config: [],
});

export const KINDS: Record<string, Kind> = Object.fromEntries(Object.entries(TYPES).map(([name, type]) => [name, kind(name, type)]));
