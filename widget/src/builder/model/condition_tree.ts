/** A condition as it is edited: groups joined by "and" or "or", each part with its "not", the root always a group. */

import { DEEPEST } from '../../engine/conditions';
import type { Condition } from '../../engine/types';
import type { Test } from './references';

export type Join = 'all' | 'any';

export interface Group {
  join: Join;
  not: boolean;
  parts: Part[];
}

export interface Leaf {
  not: boolean;
  test: Test;
}

export type Part = Group | Leaf;
/** The way to a part: its place among the parts of the root, then among that one's, and so on. */
export type Way = readonly number[];

export const isGroup = (part: Part): part is Group => 'parts' in part;

/** Take a condition apart; a lone test stands in a group of one. */
export function read(condition: Condition | null): Group {
  if (!condition) return { join: 'all', not: false, parts: [] };
  const part = readPart(condition);
  return isGroup(part) ? part : { join: 'all', not: false, parts: [part] };
}

function readPart(condition: Condition): Part {
  if ('all' in condition) return { join: 'all', not: false, parts: condition.all.map(readPart) };
  if ('any' in condition) return { join: 'any', not: false, parts: condition.any.map(readPart) };
  if (!('not' in condition)) return { not: false, test: condition };
  const part = readPart(condition.not);
  return { ...part, not: !part.not };
}

/** Put a condition together; null for one that tests nothing, and no group around a lone test. */
export function write(root: Group): Condition | null {
  const [only, ...more] = root.parts;
  const lone = only && !more.length && !root.not && !isGroup(only);
  return writePart(lone ? only : root);
}

function writePart(part: Part): Condition | null {
  const inner = isGroup(part) ? writeGroup(part) : part.test;
  return inner && part.not ? { not: inner } : inner;
}

function writeGroup({ join, parts }: Group): Condition | null {
  const written = parts.map(writePart).filter((part) => part !== null);
  return written.length ? ({ [join]: written } as Condition) : null;
}

/** Change the part at the end of a way; null takes it out, and with it groups that it leaves empty. */
export function change(root: Group, way: Way, edit: (part: Part) => Part | null): Group {
  return (changed(root, way, edit) as Group | null) ?? { ...root, parts: [] };
}

function changed(part: Part, [at, ...rest]: Way, edit: (part: Part) => Part | null): Part | null {
  if (at === undefined || !isGroup(part)) return edit(part);
  const parts = part.parts.flatMap((one, place) => (place === at ? (changed(one, rest, edit) ?? []) : [one]));
  return parts.length ? { ...part, parts } : null;
}

/** Add a part at the end of the group that a way leads to. */
export const add = (root: Group, way: Way, part: Part): Group =>
  change(root, way, (group) => (isGroup(group) ? { ...group, parts: [...group.parts, part] } : group));

/** Count the tests in a part. */
export const testsIn = (part: Part): number => (isGroup(part) ? part.parts.reduce((sum, one) => sum + testsIn(one), 0) : 1);

/** Count the levels of a condition as both engines do. */
export function depthOf(condition: Condition | null): number {
  if (!condition) return 0;
  if ('not' in condition) return 1 + depthOf(condition.not);
  const parts = 'all' in condition ? condition.all : 'any' in condition ? condition.any : [];
  return 1 + Math.max(0, ...parts.map(depthOf));
}

/** Tell whether the engines would still look at every test of it. */
export const isShallow = (root: Group): boolean => depthOf(write(root)) <= DEEPEST;
