import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestion } from '../src/typo';

const SLIPS: [string, string][] = [
  ['erika@gmial.com', 'erika@gmail.com'],
  ['erika@gmail.co', 'erika@gmail.com'],
  ['erika@gmail.comm', 'erika@gmail.com'],
  ['erika@wep.de', 'erika@web.de'],
  ['erika@gmx.dee', 'erika@gmx.de'],
  ['erika@t-onlien.de', 'erika@t-online.de'],
  ['erika@Outlok.com', 'erika@outlook.com'],
];

for (const [typed, meant] of SLIPS) {
  test(`${typed} probably means ${meant}`, () => assert.equal(suggestion(typed), meant));
}

for (const fine of ['erika@gmail.com', 'erika@GMX.de', 'erika@ymail.com', 'erika@mail.com', 'erika@abc.example', 'erika', '@gmial.com', '']) {
  test(`nothing is said about "${fine}"`, () => assert.equal(suggestion(fine), null));
}
