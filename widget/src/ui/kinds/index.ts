/** Every field kind the widget can show. */

import { consent } from './consent';
import { email } from './email';
import type { Kind } from './kind';
import { longText } from './long_text';
import { multipleChoice } from './multiple_choice';
import { shortText } from './short_text';
import { singleChoice } from './single_choice';

export const KINDS: Record<string, Kind> = {
  short_text: shortText,
  long_text: longText,
  single_choice: singleChoice,
  multiple_choice: multipleChoice,
  email,
  consent,
};
