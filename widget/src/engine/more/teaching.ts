/** Adds to the runtime's tables what more.js brings. */

import type { Kind } from '../kind';
import type { Operator, Reads } from '../operators';
import type { Reckons } from '../path';
import { kinds } from '.';
import { tests } from './tests';
import { reckoning } from './variables';

/** Teach the engine of the runtime, which has tables of its own, what it knows only here. */
export function teach(twins: Record<string, Kind>, operators: Record<string, Operator>, comparable: Reads, reckons: Reckons): void {
  Object.assign(twins, kinds);
  Object.assign(reckons, reckoning);
  teachTests(operators, comparable);
}

/** Add further types of answers: how they are read, and how tests read what they are compared with. */
export function teachTests(operators: Record<string, Operator>, comparable: Reads): void {
  Object.assign(comparable, tests.comparable);
  for (const [name, [reads, test]] of Object.entries(tests.operators)) {
    operators[name] = [{ ...operators[name]?.[0], ...reads }, test];
  }
}
