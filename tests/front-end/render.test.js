// Checks that cards are rendered from a closed list of tags and attributes, and that highlights change no letter.

import assert from 'node:assert/strict';
import test from 'node:test';
import { level, render } from '../../www/elements/render.js';
import { pieces } from '../../www/search/highlight.js';
import * as rich from '../../www/tools/rich.js';

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
  append(...children) {
    this.children.push(...children);
  }
  get localName() {
    return this.name;
  }
  get textContent() {
    return this.children.map((child) => child.textContent ?? child).join('');
  }
}
globalThis.document = {
  createElement: (name) => new Fake(name),
  createTextNode: (text) => text,
};

const card = (...rest) => ['article', { c: 'card' }, ['p', { c: 'provenance' }, 'Origin not recorded.'], ...rest];
const shown = (node, from = 2) => render(card(node), from, rich).children[1];

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

test('a link leads to four schemes, this site or another card, and names its host', () => {
  const link = shown(['link', { href: 'https://a.example/x' }, 'table']);
  assert.equal(link.name, 'a');
  assert.deepEqual(link.attributes, { href: 'https://a.example/x', rel: 'noopener noreferrer' });
  assert.equal(link.textContent, 'table (a.example)');
  assert.equal(shown(['link', { href: 'https://a.example/' }, 'https://a.example/']).children.length, 1);
  for (const href of ['mailto:a@b.example', 'tel:112', '/policies/x?y=1#z', 'HTTP://a.example']) {
    assert.equal(shown(['link', { href }, 'x']).attributes.href, href);
  }
  assert.deepEqual(shown(['link', { card: 'pelargin' }, 'x']).attributes, { href: '#', 'data-card': 'pelargin' });
  for (const href of [
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'java\tscript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'blob:https://a.example/1',
    'file:///etc/passwd',
    '//evil.invalid',
    '/\\evil.invalid',
    'x.html',
    '',
  ]) {
    assert.throws(() => shown(['link', { href }, 'x']), { code: 'bad-data' }, href);
  }
  assert.throws(() => shown(['p', { href: 'https://a.example/' }, 'x']), { code: 'bad-data' });
  assert.throws(() => shown(['link', { card: '../x' }, 'x']), { code: 'bad-data' });
});

test('a picture is a file of the bundle', () => {
  const picture = render(card(['img', { src: 'pictures/0a1b.png' }, 'The chart']), 2, rich, '/bundle/').children[1];
  assert.deepEqual([picture.src, picture.alt, picture.loading], ['/bundle/pictures/0a1b.png', 'The chart', 'lazy']);
  for (const src of [
    'https://evil.invalid/a.png',
    '/a.png',
    'pictures/../a.png',
    'data:image/png,x',
    'pictures/a.PNG?x',
  ]) {
    assert.throws(() => shown(['img', { src }, 'x']), { code: 'bad-data' }, src);
  }
});

test('a cell names its headers and its spans', () => {
  const cell = shown(['td', { h: 'Dose', cols: 2, rows: 3 }, '5 mg']);
  assert.deepEqual(cell.attributes, { 'data-head': 'Dose', colspan: '2', rowspan: '3' });
  assert.throws(() => shown(['td', { cols: '1e9' }, 'x']), { code: 'bad-data' });
  assert.throws(() => shown(['th', { scope: 'x' }, 'x']), { code: 'bad-data' });
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
