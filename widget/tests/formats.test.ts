/** How values are said in a language; pytest runs the same file. */

import { strictEqual } from 'node:assert';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { sayDay, sayMoney, sayNumber } from '../src/engine/more/formats';

const calls: Record<string, (...args: [string, string, ...any[]]) => string> = {
  number: sayNumber,
  money: sayMoney as (...args: [string, string, ...any[]]) => string,
  day: sayDay,
};
const { cases } = JSON.parse(readFileSync('../vectors/formats.json', 'utf8'));

for (const { name, call, in: args, out } of cases) test(name, () => strictEqual(calls[call]!(...(args as [string, string])), out));
