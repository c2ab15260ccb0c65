/** Bundle the unit tests and run them with node's own runner (node 20 can't read TypeScript). */

import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from './bundling.mjs';

const here = fileURLToPath(new URL('./', import.meta.url));
const out = `${here}node_modules/.tests/`;
const sources = readdirSync(`${here}tests`).filter((name) => name.endsWith('.test.ts'));

rmSync(out, { recursive: true, force: true });
await build({
  ...common,
  entryPoints: sources.map((name) => `${here}tests/${name}`),
  outdir: out,
  format: 'esm',
  platform: 'node',
  outExtension: { '.js': '.mjs' },
});
// The tests read ../vectors and other files from widget/, wherever npm was called.
const built = sources.map((name) => out + name.replace(/\.ts$/, '.mjs'));
process.exitCode = spawnSync(process.execPath, ['--test', ...built], { cwd: here, stdio: 'inherit' }).status ?? 1;
