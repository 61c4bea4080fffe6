// Checks the names-only search with the table and the names that tests/gate_table.rs checks the core with.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { Names } from '../../www/bundle/names.js';
import { byName, opened } from '../../www/search/answers.js';

const read = (name) => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');
const { directory, ...files } = JSON.parse(read('gate-names.json'));
const names = new Names(directory, async (hash) => new TextEncoder().encode(files[`names/${hash}.json`]));
const cases = read('gate.tsv')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'));

/** What comes first: kind and title. */
function first({ medicines, different }) {
  const [medicine] = medicines;
  if (medicine) return [medicine.match, medicine.title];
  return different[0] ? ['offer', different[0].title] : ['none', ''];
}

test('a search by name finds what the table says', async () => {
  assert.ok(cases.length > 20);
  for (const [query, kind, title = '', without = kind] of cases) {
    const found = await byName(names, query, 10);
    assert.deepEqual(first(found), [without, without === 'none' ? '' : title], query);
  }
});

test('Enter opens the medicine that the query names, and no other', async () => {
  for (const [query, kind, title = '', without = kind] of cases) {
    const found = await byName(names, query, 10);
    // Several pages of a name are a list to choose from.
    const named = found.medicines.filter(({ match }) => match === 'exact' || match === 'synonym');
    const opens = (without === 'exact' || without === 'synonym') && named.length === 1;
    assert.equal(opened(found)?.title ?? '', opens ? title : '', query);
  }
});

test('nothing is found by each name with a blank in it but the same medicine', async () => {
  const all = (await names.with('')).filter(({ own }) => own.length);
  assert.ok(all.length > 15);
  for (const { name } of all) {
    const right = (await byName(names, name, 10)).medicines.map(({ title }) => title);
    for (let at = 1; at < name.length; at++) {
      const query = `${name.slice(0, at)} ${name.slice(at)}`;
      const found = opened(await byName(names, query, 10));
      assert.ok(!found || right.includes(found.title), `${query} opens ${found?.title}`);
    }
    for (const extra of ['plus', 'am', 'pm', 'extra', 'd', '7']) {
      const found = await byName(names, `${name} ${extra}`, 10);
      assert.equal(opened(found), undefined, `${name} ${extra}`);
    }
  }
});
