/** It has arrived: what happens next, and the reference to ask by. */

import type { Receipt } from '../../send';
import { h } from '../dom';
import { rich } from '../rich';
import type { Actions, Page } from './page';

/** Make the last page. */
export function donePage(actions: Actions, sent: Receipt): Page {
  const { session, t } = actions;
  const { ending } = session.path;
  const text = rich(ending.text);
  const heading = h('h3', { tabindex: -1 }, ending.title || t('sent_title'));
  const element = h(
    'div',
    { class: 'page done' },
    h('span', { class: 'mark', 'aria-hidden': 'true' }),
    heading,
    h('div', { class: 'prose' }, ...(text.length ? text : [t('sent_text', { recipient: session.flow.recipient.name })])),
    sent.notice && h('p', {}, sent.notice),
    sent.reference && reference(actions, sent),
  );
  return { element, heading };
}

function reference({ t, announce }: Actions, { reference: number, receipt }: Receipt): HTMLElement {
  const copy = h('button', { type: 'button', class: 'quiet', onclick: () => void toClipboard() }, t('copy'));
  const toClipboard = async (): Promise<void> => {
    await navigator.clipboard.writeText(number);
    copy.textContent = t('copied');
    announce(t('copied'));
  };
  return h(
    'div',
    { class: 'reference' },
    h('p', { class: 'help' }, t('reference')),
    // On http:// pages there is no clipboard; the number is selected by one tap there.
    h('div', { class: 'row' }, h('code', {}, number), !!navigator.clipboard && copy),
    /^https?:\/\//.test(receipt) && h('p', {}, h('a', { href: receipt, target: '_blank', rel: 'noopener' }, t('receipt_link'))),
  );
}
