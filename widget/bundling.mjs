/** How sources become scripts: shared by the build and the tests. */

import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';
import { minify } from 'terser';

/** Give a style sheet as the text of its minified rules, for a constructed sheet. */
const styles = {
  name: 'styles',
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { code } = await transform(source, { loader: 'css', minify: true, charset: 'utf8' });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

/** Make a bundle as small as it gets: esbuild leaves out what is unused, terser says the rest in fewer characters. */
export async function shrink(code, module) {
  const compress = { passes: 3, sequences: false, unsafe_arrows: true, unsafe_methods: true };
  return (await minify(code, { module, ecma: 2022, compress, format: { ecma: 2022 } })).code;
}

export const common = {
  bundle: true,
  charset: 'utf8',
  target: 'es2022',
  legalComments: 'none',
  plugins: [styles],
  logLevel: 'warning',
};
