/** Build what browsers get. The result is committed: installing Zenflow needs Python alone. */

import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common, shrink } from './bundling.mjs';

const out = fileURLToPath(new URL('../builder/static/builder/embed/', import.meta.url));
const here = fileURLToPath(new URL('./src/', import.meta.url));

// The runtime and the further kinds are modules because they are import()ed; the other two are classic scripts.
for (const [name, format] of [['loader', 'iife'], ['runtime', 'esm'], ['more', 'esm'], ['preview', 'iife']]) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [`${here}${name}.ts`],
    format,
    minify: true,
    write: false,
  });
  await writeFile(`${out}${name}.js`, `${await shrink(outputFiles[0].text, format === 'esm')}\n`);
}
