/** Numbers as people type them: the twin of builder/fields/compact.py. */

import { BLANKS } from '../text';

/** Every stroke that a phone's keyboard, a letter or a bank's statement puts between groups. */
export const DASHES = '\u00ad\u2010\u2011\u2012\u2013\u2014\u2015\u2212\\-';
export const GAPS = `[${BLANKS}${DASHES}]`;
const EACH_GAP = new RegExp(GAPS, 'g');

/** Take blanks and dashes out. */
export const compact = (text: string): string => text.replace(EACH_GAP, '');

/** Write German letters large; no others, so that both engines agree about all of them. */
export const capitals = (text: string): string => text.replace(/[a-zäöü]/g, (letter) => letter.toUpperCase());

/** Make a pattern that has to fit the whole text. */
export const whole = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`);
