/** What a look has beyond colours, corners and type: a logo, more or less room, and the other direction. */

import type { Actions } from '../pages/page';
import { h } from '../dom';

/** Ours, wherever this script is embedded. */
const ORIGIN = new URL(import.meta.url).origin;
const HASH = /^[0-9a-f]{64}$/;
const RIGHT_TO_LEFT = /^(ar|fa|he|ur)/;
const ROOMS = ['compact', 'airy'];

/** Dress the frame that all pages are shown in. */
export function dress(frame: HTMLElement, { session }: Actions): void {
  const { theme, recipient, locale } = session.flow;
  const { logo = '', spacing = '' } = theme;
  if (RIGHT_TO_LEFT.test(locale)) frame.dir = 'rtl';
  if (ROOMS.includes(spacing)) frame.classList.add(spacing);
  if (!HASH.test(logo)) return;
  const picture = h('img', { class: 'logo', src: `${ORIGIN}/e/a.${logo}.webp`, alt: recipient.name });
  frame.querySelector('.head .row')?.before(picture);
}
