/** The files of this page's life, by the ids that stand for them in answers. They are kept in memory and nowhere else. */

import type { FileAnswer } from './engine/types';
import { randomId } from './identity';

export interface FileStore {
  add(file: File): FileAnswer;
  get(id: string): File | undefined;
  remove(id: string): void;
}

const LONGEST_NAME = 120;
/** Control characters, and what turns a name round where it is shown. */
const UNSHOWN = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

const held = new Map<string, File>();

export const files: FileStore = {
  add(file) {
    const id = `f-${randomId()}`;
    held.set(id, file);
    return { id, name: shown(file.name), size: file.size };
  },
  get: (id) => held.get(id),
  remove: (id) => void held.delete(id),
};

/** Give a name the shape that answers take; its end, which says the type, is what stays of a long one. */
const shown = (name: string): string =>
  [...name.normalize('NFC').replace(UNSHOWN, '')].slice(-LONGEST_NAME).join('').trim() || 'file';
