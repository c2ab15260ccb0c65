/** Build what browsers get. The result is committed: installing Zenflow needs Python alone. */

import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common, shrink } from './bundling.mjs';

const out = fileURLToPath(new URL('../builder/static/builder/', import.meta.url));
const here = fileURLToPath(new URL('./src/', import.meta.url));

// The runtime and the further kinds are modules because they are import()ed; the others are classic scripts.
const scripts = [
  ['embed/loader', 'loader.ts', 'iife'],
  ['embed/runtime', 'runtime.ts', 'esm'],
  ['embed/more', 'more.ts', 'esm'],
  ['embed/preview', 'preview.ts', 'iife'],
  ['admin/builder', 'builder/main.tsx', 'iife'],
];

await mkdir(`${out}admin`, { recursive: true });
for (const [name, source, format] of scripts) {
  const { outputFiles } = await build({
    ...common,
    entryPoints: [`${here}${source}`],
    format,
    minify: true,
    write: false,
  });
  // Only the builder brings packages of others.
  const code = await shrink(outputFiles[0].text, format === 'esm', name.startsWith('embed/'));
  await writeFile(`${out}${name}.js`, `${code}\n`);
}
// A style sheet of a page's own, bundled from its parts: no text within a script.
await build({
  entryPoints: [`${here}builder/styles/builder.css`],
  outfile: `${out}admin/builder.css`,
  bundle: true,
  minify: true,
  charset: 'utf8',
  logLevel: 'warning',
});
