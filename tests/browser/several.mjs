// Tests a page with several bundles: one list, each hit from its own bundle, and a message if one is missing.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { part, rootFile, setting, until, workshop } from './lib.mjs';

const content = fileURLToPath(new URL('../../content', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'drug-card-several-'));
after(() => rm(folder, { recursive: true }));
const drugCard = (...words) => execFileSync(setting('DRUG_CARD_BIN'), words, { encoding: 'utf8', maxBuffer: 1 << 26 });

// The sample monographs in two halves, and furosemide in both, where the second has other words.
const paths = (await readdir(content, { recursive: true }))
  .filter((path) => path.endsWith('.md') && path.includes('/'))
  .sort();
const halves = { one: paths.filter((_, at) => at % 2 === 0), two: paths.filter((_, at) => at % 2 === 1) };
for (const [half, files] of Object.entries(halves)) {
  for (const path of new Set([...files, 'f/furosemide.md'])) {
    await mkdir(dirname(join(folder, half, path)), { recursive: true });
    await cp(join(content, path), join(folder, half, path));
  }
}
const copy = join(folder, 'two/f/furosemide.md');
await writeFile(copy, (await readFile(copy, 'utf8')).replaceAll(/once|twice/g, 'as directed'));
drugCard('build', join(folder, 'one'), '-o', join(folder, 'out'), '--title', 'Ward list');
drugCard(
  'build',
  join(folder, 'two'),
  '-o',
  join(folder, 'out/two'),
  '--title',
  'Second list',
  '--url-template',
  '/second/{slug}#{anchor}',
);
const halfOf = (slug) => Object.keys(halves).find((half) => halves[half].some((path) => path.endsWith(`/${slug}.md`)));
const [here, there] = ['one', 'two'].map((half) =>
  halves[half]
    .map((path) => /([^/]+)\.md$/.exec(path)[1])
    .filter((slug) => !slug.includes('-') && slug !== 'furosemide'),
);

// The whole, as one bundle has it, is what the order is held against.
const whole = setting('DRUG_CARD_BUNDLE');
process.env.DRUG_CARD_BUNDLE = join(folder, 'out');
const site = await workshop();

const PAGE = '<drug-search base=". two" for="card"></drug-search><drug-card id="card" base=". two"></drug-card>';

/** Asks without showing. */
const ask = (page, query) =>
  page.evaluate(async (query) => {
    const search = document.querySelector('drug-search');
    const { medicines, answers, different, missing } = await search.search(query);
    const of = (hits) =>
      hits.map(({ slug, path, anchor, collection, match }) => ({ slug, path, anchor, collection, match }));
    return {
      medicines: of(medicines),
      answers: of(answers),
      different: of(different),
      missing: missing?.map(({ collection }) => collection),
    };
  }, query);

/** Types, and gives the options once all is there. */
async function typed(records, words) {
  const { page, events } = records;
  await page.getByRole('combobox').fill(words);
  await until('the answers', () => events.some(({ name, query }) => name === 'drug-results' && query === words));
  return page.getByRole('option').allInnerTexts();
}

const said = (page) => part(page, 'status').innerText();

test('both halves answer as the whole does', async () => {
  const { page, problems } = await site.show(PAGE);
  const lines = (await readFile(new URL('../relevance.tsv', import.meta.url), 'utf8')).split('\n');
  const queries = lines
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split('\t')[0])
    .filter((query) => query.trim() && !/furos|lasix|frus/.test(query));
  assert.ok(queries.length > 15);
  for (const query of [...queries, 'kidney problems', 'missed a dose', 'can i drink alcohol']) {
    let want = {};
    try {
      want = JSON.parse(drugCard('search', query, '--bundle', whole, '--json', '--limit', '8'));
    } catch (error) {
      // Nothing was found: its exit code says so.
      want = JSON.parse(error.stdout);
    }
    const got = await ask(page, query);
    const named = (hits) => hits.map(({ path, match }) => `${path} ${match}`);
    assert.deepEqual(named(got.medicines), named(want.medicines), query);
    // Which names are like an exact one is known to the builder of each half only.
    const like = named(want.different);
    if (want.medicines.length)
      assert.ok(
        named(got.different).every((hit) => like.includes(hit)),
        query,
      );
    else assert.deepEqual(named(got.different), like, query);
    if (want.medicines.length) {
      assert.deepEqual(
        got.answers.map(({ path, anchor }) => path + anchor),
        want.answers.map(({ path, anchor }) => path + anchor),
        query,
      );
    }
  }
  assert.deepEqual(problems, []);
});

test('a hit says where it is from, and leads to the card of that bundle', async () => {
  const records = await site.show(PAGE);
  const { page, events } = records;
  const options = await typed(records, 'furosemide');
  const medicines = options.filter((text) => /Furosemide/.test(text) && !/·/.test(text));
  assert.deepEqual(
    medicines.map((text) => text.split('\n')[0]),
    ['Ward list', 'Second list'],
  );
  // Two that are equally meant: Enter opens none of them.
  await page.getByRole('combobox').press('Enter');
  assert.ok(!events.some(({ name }) => name === 'drug-select'));
  for (const [at, collection, base] of [
    [1, 'Second list', '/two/'],
    [0, 'Ward list', '/'],
  ]) {
    await typed(records, `furosemide${' '.repeat(at)}`);
    await page.getByRole('option').nth(at).click();
    await until('the choice', () =>
      events.some((event) => event.name === 'drug-select' && event.collection === collection),
    );
    await part(page, 'source').getByText(`from the collection “${collection}”`).waitFor();
    const hit = events.findLast(({ name }) => name === 'drug-select');
    assert.equal(new URL(hit.base).pathname, base);
    assert.equal(hit.url, base === '/two/' ? '/second/furosemide#' : `${site.origin}/index.html#/drug/furosemide`);
    assert.equal(
      /as directed/.test(await page.locator('drug-card').evaluate((card) => card.shadowRoot.textContent)),
      base === '/two/',
    );
  }
});

test('a card finds its medicine in whichever bundle has it, and says in which others it is', async () => {
  for (const [drug, words] of [
    [here[0], 'from the collection “Ward list”'],
    [there[0], 'from the collection “Second list”'],
    ['furosemide', 'from the collection “Ward list”, also in “Second list”'],
    ['lasix', 'from the collection “Ward list”, also in “Second list”'],
  ]) {
    const { page, problems } = await site.show(`<drug-card base=". two" drug="${drug}"></drug-card>`);
    const source = part(page, 'source');
    await source.waitFor();
    assert.ok((await source.innerText()).endsWith(words), `${drug}: ${await source.innerText()}`);
    assert.deepEqual(problems, []);
  }
});

test('a name of no bundle is absent, and nothing like it is shown', async () => {
  const { page } = await site.show('<drug-card base=". two" drug="tazocin"></drug-card>');
  await part(page, 'error')
    .getByText('No medicine here is called “tazocin”. Finding nothing here does not mean it is safe.')
    .waitFor();
});

/** What can go wrong with the second bundle, and the words for it. */
const FAULTS = {
  missing: [
    (route) => route.fulfill({ status: 404, body: '' }),
    /^The collection “[^”]*\/two\/” could not be searched: The server answered 404/,
  ],
  'a sign-in page': [
    (route) => route.fulfill({ contentType: 'text/html', body: '<h1>Sign in' }),
    /\/two\/” could not be searched: The server sent a web page/,
  ],
  unreachable: [(route) => route.abort(), /\/two\/” could not be searched: The server could not be reached/],
  'of another build': [
    async (route) => {
      const response = await route.fetch();
      const root = await response.json();
      await route.fulfill({ response, body: rootFile({ ...root, build: '0123456789abcdef' }) });
    },
    /“Second list” could not be searched: Its files belong to two builds/,
  ],
};

for (const [fault, [act, words]] of Object.entries(FAULTS)) {
  test(`the second bundle is ${fault}: the first answers, and the field says what was not searched`, async () => {
    const records = await site.show(PAGE, { before: (page) => page.route('**/two/index.json', act) });
    const { page, events } = records;
    assert.ok((await typed(records, here[0])).some((text) => text.startsWith('Ward list')));
    await until('the words', async () => words.test(await said(page)));
    assert.ok(await page.locator('drug-search').evaluate((search) => search.matches(':state(degraded)')));
    assert.ok(events.some(({ name }) => name === 'drug-error'));
    // What only the missing one has is not found, in the same words; what is spelled like it is another medicine.
    for (const slug of there) {
      const { medicines, answers, missing } = await ask(page, slug);
      assert.equal(missing.length, 1);
      assert.ok(
        medicines.every(({ match }) => match !== 'spelling'),
        slug,
      );
      assert.ok(
        answers.every(({ match }) => match !== 'spelling'),
        slug,
      );
    }
    await typed(records, `${there[0]} dose`);
    await until('the words', async () => words.test(await said(page)));
  });
}

test('a card of a bundle that is missing says so, and comes when it is back', async () => {
  let gone = true;
  const act = (route) => (gone ? route.fulfill({ status: 503, body: '' }) : route.continue());
  const { page } = await site.show(
    `<drug-card base=". two" drug="${there[0]}"></drug-card><drug-card base=". two" drug="${here[0]}"></drug-card>`,
    {
      before: (page) => page.route('**/two/index.json', act),
    },
  );
  await part(page, 'error')
    .getByText(
      /^Nothing else here is called “.*”, but the collection “.*two\/” could not be searched: The server answered 503/,
    )
    .waitFor();
  await part(page, 'source')
    .getByText(/“Ward list”, “.*two\/” could not be searched$/)
    .waitFor();
  gone = false;
  await page.clock.install();
  await page.clock.fastForward(20_000);
  await until('the card', async () => {
    await page
      .getByRole('button', { name: 'Try again' })
      .click({ timeout: 500 })
      .catch(() => {});
    return (await part(page, 'source').allInnerTexts()).some((text) =>
      text.endsWith('from the collection “Second list”'),
    );
  });
});

test('a file of the second bundle fails while it is searched', async () => {
  const records = await site.show(PAGE, {
    before: (page) =>
      page.route(/\/two\/(names|terms|typos|pages|head)/, (route) => route.fulfill({ status: 500, body: '' })),
  });
  assert.ok((await typed(records, `${here[0]} dose`)).length > 0);
  await until('the words', async () =>
    /“Second list” could not be searched: The server answered 500/.test(await said(records.page)),
  );
});

test('a slow bundle is waited for, in words', async () => {
  const records = await site.show(PAGE, {
    before: (page) =>
      page.route('**/two/index.json', async (route) => {
        await new Promise((resolve) => setTimeout(resolve, 6000));
        await route.continue();
      }),
  });
  const { page } = records;
  await page.getByRole('combobox').fill(there[0]);
  await until('the words', async () => /Still waiting for the server/.test(await said(page)));
  await page.getByRole('option').first().waitFor();
  assert.match(await page.getByRole('option').first().innerText(), /^Second list/);
  assert.doesNotMatch(await said(page), /could not be searched/);
});

test('the first bundle is missing: the second brings the program too', async () => {
  const records = await site.show('<drug-search base="gone two"></drug-search>');
  assert.match((await typed(records, there[0]))[0], /^Second list/);
  await until('the words', async () => /gone\/” could not be searched/.test(await said(records.page)));
});

test('without WebAssembly the names of both are found', async () => {
  const records = await site.show(PAGE, { policy: site.policy.replace("'wasm-unsafe-eval'", '') });
  for (const [slug, collection] of [
    [here[0], 'Ward list'],
    [there[0], 'Second list'],
  ]) {
    assert.ok((await typed(records, slug))[0].startsWith(collection));
  }
});

test('a page with one bundle does not load the script for several', async () => {
  const records = await site.show('<drug-search base="."></drug-search>');
  await typed(records, here[0]);
  assert.ok(!records.requests.some(({ url }) => /several/.test(url)));
  assert.ok(!(await records.page.getByRole('option').first().innerText()).includes('Ward list'));
  assert.equal(halfOf(here[0]), 'one');
});
