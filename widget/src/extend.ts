/** Further kinds of fields, and the looks of choices with pictures, stand in a second file, for flows that have any. */

import { learn, nameOf } from './engine/kinds';
import { learnTests } from './engine/operators';
import type { Field, Flow } from './engine/types';
import type * as More from './more';
import { KINDS } from './ui/kinds';

/** What that file brought; {} as long as no flow has needed it. */
export let more: Partial<typeof More> = {};

/**
 * Fetch the kinds that this flow has beyond the usual ones. Rejects when they can't be had.
 * The flow alone decides, before its first page is shown: no request may tell what somebody answers.
 */
export async function extend({ steps }: Flow, address = 'm.0.js'): Promise<void> {
  const usual = (field: Field): boolean => nameOf(field) in KINDS && !field.choices.some(({ picture }) => picture);
  if (steps.every(({ fields }) => fields.every(usual))) return;
  more = (await import(new URL(address, import.meta.url).href)) as typeof More;
  learn(more.kinds!);
  learnTests(more.tests!);
  Object.assign(KINDS, more.views);
}
