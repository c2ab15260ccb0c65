/** What an answer says of files: the twin of builder/fields/file.py. */

import { Invalid, type Kind } from '../kind';
import { codePoints, hasControl, normalise, unreadable } from '../text';
import type { Field, FileAnswer } from '../types';

const MEGABYTE = 2 ** 20;
const MOST_FILES = 20;
const MOST_MEGABYTES = 1000;
const LONGEST_NAME = 120;
const ID = /^f-[A-Za-z0-9_-]{8,32}$/;
/** What turns a name round where it is shown, so that "exe.jpg" is read where ".exe" ends it. */
const TURNS_ROUND = /[\u202a-\u202e\u2066-\u2069]/;

/** Take a bound of the config where it is one, else the kind's own. */
const bound = (wanted: unknown, most: number): number =>
  Number.isInteger(wanted) && (wanted as number) >= 1 && (wanted as number) <= most ? (wanted as number) : most;

/** Give a name its one shape; refuse one that lies or can't be shown. */
function readName(raw: string): string {
  const name = normalise(raw);
  const lies = unreadable(raw) || hasControl(name, false) || TURNS_ROUND.test(name);
  if (lies || !name || codePoints(name) > LONGEST_NAME) throw new Invalid('file_name_refused');
  return name;
}

function readOne(raw: unknown, largest: number): FileAnswer {
  if (typeof raw !== 'object' || !raw || Object.keys(raw).sort().join() !== 'id,name,size') {
    throw new Invalid('wrong_type');
  }
  const { id, name, size } = raw as FileAnswer;
  if (typeof id !== 'string' || !ID.test(id) || typeof name !== 'string') throw new Invalid('wrong_type');
  if (!Number.isInteger(size) || size < 0) throw new Invalid('wrong_type');
  const read = { id, name: readName(name), size };
  if (!size) throw new Invalid('file_empty');
  if (size > largest * MEGABYTE) throw new Invalid('file_too_large', { max: largest });
  return read;
}

function readAll({ config }: Field, raw: unknown[]): FileAnswer[] | undefined {
  const max = bound(config.max_files, MOST_FILES);
  if (raw.length > max) throw new Invalid('too_many_files', { max });
  const files = raw.map((one) => readOne(one, bound(config.max_mb, MOST_MEGABYTES)));
  if (new Set(files.map(({ id }) => id)).size < files.length) throw new Invalid('wrong_type');
  return files.length ? files : undefined;
}

export const file: Kind = {
  required: 'required',
  read(field, raw) {
    if (raw === null || raw === undefined) return undefined;
    if (!Array.isArray(raw)) throw new Invalid('wrong_type');
    return readAll(field, raw);
  },
  answer: (_, value) => ({ type: 'files', value }),
  words: (_, value) => (value as FileAnswer[]).map(({ name }) => name).join(', '),
};
