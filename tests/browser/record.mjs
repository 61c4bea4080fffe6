// Tests the record of a page on card, list and print: reviewed, overdue by the day of the reader, not recorded.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { cardOf, cardText, FLAGS, folder, PATIENCE, serve, setting } from './lib.mjs';

const PAGES = {
  Reviewol:
    'reviewed: 2026-05-01\nreviewed_by: Ward Pharmacy\nnext_review: 2027-05-01\nversion: 3\nsource: House formulary\n',
  Lateol: 'reviewed: 2024-05-01\nreviewed_by: Ward Pharmacy\nnext_review: 2025-05-01\n',
  Goneol: 'status: withdrawn\nwithdrawn: 2026-06-01\nreason: Recalled\nreplacement: Reviewol\n',
  Plainol: '',
};
const work = mkdtempSync(join(tmpdir(), 'drug-card-record-'));
mkdirSync(join(work, 'pages'));
for (const [title, keys] of Object.entries(PAGES)) {
  const text = `---\ntitle: ${title}\n${keys}---\n# ${title}\n\n### Usage\nFor tests.\n\n### Dosage\nTake 5 mg once a day.\n`;
  writeFileSync(join(work, 'pages', `${title.toLowerCase()}.md`), text);
}
execFileSync(setting('DRUG_CARD_BIN'), ['build', join(work, 'pages'), '-o', join(work, 'bundle')]);
const site = await serve(join(work, 'bundle'));
const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
const pictures = await folder('target/screenshots');
after(async () => {
  await browser.close();
  site.stop();
  rmSync(work, { recursive: true, force: true });
});

/** The app page on this day, by the clock of the reader. */
async function visit(path, day, options = {}) {
  const context = await browser.newContext({ viewport: { width: 900, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.clock.setFixedTime(new Date(`${day}T12:00:00`));
  await page.goto(`${site.origin}/${path}`);
  return page;
}

/** A medicine in the list from A to Z. */
const entryOf = (page, title) => page.locator(`#index li:has(a:text-is("${title}"))`);

const picture = (page, name) => page.screenshot({ path: `${pictures}record-${name}.png` });

test('a review that is overdue is called overdue, in words, on the card and in the list', async () => {
  for (const [day, reviewed, late] of [
    ['2025-05-01', false, false],
    ['2026-11-22', false, true],
    ['2027-05-02', true, true],
  ]) {
    const page = await visit('#/', day);
    const entry = (title) => entryOf(page, title).innerText();
    await page.locator('#index li').first().waitFor();
    assert.equal(/Review overdue: it was due on 1 May 2027/.test(await entry('Reviewol')), reviewed, day);
    assert.equal(/Review overdue: it was due on 1 May 2025/.test(await entry('Lateol')), late, day);
    await page.goto(`${site.origin}/#/drug/lateol`);
    await cardOf(page, 'Lateol');
    assert.equal(/Review overdue: it was due on 1 May 2025/.test(await cardText(page)), late, day);
    await page.context().close();
  }
});

test('card, list and print show the review that is recorded, and deny none', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const page = await visit('#/', '2026-11-22', { colorScheme });
    await page.locator('#index li').first().waitFor();
    assert.match(await entryOf(page, 'Reviewol').innerText(), /Reviewed 1 May 2026; next review due/);
    assert.doesNotMatch(await entryOf(page, 'Plainol').innerText(), /[Rr]eview/);
    assert.match(await page.locator('header .notice').innerText(), /Review recorded for 2 of 3 pages/i);
    await picture(page, `list-${colorScheme}`);
    for (const title of Object.keys(PAGES)) {
      await page.goto(`${site.origin}/#/drug/${title.toLowerCase()}`);
      await cardOf(page, title);
      const text = await cardText(page);
      assert.equal(/review(ed:|ed it is)? not recorded/.test(text), title === 'Plainol', `${title}: ${text}`);
      assert.equal(/Reviewed 1 May 202[46] by Ward Pharmacy/.test(text), /Reviewol|Lateol/.test(title), text);
      assert.equal(/5 mg/.test(text), title !== 'Goneol', 'a withdrawn page has no text');
      await picture(page, `${title.toLowerCase()}-${colorScheme}`);
      await page.emulateMedia({ media: 'print', colorScheme });
      await picture(page, `${title.toLowerCase()}-print-${colorScheme}`);
      await page.emulateMedia({ media: null, colorScheme });
    }
    await page.context().close();
  }
});
