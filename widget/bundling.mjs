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
      // What a custom property holds is left as written: its blanks count for nothing with us.
      return { contents: code.trim().replace(/(--[\w-]+:) |(,) (?=var\(|#)/g, '$1$2'), loader: 'text' };
    });
  },
};

/**
 * Make a bundle as small as it gets: esbuild leaves out what is unused, terser says the rest in fewer characters.
 * In code that is all `ours` no getter does more than remember, and only strings, numbers and booleans are made strings.
 */
export async function shrink(code, module, ours) {
  const bold = { unsafe: ours, pure_getters: ours, unsafe_arrows: true, unsafe_methods: true };
  const compress = { passes: 4, sequences: false, ...bold };
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
