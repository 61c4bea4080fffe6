// Owns how several bundles are read as one: whose name it is, what is said of one that fails, when that is asked again.

import assert from 'node:assert/strict';
import test from 'node:test';
import { gaps } from '../../www/js/answers.js';
import { Several } from '../../www/js/several.js';
import { english } from '../../www/js/words.js';

/** The sentence that a note is said behind, and the note. @param {any[]} note */
const behind = (note) => english(note.reduce((all, [key, what]) => [key, all, what], ['This']));

/** Rights: title, brand. */
const [TITLE, BRAND] = [0, 5];
const BROKEN = { code: 'http', message: 'The server answered 500 for it.', hint: 'Look.' };

/** A bundle as a table of names: `[name, right, title]`. */
class Release {
  /** @param {string} base @param {any} root */
  constructor(base, root) {
    Object.assign(this, { base, root });
    /** @type {any} */ this.root = root;
  }

  async names() {
    if (this.root.broken) throw BROKEN;
    /** @param {(name: string) => boolean} fits */
    const named = (fits) => this.root.rows.filter((/** @type {any} */ [name]) => fits(name)).map((/** @type {any} */ [name, right, title]) => (
      { name, shown: name, own: [[right, { slug: title.toLowerCase(), title, line: '', file: 'x' }]] }));
    return {
      at: async (/** @type {string} */ name) => named((known) => known === name)[0],
      with: async (/** @type {string} */ start) => named((known) => known.startsWith(start)),
      similar: async () => [],
    };
  }

  async card(/** @type {any} */ { slug }) {
    return { title: slug, tree: [] };
  }
}

/** @param {Record<string, any>} roots by base; null is one that cannot be read */
async function several(roots) {
  const read = async (/** @type {string} */ base) => {
    if (!roots[base]) throw BROKEN;
    return roots[base];
  };
  const bases = Object.keys(roots);
  const first = /** @type {string} */ (bases.find((base) => roots[base]));
  return Several.of(bases, /** @type {any} */ (new Release(first, roots[first])), /** @type {any} */ (read));
}

const A = { build: 'a', title: 'List A', rows: [['furosemide', TITLE, 'Furosemide'], ['lasix', BRAND, 'Furosemide'], ['wardol', BRAND, 'Paracetamol']] };
const B = { build: 'b', rows: [['furosemide', TITLE, 'Furosemide'], ['lasix', TITLE, 'Lasix'], ['wardol', BRAND, 'Ibuprofen'], ['zinc', TITLE, 'Zinc']] };

test('the surest right of any bundle decides, and two medicines under one name are none', async () => {
  const names = await (await several({ 'a/': A, 'b/': B })).names();
  for (const [asked, title, base, note] of [
    ['furosemide', 'Furosemide', 'a/', 'This · from the collection “List A”, also in “b/”'],
    ['Lasix', 'Lasix', 'b/', 'This · from the collection “b/”'],
    ['zinc', 'Zinc', 'b/', 'This · from the collection “b/”'],
  ]) {
    const found = /** @type {any} */ (await names.find(asked));
    assert.deepEqual([found.medicine.title, found.medicine.base, behind(found.medicine.note)], [title, base, note], asked);
    assert.equal(found.renamed, false);
  }
  const none = /** @type {any} */ (await names.find('wardol'));
  assert.deepEqual(none.several.map((/** @type {any} */ { title }) => title), ['Paracetamol (List A)', 'Ibuprofen (b/)']);
  assert.deepEqual(await names.find('unknown'), { several: [] });
});

test('a bundle that fails is named, whether its root fails or a file of it', async () => {
  for (const roots of [{ 'a/': A, 'b/': null }, { 'a/': A, 'b/': { ...B, broken: true } }, { 'b/': null, 'a/': A }]) {
    const all = await several(roots);
    const names = await all.names();
    const found = /** @type {any} */ (await names.find('furosemide'));
    assert.equal(behind(found.medicine.note), 'This · from the collection “List A”, “b/” could not be searched');
    await assert.rejects(async () => names.find('zinc'), ({ code, message }) =>
      code === 'http' && english(message) === 'Nothing else here is called “zinc”, but the collection “b/” could not be searched: The server answered 500 for it.');
    assert.deepEqual(gaps(/** @type {any} */ (all)).map(english), ['The collection “b/” could not be searched: The server answered 500 for it.']);
  }
});

test('a newer build of a bundle is taken at once, and what failed is asked again after a while', async (t) => {
  /** @type {Record<string, any>} */
  const roots = { 'a/': A, 'b/': { ...B, broken: true } };
  const all = await several(roots);
  roots['b/'] = { ...B, build: 'newer' };
  assert.equal(/** @type {any} */ (await (await all.names()).find('zinc')).medicine.title, 'Zinc');

  t.mock.timers.enable({ apis: ['Date'] });
  roots['b/'] = null;
  const without = await several(roots);
  roots['b/'] = B;
  await without.names();
  assert.equal(without.missing.length, 1);
  t.mock.timers.tick(15_001);
  await without.names();
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(without.missing, []);
});

test('a card comes from the bundle whose name it is', async () => {
  const all = await several({ 'a/': A, 'b/': B });
  const { medicine } = /** @type {any} */ (await (await all.names()).find('zinc'));
  const card = await all.card(medicine);
  assert.deepEqual([/** @type {any} */ (card.root).build, behind(card.note)], ['b', 'This · from the collection “b/”']);
});
