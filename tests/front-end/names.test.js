// Checks that names fold as in src/text/fold.rs, and that each leads to the right medicine or to none.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { key, Names } from '../../www/bundle/names.js';
import { byName } from '../../www/search/answers.js';
import { preload } from '../../www/search/names-ahead.js';

const folding = readFileSync(new URL('../folding.tsv', import.meta.url), 'utf8')
  .split('\n')
  .filter((line) => line.includes('\t'))
  .map((line) => line.split('\t').map((cell) => JSON.parse(`"${cell}"`)));

test('names compare without case, accents and punctuation, as in fold.rs', () => {
  assert.ok(folding.length > 20);
  for (const [text, want] of folding) {
    assert.equal(key(text), want, text);
    assert.equal(key(want), want, 'folding twice');
  }
});

const TITLE = 0;
const BASE = 1;
const BRAND = 5;

/** Titles with their other names, as the builder writes them: two shards, cut before `i`. @type {[string, string[], string[]][]} */
const MEDICINES = [
  ['Amlodipine', [], []],
  ['Amlodipine + Atorvastatin', [], []],
  ['Citalopram', [], []],
  ['Escitalopram', [], []],
  ['Furosemide', ['lasix', 'frusemide'], []],
  ['Insulin Glargine', ['lantus'], ['insulin']],
  ['Insulin Lispro', ['humalog'], ['insulin']],
  ['Milrinone', ['primacor'], ['milrinone lactate']],
];

const ALERT = ['template', 'Not finished.'];

/** @param {(name: string) => boolean} fits */
function shard(fits) {
  const pages = MEDICINES.map(([title], at) => [
    at,
    1,
    title,
    '',
    'abc',
    '',
    '',
    ...(title === 'Milrinone' ? ALERT : []),
  ]);

  const rights = new Map();
  /** @param {string} name @param {number} right @param {number} at */
  const add = (name, right, at) => {
    const all = rights.get(name) ?? [];
    all.push(right, at);
    rights.set(name, all);
  };
  MEDICINES.forEach(([title, brands, bases], at) => {
    add(key(title), TITLE, at);
    for (const name of bases) add(name, BASE, at);
    for (const name of brands) add(name, BRAND, at);
  });
  const names = [...rights]
    .filter(([name]) => fits(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, own]) => [name, '', own, []]);
  return new TextEncoder().encode(JSON.stringify({ pages, names }));
}

const loaded = [];
const names = new Names(
  [
    ['', 'one'],
    ['i', 'two'],
  ],
  async (hash) => {
    loaded.push(hash);
    return shard((name) => name < 'i' === (hash === 'one'));
  },
  async () => ({ 'old-milrinone': 'milrinone', citalopram: 'milrinone' }),
);

/** @param {string} asked */
const found = async (asked) => {
  const answer = await names.find(asked);
  return 'several' in answer ? answer.several.map(({ title }) => title) : answer.medicine.title;
};

test('a slug of an earlier release leads to the page, and never takes the name of another', async () => {
  assert.equal(await found('old-milrinone'), 'Milrinone');
  assert.equal(await found('citalopram'), 'Citalopram');
});

test('a name leads to its own medicine or to none', async () => {
  for (const [asked, want] of [
    ['milrinone', 'Milrinone'],
    [' MILRINONE ', 'Milrinone'],
    ['amlodipine-atorvastatin', 'Amlodipine + Atorvastatin'],
    ['Amlodipine / Atorvastatin', 'Amlodipine + Atorvastatin'],
    ['citalopram', 'Citalopram'],
    ['lasix', 'Furosemide'],
  ]) {
    assert.equal(await found(String(asked)), want);
  }
  for (const asked of [
    'milrinon',
    'italopram',
    'amlodipin',
    'lasix dose',
    '',
    ' ',
    'constructor',
    '__proto__',
    'milrinone2',
  ]) {
    assert.deepEqual(await found(asked), [], asked);
  }
});

test('a medicine has its alert in a search by name', async () => {
  const { medicines } = await byName(names, 'milrinone', 5);
  assert.deepEqual(medicines[0]?.alert, { code: 'template', text: 'Not finished.' });
  assert.equal((await byName(names, 'citalopram', 5)).medicines[0]?.alert, undefined);
});

test('a query loads ahead the card of the longest name at one of two likely places, and of no other', async () => {
  for (const [asked, want] of [
    ['milrinone side effects', ['Milrinone']],
    ['milrinone lactate dose', ['Milrinone']],
    ['amlodipine', ['Amlodipine']],
    ['amlodipine atorvastatin and food', ['Amlodipine + Atorvastatin']],
    ['lasix dose', ['Furosemide']],
    ['can I drink with milrinone', ['Milrinone']],
    ['glass of wine while on milrinone', ['Milrinone']],
    ['is it safe to stop taking lasix suddenly', ['Furosemide']],
    ['insulin dose', []],
    ['milrinones', []],
    ['zzz', []],
    ['is it safe', []],
  ]) {
    const loaded = [];
    const cardFile = async (_, title) => loaded.push(title);
    preload({ hint: {}, root: { names: [['', 'x']] }, names: async () => names, cardFile }, String(asked), key);
    await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(loaded, want, String(asked));
  }
});

test('a query looks ahead at no more than two places', async () => {
  const asked = [];
  const none = { with: async (/** @type {string} */ word) => asked.push(word) && [] };
  const release = { hint: {}, root: { names: [['', 'x']] }, names: async () => none };
  preload(release, 'orange juice and grapefruit with milrinone or escitalopram', key);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(asked, ['orange', 'escitalopram']);
});

test('where the hint leaves out the names, a query loads ahead as soon as the root file says them', async () => {
  const loaded = [];
  let confirm = () => {};
  const confirmed = new Promise((/** @type {(value?: unknown) => void} */ resolve) => (confirm = resolve));
  const cardFile = async (/** @type {string} */ _, /** @type {string} */ title) => loaded.push(title);
  preload({ hint: {}, root: { names: [] }, confirmed, names: async () => names, cardFile }, 'milrinone', key);
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(loaded, []);
  confirm();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(loaded, ['Milrinone']);
});

test('a name of two medicines opens neither', async () => {
  assert.deepEqual(await found('insulin'), ['Insulin Glargine', 'Insulin Lispro']);
});

test('another name than asked is said in words', async () => {
  for (const [asked, renamed] of [
    ['lasix', true],
    ['milrinone lactate', true],
    ['Milrinone', false],
    ['insulin-glargine', false],
  ]) {
    const answer = await names.find(String(asked));
    assert.ok('medicine' in answer);
    assert.equal(answer.renamed, renamed, String(asked));
  }
});

test('typing finds names, exact before synonym before beginning', async () => {
  const shown = (hits) => hits.map(({ title, match, via }) => [title, match, ...(via ? [via] : [])].join(' '));
  const search = async (query) => shown((await byName(names, query, 8)).medicines);
  assert.deepEqual(await search('milr'), ['Milrinone prefix']);
  assert.deepEqual(await search('amlodipine'), ['Amlodipine exact', 'Amlodipine + Atorvastatin prefix']);
  assert.deepEqual(await search('citalopram'), ['Citalopram exact'], 'never a medicine that only ends like it');
  assert.deepEqual(await search('es citalopram'), ['Escitalopram exact']);
  assert.deepEqual(await search('zzz'), []);
  assert.equal((await byName(names, 'a', 1)).medicines.length, 1);
  assert.deepEqual(await search('lasix dose'), []);
  assert.deepEqual(shown((await byName(names, 'lasix dose', 8)).different), ['Furosemide synonym lasix'], 'an offer');
  assert.deepEqual((await byName(names, '', 8)).medicines, []);
});

test('names like the one asked for begin like it', async () => {
  assert.deepEqual(
    (await names.similar('milrinome')).map(({ title }) => title),
    ['Milrinone'],
  );
  assert.deepEqual(await names.similar('mi'), []);
});

test('each shard is loaded once, a damaged one is named and asked for again', async () => {
  assert.deepEqual([...loaded].sort(), ['one', 'two']);
  let times = 0;
  const damaged = new Names([['', 'x']], async () => {
    times += 1;
    return new TextEncoder().encode('00000000\n{}');
  });
  await assert.rejects(damaged.find('milrinone'), { code: 'bad-data' });
  await assert.rejects(damaged.find('milrinone'), { code: 'bad-data' });
  assert.equal(times, 2);
});
