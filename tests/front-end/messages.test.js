// Checks that each language has every message of the front end, with the same places for names and numbers.
//
// The translations were made by a machine, and no speaker has checked them. That a sentence in the code is a key of en.json is
// checked by its type (`cargo xtask test --only types`).

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import test from 'node:test';
import { DrugError, messageOf } from '../../www/bundle/errors.js';
import { english, fill } from '../../www/i18n/messages.js';
import { sources } from './sources.js';

const root = new URL('../../www/i18n/messages/', import.meta.url);
/** @returns {Record<string, string>} */
const table = (language) => JSON.parse(readFileSync(new URL(`${language}.json`, root), 'utf8'));
const languages = readdirSync(root)
  .map((name) => name.replace('.json', ''))
  .filter((name) => name !== 'en');
const keys = Object.keys(table('en'));
/** The places for names and numbers, once each: a text may have several plural forms. */
const places = (text) => [...new Set([...text.matchAll(/{\d}/g)].map(String))].sort().join(' ');
const pages = new URL('../../www/pages/', import.meta.url);
/** Without comments: a message that is only quoted there is not used. */
const code = [
  ...Object.values(sources),
  ...readdirSync(pages)
    .filter((name) => name.endsWith('.js'))
    .map((name) => readFileSync(new URL(name, pages), 'utf8')),
]
  .join('\n')
  .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');

test('every message of the list is used somewhere', () => {
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

  test(`${language}.json has every message and no other, in order`, () => {
    assert.deepEqual(
      Object.keys(words).filter((key) => !keys.includes(key)),
      [],
      'no code uses these',
    );
    assert.deepEqual(
      keys.filter((key) => !words[key]),
      [],
      'these are missing',
    );
    assert.deepEqual(Object.keys(words), keys);
    assert.equal(tag, language, 'the first entry is the language itself');
  });

  test(`${language}.json has the same places for names and numbers`, () => {
    for (const [key, text] of Object.entries(words)) assert.equal(places(text), places(key), `${key}: ${text}`);
  });

  test(`${language}.json names only plural categories of its language`, () => {
    const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
    for (const [key, text] of Object.entries(words)) {
      const [, ...forms] = text.split('|');
      const named = forms.filter((_, at) => at % 2 === 0);
      assert.equal(forms.length, 2 * named.length, `${key}: each category has its form`);
      assert.deepEqual(
        named.filter((category) => !pluralCategories.includes(category)),
        [],
        key,
      );
    }
  });

  test(`${language}.json has left no message in English`, () => {
    const same = Object.entries(words).filter(
      ([key, text]) => key === text && /\p{L}{2}/u.test(key.replace(/{\d}/g, '')),
    );
    assert.deepEqual(same, []);
  });
}

test('a message is filled with its parts, and parts with theirs', () => {
  assert.equal(english('Try again'), 'Try again');
  assert.equal(
    english(['The server could not be reached for {0}.', ['the card of {0}', 'A {0} $& B']]),
    'The server could not be reached for the card of A {0} $& B.',
  );
  assert.equal(english(['The server answered {0} for {1}.', 404, 'x.md']), 'The server answered 404 for x.md.');
});

test('the message of an error is a part of another message, whether it is from a script or from a core', () => {
  for (const [error, words] of [
    [new DrugError('http', ['The server answered {0} for {1}.', 500, 'it']), 'The server answered 500 for it.'],
    [{ code: 'bad-data', message: ['The search is damaged: {0}.', 'x'] }, 'The search is damaged: x.'],
    [{ code: 'stale-mix', message: 'Its files belong to two builds.' }, 'Its files belong to two builds.'],
  ]) {
    assert.equal(
      english(['The collection “{0}” could not be searched: {1}', 'A', messageOf(error)]),
      `The collection “A” could not be searched: ${words}`,
    );
  }
});

test('a count takes the plural form of the language', () => {
  const answers = (count, translations) =>
    fill(['{0} answers|one|{0} answer', count], translations, String)[0].join('');
  assert.deepEqual(
    [0, 1, 2].map((count) => answers(count)),
    ['0 answers', '1 answer', '2 answers'],
  );
  const polish = { '': 'pl', '{0} answers|one|{0} answer': '{0} odpowiedzi|one|{0} odpowiedź' };
  assert.deepEqual(
    [1, 2, 5].map((count) => answers(count, polish)),
    ['1 odpowiedź', '2 odpowiedzi', '5 odpowiedzi'],
  );
  const arabic = {
    '': 'ar',
    '{0} answers|one|{0} answer': 'other {0}|zero|zero {0}|one|one {0}|two|two {0}|few|few {0}',
  };
  assert.deepEqual(
    [0, 1, 2, 3, 11, 100].map((count) => answers(count, arabic)),
    ['zero 0', 'one 1', 'two 2', 'few 3', 'other 11', 'other 100'],
  );
  const same = { '': 'de', '{0} answers|one|{0} answer': 'Antworten: {0}' };
  assert.equal(answers(1, same), 'Antworten: 1');
});
