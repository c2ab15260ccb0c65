/** What a field kind shows to the end user: one file per kind, registered in `index.ts`. */

import type { Field, Flow, Value } from '../../engine/types';
import type { Say } from '../../say';
import type { Child } from '../dom';
import type { Block } from '../field';

/** What a view is made for, and whom it tells. */
export interface Cell {
  field: Field;
  flow: Flow;
  /** Where pictures come from. */
  origin: string;
  /** Unique in the assistant: the id of the control. */
  id: string;
  value: unknown;
  t: Say;
  change(value: unknown): void;
  /** Say something to those who listen, not on every key. */
  announce(text: string): void;
  /** Go on after a choice by pointer; null where the step holds more than this field. */
  advance: (() => void) | null;
  /** Tell whether an answer is needed, which earlier answers may decide. */
  required(): boolean;
  /** Make the block of a question inside this one; null for a kind that nobody knows. */
  block(field: Field, id: string, value: unknown, change: (value: unknown) => void): Block | null;
  /** Tell which of its questions each entry of a group shows. */
  shown(entries: Record<string, unknown>[]): Field[][];
}

export interface View {
  /** The control: gets the focus, the error and its description. */
  target: HTMLElement;
  nodes: Node[];
  /** Ids of what describes the control besides help and error. */
  describedBy?: string[];
  /** Which of several inputs an error means; all of them where this is left out. */
  wrong?(): HTMLElement[];
  /** Follow what other answers have changed. */
  refresh?(): void;
  /** Give the blocks inside, by what their keys add to the field's own: "0.birth". */
  inner?(): (readonly [string, Block | null])[];
}

/** What the review page has to say an answer with. */
export interface Saying {
  flow: Flow;
  t: Say;
  words(field: Field, value: Value): Child;
}

export interface Kind {
  /** Whether the control is a group of inputs (a fieldset with a legend) or one input with a label. */
  group: boolean;
  /** The role of the group, where it has one of its own. */
  role?: string;
  /** Whether one click answers it: alone on its step, it then goes on. */
  advances?: true;
  /** False where nothing is asked: then there is no label, no mark and no line on the review page. */
  asks?: false;
  /** A line under the label that says how to answer. */
  hint?(field: Field, t: Say): string;
  view(cell: Cell): View;
  /** Show an answer on the review page, where a line of words won't do. */
  review?(field: Field, value: Value, saying: Saying): Child[];
}
