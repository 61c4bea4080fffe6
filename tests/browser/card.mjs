// Tests what a reader of `<drug-card>` can rely on, in a real browser.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf, cardText, drawn, event, part, until, workshop } from './lib.mjs';

const site = await workshop();
const FALLBACK = '<p id="fallback">Ask your pharmacist about this medicine.</p>';
const card = (attributes) => `<drug-card ${attributes}>${FALLBACK}</drug-card>`;

test('a card of the bundle needs no WebAssembly', async () => {
  const { page, requests, problems } = await site.show(card('drug="milrinone"'));
  await cardOf(page, 'Milrinone');
  const cores = requests.map(({ url }) => url).filter((url) => /\.wasm|-core\./.test(url));
  assert.deepEqual(cores, []);
  assert.deepEqual(problems, []);
});

test('the first words of a card say where it comes from', async () => {
  const { page } = await site.show(card('drug="milrinone"'));
  await cardOf(page, 'Milrinone');
  const first = await page.locator('drug-card').evaluate((card) => {
    const walker = document.createTreeWalker(card.shadowRoot, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const parent = walker.currentNode.parentElement;
      if (parent?.tagName !== 'STYLE' && walker.currentNode.data.trim()) {
        return parent.closest('.provenance')?.textContent ?? `(${walker.currentNode.data})`;
      }
    }
    return '(nothing)';
  });
  assert.match(first, /Machine-written, not clinically reviewed\./);
  assert.ok(await part(page, 'provenance').isVisible());
});

test('serious effects are open, before all sections', async () => {
  const { page } = await site.show(card('drug="milrinone" collapsible'));
  await cardOf(page, 'Milrinone');
  const serious = part(page, 'serious').first();
  assert.ok(await serious.isVisible());
  assert.ok(await serious.getByText('Ventricular fibrillation').isVisible());
  assert.ok(
    await serious.evaluate((serious) => {
      const sections = [...serious.getRootNode().querySelectorAll('.section')];
      return (
        sections.length > 3 &&
        sections.every((one) => serious.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING)
      );
    }),
    'serious effects come first',
  );
});

test('a disclosure has a question, and an answer of text', async () => {
  const { page } = await site.show(card('drug="milrinone"'));
  await cardOf(page, 'Milrinone');
  const all = await page.locator('drug-card details').evaluateAll((details) =>
    details.map((one) => {
      const summary = one.querySelector(':scope > summary')?.textContent.trim() ?? '';
      return { summary, rest: one.textContent.replace(summary, '').trim() };
    }),
  );
  assert.ok(all.length >= 6, `${all.length} disclosures`);
  for (const { summary, rest } of all) {
    assert.ok(summary.length > 0 && rest.length > 0, JSON.stringify({ summary, rest }));
  }
});

test('a question opens by a click on its row and shows its whole answer', async () => {
  const { page } = await site.show(card('drug="milrinone"'));
  await cardOf(page, 'Milrinone');
  const answer = page.getByText('A few specialist centres use it outside hospital');
  const question = page.getByText('Can I carry on with milrinone at home?');
  if (!(await answer.isVisible())) await question.click();
  await answer.waitFor();
});

test('the disclaimer is visible whatever the attributes say', async () => {
  for (const attributes of ['', 'collapsible', 'sections="usage"', 'collapsible open=""']) {
    const { page, close } = await site.show(card(`drug="milrinone" ${attributes}`));
    await cardOf(page, 'Milrinone');
    assert.ok(await page.getByText('cannot take the place of a doctor').isVisible(), attributes);
    assert.ok(await part(page, 'provenance').isVisible(), attributes);
    await close();
  }
});

test('headings start at the level the page asks for', async () => {
  for (const [attribute, level] of [
    ['', 2],
    ['heading-level="1"', 1],
    ['heading-level="4"', 4],
    ['heading-level="deep"', 2],
  ]) {
    const { page, close } = await site.show(card(`drug="milrinone" ${attribute}`));
    await cardOf(page, 'Milrinone');
    assert.equal(await page.getByRole('heading', { name: 'Milrinone', level, exact: true }).count(), 1, attribute);
    const below = page.getByRole('heading', { name: /^How it Works/, level: level + 1 });
    assert.equal(await below.count(), 1, `${attribute}: sections are one level below`);
    await close();
  }
});

test('of two quick changes the last wins, also when its answer comes first', async () => {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  let asked = 0;
  const { page, events } = await site.show(card('drug="milrinone"'), {
    // The first card is Milrinone's, the second Warfarin's: its file bears no name.
    before: (page) =>
      page.route('**/cards/**', async (route) => {
        asked += 1;
        if (asked === 2) await held;
        await route.continue();
      }),
  });
  await cardOf(page, 'Milrinone');
  const warfarin = page.waitForRequest('**/cards/**');
  await page.locator('drug-card').evaluate((card) => {
    card.drug = 'warfarin';
  });
  const url = (await warfarin).url();
  await page.locator('drug-card').evaluate((card) => {
    card.drug = 'furosemide';
  });
  await cardOf(page, 'Furosemide');
  const late = page.waitForEvent('requestfinished', { predicate: (request) => request.url() === url });
  release();
  await late;
  await drawn(page);
  assert.equal(await part(page, 'name').innerText(), 'Furosemide');
  // Whatever was shown meanwhile comes before this card.
  await page.locator('drug-card').evaluate((card) => {
    card.drug = 'milrinone';
  });
  const loads = () => events.filter(({ name }) => name === 'drug-load').map(({ slug }) => slug);
  await until('the last card', () => loads()[2]);
  assert.deepEqual(loads(), ['milrinone', 'furosemide', 'milrinone']);
});

test('a loaded card says so to the page', async () => {
  const records = await site.show(card('drug="milrinone"'));
  const load = await event(records, 'drug-load');
  assert.equal(load.slug, 'milrinone');
  assert.equal(load.title, 'Milrinone');
  assert.ok(load.composed);
});

test('a medicine that is not there is named, and no other is shown', async () => {
  for (const drug of ['nonesuchol', 'milrinon', 'xmilrinone']) {
    const records = await site.show(card(`drug="${drug}"`));
    const { page } = records;
    assert.equal((await event(records, 'drug-error')).code, 'not-found');
    const error = part(page, 'error').first();
    await error.waitFor();
    assert.match(await error.innerText(), new RegExp(drug));
    assert.equal(await part(page, 'name').count(), 0);
    assert.doesNotMatch(await cardText(page), /Ventricular/);
    assert.ok(await page.locator('#fallback').isVisible());
    await records.close();
  }
});

test('a card found by another national name says so in words', async () => {
  const { page } = await site.show(card('drug="frusemide"'));
  await cardOf(page, 'Furosemide');
  const text = await cardText(page);
  const before = text.slice(0, text.indexOf('water tablet'));
  assert.match(before, /frusemide/i);
});

test('the content between the tags stays until the card is ready', async () => {
  let release;
  const held = new Promise((resolve) => {
    release = resolve;
  });
  const { page } = await site.show(card('drug="milrinone"'), {
    before: (page) =>
      page.route('**/cards/**', async (route) => {
        await held;
        await route.continue();
      }),
  });
  const fallback = page.locator('#fallback');
  await page.waitForRequest('**/cards/**').catch(() => {});
  assert.ok(await fallback.isVisible());
  release();
  await cardOf(page, 'Milrinone');
  assert.ok(await fallback.isHidden());
});

/** Codes of failures that another try may fix: the reader gets a button. */
const PASSING = new Set(['network', 'http', 'timeout']);

const DAMAGES = {
  'no file': (route) => route.fulfill({ status: 404, body: 'Not here' }),
  'a server error': (route) => route.fulfill({ status: 500, body: 'Oops' }),
  'no network': (route) => route.abort('connectionrefused'),
  'a web page instead of data': (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><p>Log in</p>' }),
  'an empty body': (route) => route.fulfill({ contentType: 'application/json', body: '' }),
  'a cut file': async (route) => {
    const body = await (await route.fetch()).body();
    await route.fulfill({ contentType: 'application/json', body: body.subarray(0, body.length - 40) });
  },
  'one changed digit': async (route) => {
    const body = await (await route.fetch()).text();
    assert.match(body, /150–400/);
    await route.fulfill({ contentType: 'application/json', body: body.replace('150–400', '150–900') });
  },
  'the card of another medicine': async (route) => {
    const url = () => route.request().url();
    const root = await (await fetch(new URL('/index.json', url()))).json();
    const files = await (await fetch(new URL(`/${root.files.file}`, url()))).json();
    const asked = new URL(url()).pathname.slice(1);
    const other = files.map(({ file }) => file).find((file) => file.startsWith('cards/') && file !== asked);
    await route.fulfill({
      contentType: 'application/json',
      body: await (await fetch(new URL(`/${other}`, url()))).text(),
    });
  },
};

for (const [damage, answer] of Object.entries(DAMAGES)) {
  test(`${damage}: words, the fallback, and a way to try again`, async () => {
    const records = await site.show(card('drug="milrinone"'), {
      before: (page) => page.route('**/cards/**', answer),
    });
    const { page, problems } = records;
    const { code, message } = await event(records, 'drug-error');
    assert.ok(code, 'the event carries a code');
    const error = part(page, 'error').first();
    await error.waitFor();
    assert.ok((await error.innerText()).trim().length > 20, message);
    assert.ok(await page.locator('#fallback').isVisible());
    assert.equal(await part(page, 'name').count(), 0);
    assert.deepEqual(
      problems.filter((problem) => problem.startsWith('exception')),
      [],
    );

    await page.unroute('**/cards/**');
    const retry = part(page, 'retry');
    if (PASSING.has(code)) await retry.click();
    else await page.locator('drug-card').evaluate((card) => card.reload());
    await cardOf(page, 'Milrinone');
    await until(
      'the error to go',
      async () => (await part(page, 'error').count()) === 0 || part(page, 'error').first().isHidden(),
    );
    assert.ok(await page.locator('#fallback').isHidden());
    await records.close();
  });
}

test('a card whose medicine is taken away shows the fallback again', async () => {
  const { page } = await site.show(card('drug="milrinone"'));
  await cardOf(page, 'Milrinone');
  await page.locator('drug-card').evaluate((card) => card.removeAttribute('drug'));
  await page.locator('#fallback').waitFor();
  assert.equal(await part(page, 'name').count(), 0);
});
