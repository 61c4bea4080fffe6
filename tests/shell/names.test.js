// Owns the promises about names in the shell: the same keys as src/text/fold.rs, the right medicine or none.

import assert from 'node:assert/strict';
import test from 'node:test';
import { key, Names } from '../../www/js/resolve.js';

test('names compare without case, accents and marks, as in fold.rs', () => {
  for (const [text, want] of [
    ['  Amoxicillin + Clavulanic  Acid ', 'amoxicillin clavulanic acid'],
    ['5-Fluorouracil', '5 fluorouracil'],
    ['St John’s wort', 'st johns wort'],
    ['Dexaméthasone', 'dexamethasone'],
    ['Dexame\u0301thasone', 'dexamethasone'],
    ['µg μg', 'μg μg'],
    ['B₁₂', 'b12'],
    ['１０ ｍｇ', '10 mg'],
    ['Lasix™', 'lasix'],
    ['Weißdorn Łódź Œuf Ærø', 'weissdorn lodz oeuf aero'],
    ['ΟΔΟΣ', 'οδοσ'],
    ['soft\u00adhyphen zero\u200bwidth', 'softhyphen zerowidth'],
    ['Şöförŏl ﬁbrate ά İ', 'soforŏl ﬁbrate ά i'],
    ['µ ² ₉ ﬀ', 'μ 2 9 ﬀ'],
    ['', ''],
    ['+++', ''],
  ]) {
    assert.equal(key(text), want, text);
    assert.equal(key(key(text)), want, 'twice is once');
  }
});

/** @param {string} title @param {string[]} [synonyms] @param {string[]} [exact] */
const medicine = (title, synonyms = [], exact = []) => {
  const slug = key(title).replaceAll(' ', '-');
  return { slug, title, file: `cards/${slug}.json`, line: '', exact: [key(title), ...exact], synonyms };
};

const names = new Names([
  medicine('Amlodipine'),
  medicine('Amlodipine + Atorvastatin'),
  medicine('Citalopram'),
  medicine('Escitalopram'),
  medicine('Furosemide', ['lasix', 'frusemide']),
  medicine('Insulin Glargine', ['lantus'], ['insulin']),
  medicine('Insulin Lispro', ['humalog'], ['insulin']),
  medicine('Milrinone', ['primacor'], ['milrinone lactate']),
]);

/** @param {string} asked */
const found = (asked) => {
  const answer = names.find(asked);
  return 'several' in answer ? answer.several.map(({ title }) => title) : answer.medicine.title;
};

test('a name leads to its own medicine or to none', () => {
  for (const [asked, want] of [
    ['milrinone', 'Milrinone'],
    [' MILRINONE ', 'Milrinone'],
    ['amlodipine-atorvastatin', 'Amlodipine + Atorvastatin'],
    ['Amlodipine / Atorvastatin', 'Amlodipine + Atorvastatin'],
    ['citalopram', 'Citalopram'],
    ['lasix', 'Furosemide'],
  ]) {
    assert.equal(found(String(asked)), want);
  }
  for (const asked of ['milrinon', 'italopram', 'amlodipin', 'lasix dose', '', ' ', 'constructor', '__proto__', 'milrinone2']) {
    assert.deepEqual(found(asked), [], asked);
  }
});

test('a name of two medicines opens neither', () => {
  assert.deepEqual(found('insulin'), ['Insulin Glargine', 'Insulin Lispro']);
});

test('another name than asked is said in words', () => {
  for (const [asked, renamed] of [['lasix', true], ['milrinone lactate', true], ['Milrinone', false], ['insulin-glargine', false]]) {
    const answer = names.find(String(asked));
    assert.ok('medicine' in answer);
    assert.equal(answer.renamed, renamed, String(asked));
  }
});

test('typing finds names, exact before synonym before beginning', () => {
  const search = (/** @type {string} */ query) => names.search(query, 8).map(({ title, match }) => `${title} ${match}`);
  assert.deepEqual(search('milr'), ['Milrinone prefix']);
  assert.deepEqual(search('lasix dose'), ['Furosemide synonym']);
  assert.deepEqual(search('amlodipine'), ['Amlodipine exact', 'Amlodipine + Atorvastatin prefix']);
  assert.deepEqual(search('citalopram'), ['Citalopram exact'], 'never a medicine that only ends like it');
  assert.deepEqual(search('atorv'), ['Amlodipine + Atorvastatin prefix']);
  assert.deepEqual(search('zzz'), []);
  assert.equal(names.search('a', 1).length, 1);
});

test('names like the one asked for begin like it', () => {
  assert.deepEqual(names.similar('milrinome').map(({ title }) => title), ['Milrinone']);
  assert.deepEqual(names.similar('mi'), []);
});
