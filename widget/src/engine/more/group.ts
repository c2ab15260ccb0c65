/** Questions that are asked once for each of several things: the twin of builder/fields/group.py. */

import { Invalid, type Kind } from '../kind';
import { nothing, type Entry, type Take, type Taken } from '../taken';
import { own } from '../text';
import type { Answers, Field } from '../types';

const MOST = 20;
const MOST_KEYS = 200;

/** Give the fewest and the most entries. */
export function bounds({ config }: Field): [least: number, most: number] {
  const [least, most] = [config.min, config.max].map((bound) => (Number.isInteger(bound) ? Number(bound) : 0));
  return [Math.max(least!, 0), most! > 0 && most! <= MOST ? most! : MOST];
}

/** Take each entry apart: its conditions see its own answers, over all earlier ones. */
function takeEntries(group: Field, raws: Answers[], taken: Taken, take: Take): Answers[] {
  const known = group.fields.map(({ key }) => key);
  const entries = raws.map((raw): Entry => {
    const entry = nothing(taken);
    const fields = take(group.fields, raw, entry);
    const blank = !entry.invalid.size && !Object.keys(entry.answers).length;
    return { ...entry, fields, blank, unknown: Object.keys(raw).filter((key) => !known.includes(key)) };
  });
  taken.entries.set(group.id, entries);
  return entries.map(({ answers }) => answers).filter((answers) => Object.keys(answers).length);
}

export const group: Kind = {
  required: 'entry_required',
  read(field, raw, taken, take) {
    if (raw === null || raw === undefined) return undefined;
    const isEntry = (entry: unknown): boolean => typeof entry === 'object' && entry !== null && !Array.isArray(entry);
    if (!Array.isArray(raw) || !raw.every(isEntry)) throw new Invalid('wrong_type');
    const [, max] = bounds(field);
    if (raw.length > max) throw new Invalid('too_many_entries', { max });
    if (raw.some((entry) => Object.keys(entry).length > MOST_KEYS)) throw new Invalid('too_many_answers');
    const read = taken && take ? takeEntries(field, raw, taken, take) : raw;
    return read.length ? read : undefined;
  },
  judge(field, value) {
    const [min] = bounds(field);
    if ((value as Answers[]).length < min) throw new Invalid('too_few_entries', { min });
  },
  answer: (_, value) => ({ type: 'records', value }),
  words(field, value, _, inside) {
    const entries = (value as Answers[]).map((entry) =>
      field.fields
        .filter(({ key }) => own(entry, key) !== undefined)
        .map((one) => `${one.label}: ${inside?.(one, entry[one.key]!)}`)
        .join('; '),
    );
    return entries.map((entry, at) => `${field.config.item || field.label} ${at + 1}: ${entry}`).join('\n');
  },
};
