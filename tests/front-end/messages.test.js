// Owns the promise that each language says all of it: every sentence of the shell, with the same places for names and numbers.
//
// The translations were made by a machine, and no speaker has checked them. That a sentence in the code is a key of en.json is
// checked by its type (`cargo xtask test --only types`).

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { DrugError, said } from '../../www/bundle/errors.js';
import { english } from '../../www/i18n/messages.js';
import { sources } from './sources.js';

const root = new URL('../../www/i18n/messages/', import.meta.url);
/** @returns {Record<string, string>} */
const table = (/** @type {string} */ language) => JSON.parse(readFileSync(new URL(`${language}.json`, root), 'utf8'));
const languages = readdirSync(root)
  .map((name) => name.replace('.json', ''))
  .filter((name) => name !== 'en');
const keys = Object.keys(table('en'));
const places = (/** @type {string} */ text) => [...text.matchAll(/{\d}/g)].map(String).sort().join(' ');
/** Without comments: a sentence that is only quoted there is not said. */
const code = Object.values(sources)
  .join('\n')
  .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

test('every sentence of the list is said somewhere', () => {
  assert.deepEqual(
    keys.filter((key) => !code.includes(`'${key}'`)),
    [],
  );
});

test('there are the languages that the documentation names', () => {
  assert.deepEqual(languages, ['ar', 'de', 'es', 'fr']);
});

for (const language of languages) {
  const { '': tag, ...words } = table(language);

  test(`${language}.json has every sentence and no other, in order`, () => {
    assert.deepEqual(
      Object.keys(words).filter((key) => !keys.includes(key)),
      [],
      'nobody says these',
    );
    assert.deepEqual(
      keys.filter((key) => !words[key]),
      [],
      'these are lacking',
    );
    assert.deepEqual(Object.keys(words), keys);
    assert.equal(tag, language, 'the first entry is the language itself');
  });

  test(`${language}.json has the same places for names and numbers`, () => {
    for (const [key, text] of Object.entries(words)) assert.equal(places(text), places(key), `${key}: ${text}`);
  });

  test(`${language}.json has left no sentence in English`, () => {
    const same = Object.entries(words).filter(
      ([key, text]) => key === text && /\p{L}{2}/u.test(key.replace(/{\d}/g, '')),
    );
    assert.deepEqual(same, []);
  });
}

test('a sentence is put together with its parts, and parts with theirs', () => {
  assert.equal(english('Try again'), 'Try again');
  assert.equal(
    english(['The server could not be reached for {0}.', ['the card of {0}', 'A {0} $& B']]),
    'The server could not be reached for the card of A {0} $& B.',
  );
  assert.equal(english(['The server answered {0} for {1}.', 404, 'x.md']), 'The server answered 404 for x.md.');
});

test('what an error says is a part of another sentence, be it of the shell or of a core', () => {
  for (const [error, words] of /** @type {const} */ ([
    [new DrugError('http', ['The server answered {0} for {1}.', 500, 'it']), 'The server answered 500 for it.'],
    [{ code: 'bad-data', message: ['The search is damaged: {0}.', 'x'] }, 'The search is damaged: x.'],
    [{ code: 'stale-mix', message: 'Its files belong to two builds.' }, 'Its files belong to two builds.'],
  ])) {
    assert.equal(
      english(['The collection “{0}” could not be searched: {1}', 'A', said(error)]),
      `The collection “A” could not be searched: ${words}`,
    );
  }
});
