import assert from 'node:assert/strict';
import { test } from 'node:test';
import { files } from '../src/files';
import { megabytes } from '../src/ui/more/sizes';

test('an id is one that answers take', () => {
  assert.match(files.add(new File(['x'], 'a.png')).id, /^f-[A-Za-z0-9_-]{8,32}$/);
});

test('a file is there until it is removed', () => {
  const file = new File(['x'], 'a.png');
  const { id, size } = files.add(file);
  assert.equal(files.get(id), file);
  assert.equal(size, 1);
  files.remove(id);
  assert.equal(files.get(id), undefined);
});

for (const [given, shown] of [
  ['dach.jpg', 'dach.jpg'],
  ['Do\u0308rte.jpg', 'D\u00f6rte.jpg'],
  ['a\u202egpj.exe\x00.png', 'agpj.exe.png'],
  [`${'x'.repeat(200)}.png`, `${'x'.repeat(116)}.png`],
  ['\u0007', 'file'],
]) {
  test(`a name is shown as ${shown}`, () => {
    assert.equal(files.add(new File(['x'], given!)).name, shown);
  });
}

test('sizes are said as people say them', () => {
  assert.equal(megabytes(2 ** 20 * 1.44, 'de'), '1,4 MB');
  assert.equal(megabytes(2 ** 20 * 25, 'en'), '25 MB');
  assert.equal(megabytes(512, 'de'), '1 kB');
});
