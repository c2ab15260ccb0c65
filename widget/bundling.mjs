/** How sources become scripts: shared by the build and the tests. */

import { readFile } from 'node:fs/promises';
import { transform } from 'esbuild';

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

export const common = {
  bundle: true,
  charset: 'utf8',
  target: 'es2022',
  legalComments: 'none',
  plugins: [styles],
  logLevel: 'warning',
};
