/**
 * Whether what looks at something can still see it. Everything refers by UUID, so renaming breaks nothing; removing,
 * moving and another kind may: a condition would look at what is gone, what is asked only later, or what can't be so.
 */

import type { Draft } from './draft';
import type { Kinds } from './fits';
import { pruned, sightless } from './holders';
import type { Use } from './references';

/** One such reference. */
export interface Break {
  /** The thing that holds it: a step, field, check, route, ending or variable. */
  id: string;
  /** Which of its properties: visible_if, required_if, if, to, value, or a text. */
  slot: string;
  /** The UUID that it looks at. */
  target: string;
  /** What it asks of it. */
  use: Use;
}

/** List the references that see nothing, each once. */
export function breaks(draft: Draft, kinds: Kinds): Break[] {
  const all = new Map<string, Break>();
  const judge = sightless(draft, kinds);
  pruned(draft, (holder, target, use) => {
    const one = { id: holder.id, slot: holder.slot, target, use };
    if (judge(holder, target, use)) all.set(said(one), one);
    return false;
  });
  return [...all.values()];
}

/** List the references that see something in one draft and nothing in the next. */
export function newBreaks(before: Draft, after: Draft, kinds: Kinds): Break[] {
  const known = new Set(breaks(before, kinds).map(said));
  return breaks(after, kinds).filter((one) => !known.has(said(one)));
}

/** Take such references away, and what says nothing without them. */
export function mended(draft: Draft, broken: readonly Break[]): Draft {
  if (!broken.length) return draft;
  const lost = new Set(broken.map(said));
  return pruned(draft, ({ id, slot }, target, use) => lost.has(said({ id, slot, target, use })));
}

const said = ({ id, slot, target, use }: Break): string => `${id} ${slot} ${target} ${JSON.stringify(use)}`;
