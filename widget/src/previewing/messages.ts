/** What the builder and the frame of its preview say to each other. */

import type { Flow } from '../engine/types';

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

/** The frame to the builder: here the end user would be. UUIDs and truth values alone, never an answer. */
export interface Told {
  zenflow: 'path';
  /** The step on the screen; null on the review page and at the end. */
  at: string | null;
  /** The steps of the path, in order, and where it ends. */
  steps: string[];
  ending: string;
  /** Whether each condition holds, by whose it is; `<field>.required` for "required if". */
  held: Record<string, boolean>;
  /** What was asked for isn't on the path of these answers; it is shown all the same. */
  aside: boolean;
}

export interface Ready {
  zenflow: 'ready';
}
