// Tests the small form of a card, the words that open it, copies with their source, and a section printed alone.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { cardOf, part, until, workshop } from './lib.mjs';

const site = await workshop();

const objections = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${JSON.stringify(target)}`));
};

test('the small form fits 320 × 240 and keeps what must be seen', async () => {
  const { page } = await site.show('<h1>Test</h1><drug-card variant="summary" drug="warfarin">Warfarin</drug-card>', {
    viewport: { width: 320, height: 600 },
  });
  await cardOf(page, 'Warfarin');
  const card = page.locator('drug-card');
  const { width, height } = await card.boundingBox();
  assert.ok(width <= 320 && height <= 240, `${width} × ${height}`);
  for (const name of ['provenance', 'key-line', 'serious', 'completeness', 'source'])
    assert.equal(await part(page, name).count(), 1, name);
  assert.equal(await part(page, 'section-body').count(), await part(page, 'foot').locator('.section-body').count());
  assert.deepEqual(await objections(page), []);
  await part(page, 'whole').click();
  await until('the whole card', async () => (await part(page, 'jump-list').count()) === 1);
  assert.equal(await card.getAttribute('variant'), null);
});

test('a link of the small form opens the whole card at its passage', async () => {
  const { page } = await site.show('<drug-card variant="summary" drug="furosemide"></drug-card>');
  await cardOf(page, 'Furosemide');
  await part(page, 'key-line').getByText('Dosage').click();
  await until('focus in the dose', () =>
    page
      .locator('drug-card')
      .evaluate(({ shadowRoot }) => shadowRoot.activeElement?.closest('.section')?.id === 'dosage'),
  );
});

test('the address of the whole card is filled in, and a script is no address', async () => {
  const body = (href) => `<drug-card variant="summary" href="${href}" drug="furosemide"></drug-card>`;
  const { page } = await site.show(body('/index.html#/drug/{slug}/{anchor}') + body('javascript:alert(1)'));
  await until('both cards', async () => (await part(page, 'whole').count()) === 2);
  const links = () =>
    part(page, 'key-line').evaluateAll((all) =>
      all.map((one) => [...one.querySelectorAll('a')].map(({ href }) => href)),
    );
  const [good, bad] = await links();
  assert.ok(good.includes(`${site.origin}/index.html#/drug/furosemide/dosage`), good.join());
  assert.ok(
    bad.every((href) => href.startsWith(site.origin)),
    bad.join(),
  );
});

const WORDS =
  '<h1>Test</h1><p>She takes <a data-drug="warfarin" href="/index.html#/drug/warfarin">warfarin</a> and ' +
  '<drug-card variant="inline" drug="furosemide">furosemide</drug-card>.</p><p>More.</p>';
const words = async () => {
  const records = await site.show(WORDS, {
    before: (page) =>
      page.addInitScript(() => {
        const script = document.createElement('script');
        script.dataset.inline = '';
        addEventListener('readystatechange', () => document.head.append(script), { capture: true, once: true });
      }),
  });
  await until('the words', () => records.page.locator('drug-card[role=button]').count());
  return records;
};
const popup = (page) => page.locator('[popover] drug-card');

test('a word opens its small card beside itself by click, and Escape closes it and gives the focus back', async () => {
  const { page, problems } = await words();
  const word = page.locator('[data-drug]');
  const before = await word.boundingBox();
  await until('the word to answer', async () => {
    await word.hover();
    return (await word.getAttribute('aria-haspopup')) === 'dialog';
  });
  await word.click();
  await popup(page).locator('.name').getByText('Warfarin').waitFor();
  const [after, box] = [await word.boundingBox(), await popup(page).boundingBox()];
  assert.deepEqual(after, before, 'nothing moved');
  assert.ok(box.y >= after.y + after.height || box.y + box.height <= after.y, 'beside the word, not over it');
  assert.deepEqual(await objections(page), []);
  assert.equal(await popup(page).locator('.whole').getAttribute('href'), `${site.origin}/index.html#/drug/warfarin`);
  await page.keyboard.press('Escape');
  await until('it to close', async () => (await popup(page).count()) === 0);
  assert.equal(await page.evaluate(() => document.activeElement.textContent), 'warfarin');
  assert.deepEqual(problems, []);
});

test('a card as a word is reached and opened by the keyboard', async () => {
  const { page } = await words();
  await page.locator('drug-card[variant=inline]').focus();
  await page.keyboard.press('Enter');
  await popup(page).locator('.name').getByText('Furosemide').waitFor();
  assert.equal(
    await page.locator('drug-card[variant=inline]').evaluate((one) => getComputedStyle(one).display),
    'inline',
  );
});

test('what is copied carries medicine, section, provenance, version and address', async () => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card>');
  await cardOf(page, 'Furosemide');
  await page.locator('drug-card').evaluate((card) => {
    const line = card.shadowRoot.querySelector('#dosage li');
    line.dispatchEvent(new Event('selectstart', { bubbles: true, composed: true }));
    getSelection().selectAllChildren(line);
  });
  const copied = await until('the source', () =>
    page.locator('drug-card').evaluate((card) => {
      const clipboardData = new DataTransfer();
      const event = new ClipboardEvent('copy', { clipboardData, bubbles: true, composed: true, cancelable: true });
      card.shadowRoot.querySelector('#dosage li').dispatchEvent(event);
      return event.defaultPrevented && clipboardData.getData('text/plain');
    }),
  );
  assert.match(copied, /20–40 mg/);
  assert.match(
    copied,
    /\n\nFurosemide · Dosage\nMachine-written, review not recorded\.[^\n]*\nContent version [^\n]*\nhttp/,
  );
});

test('the buttons of a section copy it and print it alone, under the strip', async () => {
  const { page } = await site.show('<h1>Test</h1><drug-card tools drug="furosemide"></drug-card>', {
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  await cardOf(page, 'Furosemide');
  const dosage = page.locator('drug-card #dosage');
  await dosage.getByRole('button', { name: /^Copy/ }).click();
  await dosage.getByText('Copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.match(copied, /^Dosage\n[\s\S]*\n\nFurosemide · Dosage\n/);
  assert.doesNotMatch(copied, /Print/);
  await page.evaluate(() => {
    window.print = () => {};
  });
  await dosage.getByRole('button', { name: /^Print/ }).click();
  await page.emulateMedia({ media: 'print' });
  assert.ok(await dosage.isVisible());
  for (const name of ['strip', 'source', 'notice']) assert.ok(await part(page, name).first().isVisible(), name);
  assert.equal(await page.locator('drug-card #usage').isVisible(), false);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.ok(await page.locator('drug-card #usage').isVisible());
  await page.emulateMedia({ media: 'screen' });
  assert.deepEqual(await objections(page), []);
});

test('mistakes of an author are said on the console, each once', async () => {
  const warnings = [];
  const { page } = await site.show(
    '<drug-card id="none"></drug-card><drug-card order="patients" drug="furosemide"></drug-card><drug-card drug="warfarin" /><main>The rest.</main>',
    { before: (page) => page.on('console', (one) => one.type() === 'warning' && warnings.push(one.text())) },
  );
  await cardOf(page, 'Furosemide');
  for (const words of [
    /order to be use or source or patient, but it is "patients"/,
    /write an end tag/,
    /expected drug="…" or src="…"/,
  ])
    await until(String(words), () => warnings.filter((one) => words.test(one)).length === 1);
  assert.ok(await page.locator('#none').evaluate((one) => one.matches(':state(error)')));
});

test('a search that names a card that is not there says so on the console, and still leads somewhere', async () => {
  const warnings = [];
  const { page } = await site.show('<drug-search for="gone"></drug-search>', {
    before: (page) => page.on('console', (one) => one.type() === 'warning' && warnings.push(one.text())),
  });
  await page.getByRole('combobox').fill('furosemide');
  await page.getByRole('option').first().waitFor();
  await page.keyboard.press('Enter');
  await until('the app page', () => page.url().includes('#/drug/furosemide'));
  assert.deepEqual(
    warnings.filter((one) => one.includes('"gone"')),
    ['drug-search: expected a drug-card at "gone", but there is none.'],
  );
});

test('the app page shows a card in the order of a patient leaflet, and prints it large, where the reader wants it', async () => {
  const { page } = await site.visit('/index.html#/drug/furosemide');
  await cardOf(page, 'Furosemide');
  const first = () => page.locator('drug-card .card > .section').first().getAttribute('id');
  assert.equal(await first(), 'dosage');
  await page.getByLabel('Order of a patient leaflet').check();
  await until('the other order', async () => (await first()) === 'generic_name');
  await page.getByLabel('Large print').check();
  await until('large print', () => page.locator('drug-card .base.large').count());
  await page.getByLabel('Order of a patient leaflet').uncheck();
  await until('the order for use', async () => (await first()) === 'dosage');
});
