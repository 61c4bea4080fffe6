// Checks how several bundles are read as one: whose name it is, what is reported when one fails, when it is tried again.

import assert from 'node:assert/strict';
import test from 'node:test';
import { MultiBundle } from '../../www/bundle/multi-bundle.js';
import { english } from '../../www/i18n/messages.js';
import { gaps } from '../../www/search/answers.js';

/** A sentence and the notes that follow it. */
const behind = (note) => english(note.reduce((all, [key, what]) => [key, all, what], 'This'));

/** Kinds of match: title, brand. */
const [TITLE, BRAND] = [0, 5];
const BROKEN = { code: 'http', message: 'The server answered 500 for it.', hint: 'Look.' };

/** A bundle as a table of names: `[name, right, title]`. */
class Release {
  constructor(base, root) {
    Object.assign(this, { base, root });
    this.root = root;
  }

  async names() {
    await this.root.slow;
    if (this.root.broken) throw BROKEN;
    /** @param {(name: string) => boolean} fits */
    const named = (fits) =>
      this.root.rows
        .filter(([name]) => fits(name))
        .map(([name, right, title]) => ({
          name,
          shown: name,
          own: [[right, { slug: title.toLowerCase(), title, line: '', file: 'x' }]],
        }));
    return {
      at: async (name) => named((known) => known === name)[0],
      with: async (start) => named((known) => known.startsWith(start)),
      similar: async () => [],
    };
  }

  async card({ slug }) {
    return { title: slug, tree: [], root: this.root, note: [] };
  }

  async head() {
    if (this.root.headless) throw BROKEN;
    return this.root;
  }

  async part() {
    await this.root.slow;
    if (this.root.partless) throw { ...BROKEN };
  }

  /** A core whose index needs one file of each bundle and finds every first name. */
  async core(_, { head, part }) {
    let engine;
    const start = async () => {
      const [first, , join] = await head();
      const volumes = [first];
      const search = () =>
        engine.whole
          ? {
              medicines: volumes.map(({ rows: [[, , title]] }, volume) => ({ title, volume, match: 'spelling' })),
              answers: [],
              different: [],
              opened: engine.opened,
            }
          : { need: volumes.map((_, number) => (number ? `${number}/x` : 'x')) };
      engine = {
        search,
        build: first.build,
        join: (other) => {
          volumes.push(other);
          engine.build = other.build;
        },
      };
      engine.opened = join(engine);
    };
    const run = async () => {
      for (;;) {
        if (!engine) await start();
        const mine = engine;
        const answer = mine.search('');
        if (!answer.need) return answer;
        await Promise.all(answer.need.map((path) => part(path, mine.opened)));
        mine.whole = true;
      }
    };
    await start();
    return { run, close: () => (engine = null) };
  }
}

const later = () => new Promise((resolve) => setImmediate(resolve));

async function several(roots) {
  const open = async (base) => {
    await later();
    if (!roots[base]) throw BROKEN;
    return new Release(base, roots[base]);
  };
  const bases = Object.keys(roots);
  const first = bases.find((base) => roots[base]);
  return MultiBundle.open(bases, new Release(first, roots[first]), open);
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

test('the strongest match of any bundle decides, and a name of two medicines leads to none', async () => {
  const names = await (await several({ 'a/': A, 'b/': B })).names();
  for (const [asked, title, base, note] of [
    ['furosemide', 'Furosemide', 'a/', 'This · from the collection “List A”, also in “b/”'],
    ['Lasix', 'Lasix', 'b/', 'This · from the collection “b/”'],
    ['zinc', 'Zinc', 'b/', 'This · from the collection “b/”'],
  ]) {
    const found = await names.find(asked);
    assert.deepEqual(
      [found.medicine.title, found.medicine.base, behind(found.medicine.note)],
      [title, base, note],
      asked,
    );
    assert.equal(found.renamed, false);
  }
  const none = await names.find('wardol');
  assert.deepEqual(
    none.several.map(({ title }) => title),
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
    const found = await names.find('furosemide');
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
    assert.deepEqual(gaps(again).map(english), [
      'The collection “b/” could not be searched: The server answered 500 for it.',
    ]);
  }
});

test('a newer build of a bundle is opened at once, and a bundle that failed is tried again later', async (t) => {
  const roots = { 'a/': A, 'b/': { ...B, broken: true } };
  const all = await several(roots);
  roots['b/'] = { ...B, build: 'newer' };
  assert.equal((await (await all.names()).find('zinc')).medicine.title, 'Zinc');

  t.mock.timers.enable({ apis: ['Date'] });
  roots['b/'] = null;
  const without = await several(roots);
  roots['b/'] = B;
  const missing = async () => {
    const names = await without.names();
    await names.at('zinc');
    return names.missing.map(({ base }) => base);
  };
  assert.deepEqual(await missing(), ['b/']);
  t.mock.timers.tick(15_001);
  // It is tried again while the query goes on without it.
  assert.deepEqual(await missing(), ['b/']);
  await later();
  assert.deepEqual(await missing(), []);
});

test('a card comes from the bundle that has the name', async () => {
  const all = await several({ 'a/': A, 'b/': B });
  const { medicine } = await (await all.names()).find('zinc');
  const card = await all.card(medicine);
  assert.deepEqual([card.root.build, behind(card.note)], ['b', 'This · from the collection “b/”']);
});

test('if two servers hold two builds of a bundle, one other build is tried before it is reported', async () => {
  for (const [fault, ask] of [
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
  ]) {
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
      missing.map(({ base, error }) => [base, error.code]),
      [['b/', 'http']],
      fault,
    );
    // `several` reads a root twice for what it gives once.
    assert.ok(reads - before <= 2, `${fault}: ${reads - before}`);
  }
});

test('results name the bundles they were made without, even those that are back in the meantime', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1e9 });
  for (const [asked, says] of [
    ['wardol', 'This · from the collection “List A”, “b/” could not be searched'],
    [
      'zinc',
      'Nothing else here is called “zinc”, but the collection “b/” could not be searched: The server answered 500 for it.',
    ],
  ]) {
    let go;
    const slow = new Promise((resolve) => (go = resolve));
    const roots = { 'a/': { ...A, slow }, 'b/': null };
    const all = await several(roots);
    roots['b/'] = B;
    t.mock.timers.tick(15_001);
    const names = await all.names();
    const found = names.find(asked).then(
      ({ medicine }) => behind(medicine.note),
      ({ message }) => english(message),
    );
    const hits = names.at(asked);
    await later();
    go();
    assert.equal(await found, says);
    await hits;
    assert.deepEqual(
      names.missing.map(({ base }) => base),
      ['b/'],
      asked,
    );
    assert.equal('several' in (await (await all.names()).find('wardol')), true, 'it is back');
  }
});

test('results of the core know which bundles they are from', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1e9 });
  let go;
  const slow = new Promise((resolve) => (go = resolve));
  const roots = { 'b/': null, 'a/': { ...A, slow } };
  const all = await several(roots);
  const core = await all.search();
  const found = async () => {
    const { medicines, different, missing = [] } = await core.run('furosemid');
    return [medicines, different, missing].map((hits) => hits.map(({ base }) => base));
  };
  const answer = found();
  await later();
  roots['b/'] = B;
  t.mock.timers.tick(15_001);
  await all.names();
  await later();
  go();
  // A new core has both by now. While one was missing, a corrected spelling counts as another medicine.
  const now = await answer;
  assert.ok(
    [
      [['b/', 'a/'], [], []],
      [[], ['a/'], ['b/']],
    ].some((whole) => JSON.stringify(whole) === JSON.stringify(now)),
    JSON.stringify(now),
  );
  assert.deepEqual(await found(), [['b/', 'a/'], [], []]);
});

test('if no bundle answers, the error says why, even if one is back in the meantime', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: 1e9 });
  let go;
  const slow = new Promise((resolve) => (go = resolve));
  const roots = { 'a/': null, 'b/': { ...B, slow, broken: true } };
  const all = await several(roots);
  roots['a/'] = A;
  t.mock.timers.tick(15_001);
  const refused = assert.rejects((await all.names()).at('zinc'), { code: 'http' });
  await later();
  go();
  await refused;
});
