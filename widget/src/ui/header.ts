/** The letterhead: whose assistant this is, and how far the end user has come. */

import { h } from './dom';
import type { Actions } from './pages/page';

export interface Header {
  element: HTMLElement;
  refresh(): void;
}

/** Make the header; it stays while pages come and go. */
export function header({ session, t, preview }: Actions): Header {
  const text = h('p', { class: 'progress' });
  // The text beside it says the same: read out once is enough.
  const done = h('div');
  const bar = h('div', { class: 'bar', 'aria-hidden': 'true' }, done);
  const element = h(
    'div',
    { class: 'head' },
    preview && h('p', { class: 'aside wait preview' }, t('preview_notice')),
    h('div', { class: 'row' }, h('h2', {}, session.flow.title), text),
    bar,
  );
  return {
    element,
    refresh() {
      const [number, total] = session.at ? session.progress : [1, 1];
      text.textContent = session.at && !session.sent ? t('step_of', { number, total }) : '';
      // The last step is not the end: there is the review page.
      done.style.width = session.at ? `${(100 * number) / (total + 1)}%` : '';
      bar.hidden = !!session.sent;
    },
  };
}
