// Checks that a damaged card, or that of another medicine, is never shown.

import assert from 'node:assert/strict';
import test from 'node:test';
import { CARD_FORMAT, readCard } from '../../www/bundle/card-file.js';
import { crc32 } from '../../www/bundle/crc32.js';

const bytes = (text) => new TextEncoder().encode(text);

/** @param {object} [header] */
const file = (header = {}) => {
  const rest = '["article",{"c":"card"},["p",{"c":"provenance"},"10 µg"]]';
  return bytes(`${JSON.stringify({ format: CARD_FORMAT, slug: 'milrinone', title: 'Milrinone', ...header })}\n${rest}`);
};

test('crc32 gives the check values of the standard', () => {
  for (const [text, want] of [
    ['123456789', 'cbf43926'],
    ['', '00000000'],
    ['a', 'e8b7be43'],
  ]) {
    assert.equal(crc32(bytes(String(text))), want);
  }
});

test('what was written is read', () => {
  const { title, tree } = readCard(file(), 'milrinone');
  assert.equal(title, 'Milrinone');
  assert.deepEqual(tree, ['article', { c: 'card' }, ['p', { c: 'provenance' }, '10 µg']]);
});

test('another medicine, another format and anything else are refused in words', () => {
  for (const [card, words] of [
    [file({ slug: 'amrinone' }), 'expected the card of milrinone, but got the card of amrinone'],
    [file({ format: 9 }), `expected a card of format ${CARD_FORMAT}, but got 9`],
    [bytes('<!doctype html>\n<h1>Sign in</h1>'), `expected a card of format ${CARD_FORMAT}`],
    [bytes(''), `expected a card of format ${CARD_FORMAT}`],
    [bytes('null\nnull'), `expected a card of format ${CARD_FORMAT}`],
  ]) {
    assert.throws(
      () => readCard(card, 'milrinone'),
      (error) => error.code === 'bad-data' && error.message.includes(words) && error.hint !== '',
      String(words),
    );
  }
});
