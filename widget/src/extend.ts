/** What few flows need stands in a second file: further kinds of fields, recalls, variables, further endings and looks. */

import { KINDS as TWINS } from './engine/kinds';
import { comparable, OPERATORS } from './engine/operators';
import { reckoning } from './engine/path';
import type { Flow } from './engine/types';
import type * as More from './more';
import { KINDS } from './ui/kinds';

/**
 * What only that file can do, as it stands in a flow's JSON: recalls, kinds of fields and of endings that aren't usual,
 * patterns, pictures, variables, what a look has beyond colours, and languages that
 * run from right to left.
 */
const KIND = `"kind":"(?!(${Object.keys(KINDS).join('|')}|thanks)")`;
const FURTHER = new RegExp(`\\{\\{|${KIND}|"(picture|variables)":\\[?\\{|"pattern":"|"(compact|airy|logo)"|"locale":"(ar|fa|he|ur)`);

/** What that file brought; {} as long as no flow has needed it. */
export let more: Partial<typeof More> = {};

/**
 * Fetch what this flow needs beyond the usual. Rejects when they can't be had.
 * The flow alone decides, before its first page is shown: no request may tell what somebody answers.
 */
export async function extend(flow: Flow, address = 'm.0.js'): Promise<void> {
  if (!FURTHER.test(JSON.stringify(flow))) return;
  more = (await import(new URL(address, import.meta.url).href)) as typeof More;
  more.teach!(TWINS, OPERATORS, comparable, reckoning);
  Object.assign(KINDS, more.views);
}
