/** A page of the widget and what it may ask of its guide. */

import type { Session } from '../../session';
import type { Say } from '../../say';

export interface Page {
  element: HTMLElement;
  /** Gets the focus when the page comes up. */
  heading: HTMLElement;
}

/** What pages ask for; the guide does it. */
export interface Actions {
  session: Session;
  t: Say;
  preview: boolean;
  change(key: string, value: unknown): void;
  announce(text: string): void;
  next(): void;
  back(): void;
  edit(stepId: string): void;
  send(): void;
}
