/** A page of the widget and what it may ask of its guide. */

import type { Session } from '../../session';
import type { Say } from '../../say';
import { h, type Child } from '../dom';

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

/** Make a page that Enter and its main button send on; the browser's own checks stay out of it. */
export function form(action: () => void, ...children: Child[]): HTMLElement {
  const onsubmit = (event: Event): void => {
    event.preventDefault();
    action();
  };
  return h('form', { novalidate: true, class: 'page', onsubmit }, ...children);
}

/** Make the box that says what went wrong, named by its first line. */
export function notice(): HTMLElement {
  return h('div', { class: 'notice', tabindex: -1, role: 'group', 'aria-labelledby': 'notice' });
}
