/** Weigh what browsers get, and fail when it is over the budget. */

import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const folder = new URL('../builder/static/builder/embed/', import.meta.url);
// The runtime is what every end user waits for. What few flows need comes once for those that do, after it: the further
// kinds of fields and, since they would have made everybody wait, recalls, variables, further endings and logos.
const budgets = { 'loader.js': 1536, 'runtime.js': 12288, 'more.js': 20480 };

for (const [name, budget] of Object.entries(budgets)) {
  const size = brotliCompressSync(readFileSync(new URL(name, folder))).length;
  console.log(`${name}: ${size} of ${budget} bytes (brotli)`);
  if (size > budget) process.exitCode = 1;
}
