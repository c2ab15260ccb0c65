/** Build what browsers get. The result is committed: installing Zenflow needs Python alone. */

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from './bundling.mjs';

const out = fileURLToPath(new URL('../builder/static/builder/embed/', import.meta.url));
const here = fileURLToPath(new URL('./src/', import.meta.url));

// The runtime and the further kinds are modules because they are import()ed; the other two are classic scripts.
for (const [name, format] of [['loader', 'iife'], ['runtime', 'esm'], ['more', 'esm'], ['preview', 'iife']]) {
  await build({
    ...common,
    entryPoints: [`${here}${name}.ts`],
    outfile: `${out}${name}.js`,
    format,
    minify: true,
  });
}
