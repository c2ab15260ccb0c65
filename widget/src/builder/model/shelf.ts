/** Unsaved work, kept in this browser until the server has it. One place for each person and assistant. */

import type { Draft } from './draft';

export interface Kept {
  revision: number;
  draft: Draft;
}

export class Shelf {
  constructor(private readonly name: string, private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {}

  put(kept: Kept): void {
    try {
      this.storage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // A browser that keeps nothing: the page itself still warns before it is left.
    }
  }

  get(): Kept | null {
    try {
      const kept = JSON.parse(this.storage.getItem(this.name) ?? 'null') as Kept | null;
      return kept && Array.isArray(kept.draft?.steps) && Array.isArray(kept.draft.endings) ? kept : null;
    } catch {
      return null;
    }
  }

  clear(): void {
    try {
      this.storage.removeItem(this.name);
    } catch {
      // As above.
    }
  }
}

/** Tell whether two pieces of JSON say the same, whatever the order of their keys. */
export function equal(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other || Array.isArray(one) !== Array.isArray(other)) return false;
  const [mine, theirs] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = Object.keys(mine);
  return names.length === Object.keys(theirs).length && names.every((name) => name in theirs && equal(mine[name], theirs[name]));
}
