/** What a field kind shows to the end user: one file per kind, registered in `index.ts`. */

import type { Field } from '../../engine/types';
import type { Say } from '../../say';

/** What a view is made for, and whom it tells. */
export interface Cell {
  field: Field;
  /** Unique in the assistant: the id of the control. */
  id: string;
  value: unknown;
  t: Say;
  change(value: unknown): void;
  /** Say something to those who listen, not on every key. */
  announce(text: string): void;
  /** Go on after a choice by pointer; null where the step holds more than this field. */
  advance: (() => void) | null;
}

export interface View {
  /** The control: gets the focus, the error and its description. */
  target: HTMLElement;
  nodes: Node[];
  /** Ids of what describes the control besides help and error. */
  describedBy?: string[];
}

export interface Kind {
  /** Whether the control is a group of inputs (a fieldset with a legend) or one input with a label. */
  group: boolean;
  /** The role of the group, where it has one of its own. */
  role?: string;
  /** A line under the label that says how to answer. */
  hint?(field: Field, t: Say): string;
  view(cell: Cell): View;
}
