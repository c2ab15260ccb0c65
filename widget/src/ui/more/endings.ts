/** Endings that aren't thanks: the enquiry is turned away, or the end user led elsewhere once it has arrived. */

import type { Receipt } from '../../send';
import { h } from '../dom';
import { donePage } from '../pages/done';
import type { Actions, Page } from '../pages/page';
import { rich } from '../rich';

/** Whom a page has led away: coming back to it leads nowhere by itself. */
const led = new WeakSet<Receipt>();

/** Give the page that an ending has of its own; null while the usual one will do. */
export function page(actions: Actions): Page | null {
  const { sent, at, path } = actions.session;
  const { kind } = path.ending;
  // A preview jumps to an ending as if all had been sent.
  if (kind === 'disqualified' && (sent || at === null)) return turnedAway(actions);
  return sent && kind === 'redirect' ? onward(actions, sent) : null;
}

/** Say why nothing can be sent, in place of the review: there is nothing here that would send. */
function turnedAway({ session, t, back }: Actions): Page {
  const { title, text } = session.path.ending;
  const heading = h('h3', { tabindex: -1 }, title);
  const said = text?.length ? rich(text) : [h('p', {}, t('disqualified'))];
  const change = h('button', { type: 'button', class: 'quiet', onclick: back }, t('change_answers'));
  const element = h('div', { class: 'page' }, heading, h('div', { class: 'prose' }, ...said), h('div', { class: 'actions' }, change));
  return { element, heading };
}

/** Show what is left to keep and the way on; where there is nothing to be read, take it at once. */
function onward(actions: Actions, sent: Receipt): Page {
  const made = donePage(actions, sent);
  const { url, text } = actions.session.path.ending;
  const address = URL.canParse(url ?? '') ? new URL(url!) : null;
  if (address?.protocol !== 'https:') return made;
  const link = h('a', { class: 'main', href: address.href }, actions.t('continue_at', { site: address.host }));
  made.element.append(h('div', { class: 'actions' }, link));
  const leads = !text?.length && !actions.preview && !led.has(sent);
  led.add(sent);
  if (leads) location.assign(address);
  return made;
}
