import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RichNode } from '../src/engine/types';
import { rich } from '../src/ui/rich';

/** As much of a document as building needs; it writes what was built. */
class Element {
  attributes: string[] = [];
  children: (Element | string)[] = [];
  constructor(readonly tag: string) {}
  setAttribute(name: string, value: string): void {
    this.attributes.push(` ${name}=${value}`);
  }
  append(...children: (Element | string)[]): void {
    this.children.push(...children);
  }
  toString(): string {
    return `<${this.tag}${this.attributes.join('')}>${this.children.join('')}</${this.tag}>`;
  }
}
(globalThis as { document?: unknown }).document = { createElement: (tag: string) => new Element(tag) };

const built = (...nodes: RichNode[]): string => rich(nodes).join('');
const linked = (href: string): string => built({ p: [{ a: ['hier'], href }] });

test('paragraphs, lists and emphasis become elements', () => {
  assert.equal(
    built({ p: ['a ', { b: ['b', { i: ['c'] }] }] }, { ul: [['x'], ['y']] }, { ol: [['z']] }),
    '<p>a <b>b<i>c</i></b></p><ul><li>x</li><li>y</li></ul><ol><li>z</li></ol>',
  );
});

test('text is text, whatever it looks like', () => {
  assert.equal(rich([{ p: ['<img src=x onerror=alert(1)>'] }])[0]?.children.length, 1);
});

test('a safe link opens beside the page', () => {
  for (const href of ['https://abc.example/', 'mailto:a@abc.example', 'tel:+4930123']) {
    assert.equal(linked(href), `<p><a href=${href} target=_blank rel=noopener>hier</a></p>`);
  }
});

test('any other address is left out, its words are not', () => {
  for (const href of ['javascript:alert(1)', ' javascript:alert(1)', 'data:text/html,x', 'http://abc.example', '//abc.example', '/x', '']) {
    assert.equal(linked(href), '<p><span>hier</span></p>');
  }
});

test('no text is no element', () => {
  assert.deepEqual(rich(null), []);
});
