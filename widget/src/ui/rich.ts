/** Turn rich text, which is a tree and never HTML, into elements. */

import type { Inline, RichNode } from '../engine/types';
import { h } from './dom';

const SAFE = /^(https:\/\/|mailto:|tel:)/i;

/** Give the paragraphs and lists of a rich text. */
export function rich(nodes: RichNode[] | null | undefined): HTMLElement[] {
  return (nodes ?? []).map((node) => {
    if ('p' in node) return h('p', {}, ...inline(node.p));
    const [tag, items] = 'ul' in node ? (['ul', node.ul] as const) : (['ol', node.ol] as const);
    return h(tag, {}, ...items.map((item) => h('li', {}, ...inline(item))));
  });
}

/** Give a link that opens beside the page, so that no answer is lost; plain text where the address is not a safe one. */
export function link(href: string, ...children: (Node | string)[]): HTMLElement {
  if (!SAFE.test(href)) return h('span', {}, ...children);
  return h('a', { href, target: '_blank', rel: 'noopener' }, ...children);
}

function inline(parts: Inline[]): (Node | string)[] {
  return parts.map((part) => {
    if (typeof part === 'string') return part;
    if ('b' in part) return h('b', {}, ...inline(part.b));
    if ('i' in part) return h('i', {}, ...inline(part.i));
    return link(part.href, ...inline(part.a));
  });
}
