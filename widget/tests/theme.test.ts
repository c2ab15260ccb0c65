import assert from 'node:assert/strict';
import { test } from 'node:test';
import { themeRule } from '../src/ui/theme';

test('colours and corners become properties', () => {
  const theme = { accent: '#7A1f4b', on_accent_dark: '#000000', radius: '24' };
  assert.equal(themeRule(theme), '.zf{--zf-accent:#7A1f4b;--zf-on_accent_dark:#000000;--zf-radius:24}');
});

test('the default look has no property', () => {
  assert.equal(themeRule({}), '.zf{}');
});

for (const value of ['red', '#fff', '#12345g', '#123456;', '#123456}*{}', '25', '240', '-1', '1.5', '08', '', ' 8', '8\n', 'url(x)', 'serif']) {
  test(`no property is made of ${JSON.stringify(value)}`, () => {
    assert.equal(themeRule({ accent: value }), '.zf{}');
  });
}

for (const name of ['Accent', 'accent:red', 'a}b', 'a-b', '', 'é', 'accent\n']) {
  test(`no property is named ${JSON.stringify(name)}`, () => {
    assert.equal(themeRule({ [name]: '#123456' }), '.zf{}');
  });
}
