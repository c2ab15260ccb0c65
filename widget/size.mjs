/** Weigh what browsers get, and fail when it is over the budget. */

import { readFileSync } from 'node:fs';
import { brotliCompressSync } from 'node:zlib';

const folder = new URL('../builder/static/builder/embed/', import.meta.url);
// The runtime is what every end user waits for. The further kinds come once for the flows that have any, after it.
const budgets = { 'loader.js': 1536, 'runtime.js': 12288, 'more.js': 17408 };

for (const [name, budget] of Object.entries(budgets)) {
  const size = brotliCompressSync(readFileSync(new URL(name, folder))).length;
  console.log(`${name}: ${size} of ${budget} bytes (brotli)`);
  if (size > budget) process.exitCode = 1;
}
