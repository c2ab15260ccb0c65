/** What every kind of field must be able to do: the twin of builder/fields/base.py. */

import type { Take, Taken } from './taken';
import type { Answer, Field, Params, Value } from './types';

/** An answer that can't be taken. Told by its shape: more.js brings a class of its own. */
export class Invalid {
  constructor(
    readonly code: string,
    readonly params: Params = {},
  ) {}
}

/** Give what was thrown if it is an Invalid, else throw it again. */
export function invalid(thrown: unknown): Invalid {
  if (!(thrown as Invalid | undefined)?.params) throw thrown;
  return thrown as Invalid;
}

export interface Kind {
  /** The code when it is required and missing. */
  required: string;
  /**
   * Turn what was typed or chosen into a value; undefined means absent. Throws Invalid.
   * A kind whose answers hold answers takes those with `take`, over what was `taken` so far.
   */
  read(field: Field, raw: unknown, taken?: Taken, take?: Take): Value | undefined;
  /** Refuse what doesn't fit the day ("YYYY-MM-DD"). Throws Invalid. */
  judge?(field: Field, value: Value, today: string): void;
  /** Give a value the shape that conditions test. */
  answer(field: Field, value: Value): Answer;
  /** Say a value the way a person would. */
  words(field: Field, value: Value, locale: string, inside?: (field: Field, value: Value) => string): string;
  /** False where there is nothing to answer. */
  asks?: false;
  /** Say a problem's bounds the way values are said. */
  spoken?(field: Field, params: Params, locale: string): Params;
  /** Name the parts of a record, in the order in which they are asked. */
  parts?(field: Field): string[];
}
