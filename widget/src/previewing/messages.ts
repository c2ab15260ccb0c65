/** What the builder and the frame of its preview say to each other. */

import type { Condition, Flow } from '../engine/types';

/** The builder to the frame: show this. */
export interface Show {
  zenflow: 'show';
  flow: Flow;
  /** A step's or an ending's UUID; null stays where the end user is. */
  at: string | null;
  /** Forget the answers first. */
  restart?: boolean;
  /** Show it as on such a screen, whatever this one is. */
  scheme?: 'light' | 'dark';
}

/** The frame to the builder: here the end user would be. UUIDs, truth values and calculated numbers, never an answer. */
export interface Told {
  zenflow: 'path';
  /** The step on the screen; null on the review page and at the end. */
  at: string | null;
  /** The steps of the path, in order, and where it ends. */
  steps: string[];
  ending: string;
  /** Whether each condition holds, by whose it is; `<field>.required` for "required if". */
  held: Record<string, boolean>;
  /** The part of each condition that decided, by the same names. */
  decided: Record<string, Condition>;
  /** The variables that are known, as they are said, by UUID. */
  numbers: Record<string, string>;
  /** What was asked for isn't on the path of these answers; it is shown all the same. */
  aside: boolean;
}

export interface Ready {
  zenflow: 'ready';
}
