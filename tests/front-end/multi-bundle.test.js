// Owns how several bundles are read as one: whose name it is, what is said of one that fails, when that is asked again.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Several } from '../../www/bundle/multi-bundle.js';
import { english } from '../../www/i18n/messages.js';
import { gaps } from '../../www/search/answers.js';

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
    await this.root.slow;
    if (this.root.broken) throw BROKEN;
    /** @param {(name: string) => boolean} fits */
    const named = (fits) =>
      this.root.rows
        .filter((/** @type {any} */ [name]) => fits(name))
        .map((/** @type {any} */ [name, right, title]) => ({
          name,
          shown: name,
          own: [[right, { slug: title.toLowerCase(), title, line: '', file: 'x' }]],
        }));
    return {
      at: async (/** @type {string} */ name) => named((known) => known === name)[0],
      with: async (/** @type {string} */ start) => named((known) => known.startsWith(start)),
      similar: async () => [],
    };
  }

  async card(/** @type {any} */ { slug }) {
    return { title: slug, tree: [] };
  }

  async head() {
    if (this.root.headless) throw BROKEN;
    return this.root;
  }

  async part() {
    await this.root.slow;
    if (this.root.partless) throw { ...BROKEN };
  }

  /** A core whose engine needs one file of each bundle, and finds every first name. @param {string} _ @param {any} index */
  async core(_, { head, part }) {
    /** @type {any} */ let engine;
    const start = async () => {
      const [first, , join] = await head();
      const volumes = [first];
      const search = () =>
        JSON.stringify(
          engine.whole
            ? {
                medicines: volumes.map(({ rows: [[, , title]] }, volume) => ({ title, volume, match: 'spelling' })),
                answers: [],
                different: [],
              }
            : { need: volumes.map((_, number) => (number ? `${number}/x` : 'x')) },
        );
      engine = {
        search,
        build: first.build,
        join: (/** @type {any} */ other) => {
          volumes.push(other);
          engine.build = other.build;
        },
      };
      join(engine);
    };
    const run = async () => {
      for (;;) {
        if (!engine) await start();
        const mine = engine;
        const answer = mine.search('');
        if (typeof answer === 'string' || !answer.need) return answer;
        await Promise.all(answer.need.map(part));
        mine.whole = true;
      }
    };
    await start();
    return { run, close: () => (engine = null) };
  }
}

const later = () => new Promise((resolve) => setImmediate(resolve));

/** @param {Record<string, any>} roots by base; null is one that cannot be read */
async function several(roots) {
  const read = async (/** @type {string} */ base) => {
    await later();
    if (!roots[base]) throw BROKEN;
    return roots[base];
  };
  const bases = Object.keys(roots);
  const first = /** @type {string} */ (bases.find((base) => roots[base]));
  return Several.of(bases, /** @type {any} */ (new Release(first, roots[first])), /** @type {any} */ (read));
}

const A = {
  build: 'a',
  title: 'List A',
  rows: [
    ['furosemide', TITLE, 'Furosemide'],
    ['lasix', BRAND, 'Furosemide'],
    ['wardol', BRAND, 'Paracetamol'],
  ],
};
const B = {
  build: 'b',
  rows: [
    ['furosemide', TITLE, 'Furosemide'],
    ['lasix', TITLE, 'Lasix'],
    ['wardol', BRAND, 'Ibuprofen'],
    ['zinc', TITLE, 'Zinc'],
  ],
};

test('the surest right of any bundle decides, and two medicines under one name are none', async () => {
  const names = await (await several({ 'a/': A, 'b/': B })).names();
  for (const [asked, title, base, note] of [
    ['furosemide', 'Furosemide', 'a/', 'This · from the collection “List A”, also in “b/”'],
    ['Lasix', 'Lasix', 'b/', 'This · from the collection “b/”'],
    ['zinc', 'Zinc', 'b/', 'This · from the collection “b/”'],
  ]) {
    const found = /** @type {any} */ (await names.find(asked));
    assert.deepEqual(
      [found.medicine.title, found.medicine.base, behind(found.medicine.note)],
      [title, base, note],
      asked,
    );
    assert.equal(found.renamed, false);
  }
  const none = /** @type {any} */ (await names.find('wardol'));
  assert.deepEqual(
    none.several.map((/** @type {any} */ { title }) => title),
    ['Paracetamol (List A)', 'Ibuprofen (b/)'],
  );
  assert.deepEqual(await names.find('unknown'), { several: [] });
});

test('a bundle that fails is named, whether its root fails or a file of it', async () => {
  for (const roots of [
    { 'a/': A, 'b/': null },
    { 'a/': A, 'b/': { ...B, broken: true } },
    { 'b/': null, 'a/': A },
  ]) {
    const all = await several(roots);
    const names = await all.names();
    const found = /** @type {any} */ (await names.find('furosemide'));
    assert.equal(behind(found.medicine.note), 'This · from the collection “List A”, “b/” could not be searched');
    await assert.rejects(
      async () => names.find('zinc'),
      ({ code, message }) =>
        code === 'http' &&
        english(message) ===
          'Nothing else here is called “zinc”, but the collection “b/” could not be searched: The server answered 500 for it.',
    );
    const again = await all.names();
    await again.at('furosemide');
    assert.deepEqual(gaps(/** @type {any} */ (again)).map(english), [
      'The collection “b/” could not be searched: The server answered 500 for it.',
    ]);
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
  const missing = async () => {
    const names = /** @type {any} */ (await without.names());
    await names.at('zinc');
    return names.missing.map((/** @type {any} */ { base }) => base);
  };
  assert.deepEqual(await missing(), ['b/']);
  t.mock.timers.tick(15_001);
  // Asked again beside the question, which is answered without it.
  assert.deepEqual(await missing(), ['b/']);
  await later();
  assert.deepEqual(await missing(), []);
});

test('a card comes from the bundle whose name it is', async () => {
  const all = await several({ 'a/': A, 'b/': B });
  const { medicine } = /** @type {any} */ (await (await all.names()).find('zinc'));
  const card = await all.card(medicine);
  assert.deepEqual([/** @type {any} */ (card.root).build, behind(card.note)], ['b', 'This · from the collection “b/”']);
});

test('of a bundle that two servers hold in two builds one other is tried, and then it is named', async () => {
  for (const [fault, ask] of /** @type {[string, (all: any) => Promise<any>][]} */ ([
    [
      'broken',
      async (all) => {
        const names = await all.names();
        await names.at('zinc');
        return names;
      },
    ],
    ['headless', async (all) => (await all.search()).run('zinc')],
    ['partless', async (all) => (await all.search()).run('zinc')],
  ])) {
    let reads = 0;
    const all = await several({
      'a/': A,
      get 'b/'() {
        assert.ok(++reads < 20, `${fault}: no end of asking`);
        return { ...B, [fault]: true, build: `b${reads % 2}` };
      },
    });
    const before = reads;
    const { missing } = await ask(all);
    assert.deepEqual(
      missing.map((/** @type {any} */ { base, error }) => [base, error.code]),
      [['b/', 'http']],
      fault,
    );
    // `several` reads a root twice for what it gives once.
    assert.ok(reads - before <= 2, `${fault}: ${reads - before}`);
  }
});

test('what a question was not put to is what its answer names, though it be back meanwhile', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1e9 });
  for (const [asked, says] of [
    ['wardol', 'This · from the collection “List A”, “b/” could not be searched'],
    [
      'zinc',
      'Nothing else here is called “zinc”, but the collection “b/” could not be searched: The server answered 500 for it.',
    ],
  ]) {
    /** @type {any} */ let go;
    const slow = new Promise((resolve) => (go = resolve));
    /** @type {Record<string, any>} */ const roots = { 'a/': { ...A, slow }, 'b/': null };
    const all = await several(roots);
    roots['b/'] = B;
    t.mock.timers.tick(15_001);
    const names = /** @type {any} */ (await all.names());
    const found = names.find(asked).then(
      (/** @type {any} */ { medicine }) => behind(medicine.note),
      (/** @type {any} */ { message }) => english(message),
    );
    const hits = names.at(asked);
    await later();
    go();
    assert.equal(await found, says);
    await hits;
    assert.deepEqual(
      names.missing.map((/** @type {any} */ { base }) => base),
      ['b/'],
      asked,
    );
    assert.equal('several' in (await (await all.names()).find('wardol')), true, 'it is back');
  }
});

test('an answer of the core says of which bundles it is', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1e9 });
  /** @type {any} */ let go;
  const slow = new Promise((resolve) => (go = resolve));
  /** @type {Record<string, any>} */ const roots = { 'b/': null, 'a/': { ...A, slow } };
  const all = await several(roots);
  const core = /** @type {any} */ (await all.search());
  const told = async () => {
    const { medicines, different, missing = [] } = await core.run('furosemid');
    return [medicines, different, missing].map((hits) => hits.map((/** @type {any} */ { base }) => base));
  };
  const answer = told();
  await later();
  roots['b/'] = B;
  t.mock.timers.tick(15_001);
  await all.names();
  await later();
  go();
  // A new core has both by now; where one was missing, a mended name is another medicine's.
  const now = await answer;
  assert.ok(
    [
      [['b/', 'a/'], [], []],
      [[], ['a/'], ['b/']],
    ].some((whole) => JSON.stringify(whole) === JSON.stringify(now)),
    JSON.stringify(now),
  );
  assert.deepEqual(await told(), [['b/', 'a/'], [], []]);
});

test('where nothing answers, what is thrown says why, though one be back meanwhile', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1e9 });
  /** @type {any} */ let go;
  const slow = new Promise((resolve) => (go = resolve));
  /** @type {Record<string, any>} */ const roots = { 'a/': null, 'b/': { ...B, slow, broken: true } };
  const all = await several(roots);
  roots['a/'] = A;
  t.mock.timers.tick(15_001);
  const refused = assert.rejects((await all.names()).at('zinc'), { code: 'http' });
  await later();
  go();
  await refused;
});
