// Tests the search inside a card: in its strip, by a field of the page, with the keyboard, into folds, never in what is not seen.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { cardOf, drawn, part, until, workshop } from './lib.mjs';

const site = await workshop();

const objections = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${JSON.stringify(target)}`));
};

/** Opens a card with its field for words, which has the focus. */
async function opened(drug, name, options, more = '') {
  const records = await site.show(`<h1>Test</h1><drug-card tools${more} drug="${drug}"></drug-card>`, options);
  const { page } = records;
  await cardOf(page, name);
  await page.getByRole('button', { name: 'Find in this card' }).click();
  const input = page.locator('drug-card .find input');
  await until('the field', () => input.count());
  const count = () => page.locator('drug-card .find-count').textContent();
  return { ...records, input, count };
}

/** What is marked, and where the reader is. */
const marks = (page) =>
  page.evaluate(() => {
    const of = (name) => [...(CSS.highlights.get(name) ?? [])];
    const [here] = of('drug-card-match-here');
    const box = here?.getBoundingClientRect();
    return {
      all: of('drug-card-match').map(String),
      here: String(here ?? ''),
      section: here?.startContainer.parentElement.closest('.section, .serious, .header, .strip')?.id,
      inSight: box && box.top >= 0 && box.bottom <= innerHeight,
      closed: of('drug-card-match').filter(({ startContainer }) =>
        startContainer.parentElement.closest('details:not([open])'),
      ).length,
    };
  });

test('words are counted and marked in the order of the card, and Enter leads on, back and around', async () => {
  const { page, input, count, problems } = await opened('furosemide', 'Furosemide');
  await input.fill('mg');
  await until('the count', async () => (await count()) === '1 of 5');
  const { all, here, inSight } = await marks(page);
  assert.deepEqual([all.length, here, inSight], [5, 'mg', true]);
  for (const [key, want] of [
    ['Enter', '2 of 5'],
    ['Enter', '3 of 5'],
    ['Shift+Enter', '2 of 5'],
    ['Shift+Enter', '1 of 5'],
    ['Shift+Enter', '5 of 5'],
    ['Enter', '1 of 5'],
  ]) {
    await page.keyboard.press(key);
    assert.equal(await count(), want);
    assert.ok((await marks(page)).inSight, want);
  }
  await page.getByRole('button', { name: 'Next match' }).click();
  assert.equal(await count(), '2 of 5');
  await page.getByRole('button', { name: 'Previous match' }).click();
  assert.equal(await count(), '1 of 5');
  assert.deepEqual(await objections(page), []);
  await input.press('Escape');
  assert.equal(await input.count(), 0);
  assert.deepEqual((await marks(page)).all, []);
  assert.equal(
    await page.locator('drug-card').evaluate(({ shadowRoot }) => shadowRoot.activeElement.textContent),
    'Find in this card',
  );
  assert.deepEqual(problems, []);
});

test('a match goes across marks of the text, without case, accents and kinds of dashes', async () => {
  const { page, input, count } = await opened('furosemide', 'Furosemide');
  await input.fill('20-40 MG in THE');
  await until('the count', async () => (await count()) === '1 of 1');
  assert.match((await marks(page)).here, /^20–40\smg in the$/);
  await input.fill('40 mg Maintenance');
  await until('none', async () => (await count()).startsWith('Nothing on this card matches “40 mg Maintenance”.'));
  assert.match(await count(), /Finding nothing here does not mean it is safe\.$/);
});

test('folded sections and questions with a match open, and nothing that is not seen is counted', async () => {
  const { page, input, count } = await opened('furosemide', 'Furosemide', {}, ' collapsible');
  await input.fill('toilet');
  await until('the count', async () => / of /.test(await count()));
  assert.equal((await marks(page)).closed, 0);
  await input.fill('is');
  await until('other words', async () => (await marks(page)).all.every((one) => one.toLowerCase() === 'is'));
  const { all, closed } = await marks(page);
  assert.equal(closed, 0);
  const seen = await page.evaluate(() =>
    [...CSS.highlights.get('drug-card-match')].every((range) => range.getClientRects().length > 0),
  );
  assert.ok(all.length > 3 && seen);
  // The buttons of the card are no part of its text.
  await input.fill('Print Dosage');
  await until('nothing', async () => (await count()).startsWith('Nothing on this card matches “Print Dosage”.'));
});

test('a field of the page searches inside its card, and the page stays where it is until Enter', async () => {
  const { page, requests } = await site.show(
    '<h1>Test</h1><drug-search scope="card" for="two" label="Find here"></drug-search>' +
      '<drug-card drug="warfarin"></drug-card><drug-card id="two" drug="furosemide"></drug-card>',
  );
  await part(page, 'name').getByText('Furosemide').waitFor();
  const status = () => part(page, 'status').textContent();
  await page.locator('drug-search input').fill('potassium');
  await until('the count', async () => /^1 of \d+$/.test(await status()));
  const total = Number((await status()).split(' ')[2]);
  assert.equal(await page.evaluate(() => scrollY), 0);
  assert.equal((await marks(page)).all.length, total);
  const cards = await page.evaluate(() =>
    [...CSS.highlights.get('drug-card-match')].map(({ startContainer }) => startContainer.getRootNode().host.id),
  );
  assert.deepEqual(new Set(cards), new Set(['two']), 'not in another card');
  await page.keyboard.press('Enter');
  await drawn(page);
  assert.ok((await marks(page)).inSight);
  await page.keyboard.press('ArrowDown');
  await until('the next', async () => (await status()) === `2 of ${total}`);
  await page.keyboard.press('ArrowUp');
  await until('the one before', async () => (await status()) === `1 of ${total}`);
  assert.deepEqual(await objections(page), []);
  assert.equal(await page.locator('drug-search input').getAttribute('role'), null);
  await page.keyboard.press('Escape');
  await until('no marks', async () => (await marks(page)).all.length === 0);
  assert.equal(requests.filter(({ url }) => /card-find/.test(url)).length, 1);
  assert.equal(requests.filter(({ url }) => /search-core/.test(url)).length, 0, 'no search core');
});

test('the search goes on in the medicine that replaces the first', async () => {
  const field = await site.show('<drug-search scope="card"></drug-search><drug-card drug="furosemide"></drug-card>');
  await cardOf(field.page, 'Furosemide');
  await field.page.locator('drug-search input').fill('blood');
  await until('the count', async () => /^1 of/.test(await part(field.page, 'status').textContent()));
  await field.page.locator('drug-card').evaluate((card) => {
    card.drug = 'warfarin';
    return card.ready.then(() => {});
  });
  await field.page.keyboard.press('Enter');
  await until('marks in the other card', async () => {
    const { all, inSight } = await marks(field.page);
    return all.length > 3 && inSight;
  });
});

test('styles of tables and buttons stay when the search adds its own, and when the card moves to a frame', async () => {
  const { page, input } = await opened('furosemide', 'Furosemide');
  const border = () =>
    page
      .locator('drug-card')
      .evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.section .tool')).borderRadius);
  assert.ok(await input.isVisible());
  assert.equal(await border(), '6px');
  const moved = await page.locator('drug-card').evaluate(async (card) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument.body.append(card);
    await card.ready;
    return frame.contentWindow.getComputedStyle(card.shadowRoot.querySelector('.section .tool')).borderRadius;
  });
  assert.equal(moved, '6px');
});

test('on a phone the field stays in sight while the matches go by', async () => {
  const { page, input, count } = await opened('furosemide', 'Furosemide', {
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
  });
  await input.fill('blood');
  await until('the count', async () => / of /.test(await count()));
  const total = Number((await count()).split(' ')[2]);
  for (let at = 0; at < total; at++) {
    await page.keyboard.press('Enter');
    await drawn(page);
    const { y, height } = await input.boundingBox();
    assert.ok(y >= 0 && y + height < 300, `the field at ${y}`);
    const clear = await page.evaluate((bottom) => {
      const [here] = CSS.highlights.get('drug-card-match-here');
      return here.getBoundingClientRect().top > bottom;
    }, y + height);
    assert.ok(clear, 'the match is not below the strip');
  }
});
