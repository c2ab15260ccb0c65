/** The widget's texts arrive with the flow: no language is built in. */

import { fill } from './engine/text';
import type { Messages, Params } from './engine/types';

export type Say = (code: string, params?: Params) => string;

/** Give a function that says a text with its placeholders filled. */
export const speaker =
  (messages: Messages): Say =>
  (code, params = {}) =>
    fill(messages[code] ?? '', params);
