/**
 * Whether what looks at something can still see it. Everything refers by UUID, so renaming breaks nothing; removing
 * and moving may: a condition would look at what is gone, or at what is asked only later.
 */

import type { Draft } from './draft';
import { type Holder, type Judge, pruned, sightless } from './holders';

/** One such reference. */
export interface Break {
  /** The thing that holds it: a step, field, check, route, ending or variable. */
  id: string;
  /** Which of its properties: visible_if, required_if, if, to, value, or a text. */
  slot: string;
  /** The UUID that it looks at. */
  target: string;
}

/** List the references that see nothing. */
export const breaks = (draft: Draft): Break[] => found(draft, sightless(draft));

/** List the references to any of some things. */
export function usages(draft: Draft, ids: Iterable<string>): Break[] {
  const wanted = new Set(ids);
  return found(draft, (_, id) => wanted.has(id));
}

/** List the references that see something in one draft and nothing in the next. */
export function newBreaks(before: Draft, after: Draft): Break[] {
  const known = new Set(breaks(before).map(said));
  return breaks(after).filter((one) => !known.has(said(one)));
}

/** Take such references away, and what says nothing without them. */
export function mended(draft: Draft, broken: readonly Break[]): Draft {
  if (!broken.length) return draft;
  const lost = new Set(broken.map(said));
  return pruned(draft, ({ id, slot }, target) => lost.has(said({ id, slot, target })));
}

/** List each reference that a judge picks, once. */
function found(draft: Draft, picks: Judge): Break[] {
  const all = new Map<string, Break>();
  pruned(draft, (holder: Holder, target) => {
    const one = { id: holder.id, slot: holder.slot, target };
    if (picks(holder, target)) all.set(said(one), one);
    return false;
  });
  return [...all.values()];
}

const said = ({ id, slot, target }: Break): string => `${id} ${slot} ${target}`;
