// Checks how the app page groups medicines by letter.

import assert from 'node:assert/strict';
import test from 'node:test';
import { byLetter, parts } from '../../www/pages/letters.js';

const entries = (titles) => titles.map((title) => ({ slug: title, title, line: '' }));
const groups = (language, titles) =>
  [...byLetter(entries(titles), language)].map(([letter, found]) => [letter, ...found.map(({ title }) => title)]);

for (const [language, titles, expected] of [
  [
    'en',
    ['Œstradiol', '5-FU', 'Ørsted', 'Éosine', 'zinc'],
    [
      ['0–9', '5-FU'],
      ['E', 'Éosine'],
      ['O', 'Œstradiol', 'Ørsted'],
      ['Z', 'zinc'],
    ],
  ],
  [
    'ru',
    ['Юниум', 'Ёлкин', 'Йод', 'Ель'],
    [
      ['Е', 'Ёлкин', 'Ель'],
      ['Й', 'Йод'],
      ['Ю', 'Юниум'],
    ],
  ],
  [
    'ar',
    ['باراسيتامول', 'أموكسيسيلين', 'وارفارين'],
    [
      ['ا', 'أموكسيسيلين'],
      ['ب', 'باراسيتامول'],
      ['و', 'وارفارين'],
    ],
  ],
  [
    'es',
    ['Ñame', 'Naproxeno'],
    [
      ['N', 'Naproxeno'],
      ['Ñ', 'Ñame'],
    ],
  ],
  ['zh', ['阿司匹林', '华法林'], [['漢字', '阿司匹林', '华法林']]],
  [
    'ko',
    ['아스피린', '와파린', '타이레놀'],
    [
      ['ᄋ', '아스피린', '와파린'],
      ['ᄐ', '타이레놀'],
    ],
  ],
]) {
  test(`letters of ${language}`, () => {
    assert.deepEqual(groups(language, titles), expected);
  });
}

test('a letter with many medicines is split by the second', () => {
  const many = Array.from({ length: 400 }, (_, at) => `M${'aeiou'[at % 5]}dicine ${at}`).sort();
  const split = parts('M', entries(many));
  assert.deepEqual([...split.keys()], ['Ma', 'Me', 'Mi', 'Mo', 'Mu']);
  assert.ok([...split.values()].every(({ length }) => length === 80));
  assert.deepEqual([...parts('M', entries(many.slice(0, 9))).keys()], ['M']);
});
