// Checks that cards are rendered from a closed list of tags and attributes, and that highlights change no letter.

import assert from 'node:assert/strict';
import test from 'node:test';
import { level, render } from '../../www/elements/render.js';
import { pieces } from '../../www/search/highlight.js';

/** As much of a document as the renderer asks for. */
class Fake {
  /** @param {string} name */
  constructor(name) {
    this.name = name;
    this.attributes = {};
    this.children = [];
  }
  /** @param {string} name @param {string} value */
  setAttribute(name, value) {
    this.attributes[name] = value;
  }
  /** @param {string} name @param {boolean} on */
  toggleAttribute(name, on) {
    if (on) this.attributes[name] = '';
  }
  appendChild(child) {
    this.children.push(child);
  }
}
globalThis.document = {
  createElement: (name) => new Fake(name),
  createTextNode: (text) => text,
};

const card = (...rest) => ['article', { c: 'card' }, ['p', { c: 'provenance' }, 'Origin not recorded.'], ...rest];
const shown = (node, from = 2) => render(card(node), from).children[1];

test('headings follow the page and stop at six', () => {
  assert.equal(level(2, 1), 3);
  assert.equal(level(5, 4), 6);
  assert.equal(level(0, 0), 1);
  assert.equal(shown(['h', { level: 1 }, 'Usage'], 3).name, 'h4');
});

test('a part says its language', () => {
  assert.equal(shown(['p', { lang: 'pt-BR' }, 'Uso']).attributes.lang, 'pt-BR');
  assert.throws(() => shown(['p', { lang: '"><' }, 'x']), { code: 'bad-data' });
});

test('a jump leads inside the card only', () => {
  assert.deepEqual(shown(['jump', { c: 'jump', to: 'side-effects' }, 'Side effects']).attributes, {
    class: 'jump',
    href: '#side-effects',
  });
  for (const to of ['javascript:alert(1)', '//evil.invalid', 'a b', '', '"']) {
    assert.throws(() => shown(['jump', { to }, 'x']), { code: 'bad-data' }, to);
  }
});

test('no other tag and no other attribute gets through', () => {
  for (const tag of ['script', 'img', 'a', 'iframe', 'style', 'svg', 'form', 'h1', 'constructor', '__proto__', '']) {
    assert.throws(() => shown([tag, {}, 'x']), { code: 'bad-data' }, tag);
  }
  for (const name of ['onclick', 'style', 'href', 'src', 'class', 'slot', 'part']) {
    assert.throws(() => shown(['p', { [name]: 'x' }]), { code: 'bad-data' }, name);
  }
  for (const node of [null, 1, true, {}, [], ['p'], ['p', null], [['p'], {}]]) {
    assert.throws(() => shown(node), { code: 'bad-data' }, JSON.stringify(node));
  }
});

test('text stays text', () => {
  assert.deepEqual(shown(['p', {}, '<img src=x onerror=alert(1)> & CrCl <30 mL/min']).children, [
    '<img src=x onerror=alert(1)> & CrCl <30 mL/min',
  ]);
});

test('a tree of any depth ends in words, not in a dead tab', () => {
  let deep = 'x';
  for (let at = 0; at < 5000; at++) deep = ['blockquote', {}, deep];
  assert.throws(() => shown(deep), { code: 'bad-data' });
});

test('a card without its provenance line is not shown', () => {
  for (const tree of [
    'text',
    null,
    [],
    ['article', { c: 'card' }],
    ['article', { c: 'card' }, ['p', {}, 'x']],
    ['div', {}, ['p', { c: 'provenance' }]],
  ]) {
    assert.throws(() => render(tree, 2), { code: 'bad-data' }, JSON.stringify(tree));
  }
});

test('marks change no letter, whatever the ranges', () => {
  const text = 'Do not stop 10 µg 😀';
  for (const ranges of [
    [],
    [[3, 6]],
    [
      [3, 6],
      [0, 2],
    ],
    [
      [0, 5],
      [3, 8],
    ],
    [[-4, 2]],
    [[15, 99]],
    [[6, 3]],
    [[NaN, 4]],
    [[]],
  ]) {
    assert.equal(pieces(text, ranges).join(''), text, JSON.stringify(ranges));
  }
  assert.deepEqual(pieces('Do not', [[3, 6]]), ['Do ', 'not', '']);
  assert.deepEqual(pieces('abc', []), ['abc'], 'every second piece is marked');
});
