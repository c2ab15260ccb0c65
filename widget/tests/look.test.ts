/** The look of an assistant: what is kept of it, and which colours can be told apart. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { resetLook, setLook, takeLook, wholeLook } from '../src/builder/model/operations/look';
import type { Draft } from '../src/builder/model/draft';
import { alike, contrast, nearest } from '../src/builder/ui/look/contrast';
import { schemeRule } from '../src/previewing/scheme';

const DEFAULTS = { accent: '#0f5c56', surface: '#ffffff', radius: '8' };
const draft = (theme = {}, tenant_theme = {}): Draft => ({ theme, tenant_theme }) as unknown as Draft;

test('only what differs from the company is kept', () => {
  const company = { accent: '#102030' };
  const changed = setLook({ accent: '#203040', radius: '8' }, DEFAULTS)(draft({}, company));
  assert.deepEqual(changed.theme, { accent: '#203040' });
  assert.deepEqual(setLook({ accent: '#102030' }, DEFAULTS)(changed).theme, {});
  assert.deepEqual(setLook({ accent: '' }, DEFAULTS)(changed).theme, {});
});

test('what changes nothing gives the very same draft', () => {
  const before = draft({ accent: '#203040' });
  assert.equal(setLook({ accent: '#203040' }, DEFAULTS)(before), before);
  assert.equal(resetLook(draft({})).theme && resetLook(before) !== before, true);
  const plain = draft();
  assert.equal(resetLook(plain), plain);
});

test('a whole look is taken over, whatever the company looks like; the logo stays', () => {
  const before = draft({ logo: 'ab', radius: '3' }, { accent: '#102030' });
  const { theme } = takeLook({ surface: '#fffefb' }, DEFAULTS)(before);
  assert.deepEqual(theme, { accent: '#0f5c56', surface: '#fffefb', logo: 'ab' });
  assert.equal(wholeLook(draft(theme, { accent: '#102030' }), DEFAULTS).accent, '#0f5c56');
});

test('black and white differ most, a colour from itself least', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21);
  assert.equal(contrast('#8a5410', '#8a5410'), 1);
});

test('the nearest colour does, and no nearer one on its way would', () => {
  for (const colour of ['#f2c14e', '#7fd1c7', '#808080', '#ffffff', '#010203']) {
    for (const other of ['#ffffff', '#15211f', '#777777']) {
      assert.ok(contrast(nearest(colour, other, 4.5), other) >= 4.5, `${colour} on ${other}`);
    }
  }
  assert.equal(nearest('#000000', '#ffffff', 4.5), '#000000');
});

test('a pair that is too alike comes with what would mend it', () => {
  const pairs = [{ one: 'accent', other: 'surface', least: 4.5 }];
  const [found] = alike({ ...DEFAULTS, accent: '#f2c14e' }, pairs);
  assert.equal(found?.better, '#8f722e');
  assert.deepEqual(alike({ ...DEFAULTS, accent: found!.better }, pairs), []);
});

test('nothing but colours gets into the rule of a scheme', () => {
  const rule = schemeRule({ accent: '#0f5c56', accent_dark: '#7fd1c7', ink_dark: 'red;}*{}' }, 'dark');
  assert.match(rule, /^\.zf\{--zf-accent:#7fd1c7;--zf-attention/);
  assert.ok(!rule.includes('red'));
  assert.equal(schemeRule({ accent: '#0f5c56' }, 'light'), '.zf{--zf-accent:#0f5c56;}');
});

test('colours are judged as on the server', () => {
  const { cases } = JSON.parse(readFileSync('../vectors/contrast.json', 'utf8')) as { cases: { name: string; call: string; in: any[]; out: any }[] };
  const calls: Record<string, (...args: any[]) => unknown> = {
    contrast: (one, other) => Math.round(contrast(one, other) * 1e6) / 1e6,
    nearest,
  };
  const judged = cases.filter(({ call }) => call in calls);
  assert.ok(judged.length > 60);
  for (const { name, call, in: given, out } of judged) assert.deepEqual(calls[call]!(...given), out, name);
});
