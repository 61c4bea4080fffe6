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
  Draftol: 'status: draft\n',
  Plainol: '',
};
const work = mkdtempSync(join(tmpdir(), 'drug-card-record-'));
mkdirSync(join(work, 'pages'));
for (const [title, keys] of Object.entries(PAGES)) {
  const text = `---\ntitle: ${title}\n${keys}---\n# ${title}\n\n### Usage\nFor tests.\n\n### Dosage\nTake 5 mg once a day.\n`;
  writeFileSync(join(work, 'pages', `${title.toLowerCase()}.md`), text);
}
const build = (name, ...more) =>
  execFileSync(setting('DRUG_CARD_BIN'), ['build', join(work, 'pages'), '-o', join(work, name), '--drafts', ...more]);
build('bundle', '--pwa');
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
    assert.match(await entryOf(page, 'Draftol').innerText(), /DRAFT, not published \(status: draft\)\./);
    assert.match(await page.locator('header .notice').innerText(), /Review recorded for 2 of 4 pages/i);
    await picture(page, `list-${colorScheme}`);
    for (const title of Object.keys(PAGES)) {
      await page.goto(`${site.origin}/#/drug/${title.toLowerCase()}`);
      await cardOf(page, title);
      const text = await cardText(page);
      const unknown = ['Plainol', 'Draftol'].includes(title);
      assert.equal(/review(ed:|ed it is)? not recorded/.test(text), unknown, `${title}: ${text}`);
      assert.equal(text.includes('DRAFT, not published (status: draft).'), title === 'Draftol', text);
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

test('a link reports a problem with the page, by its slug and the version of the content, and runs no script', async () => {
  const page = await visit('#/drug/reviewol', '2026-11-22');
  await cardOf(page, 'Reviewol');
  const { content } = await (await fetch(`${site.origin}/index.json`)).json();
  const link = page.locator('drug-card .report a');
  const set = (address) =>
    page.locator('drug-card').evaluate((card, address) => {
      card.reportHref = address;
      return new Promise((shown) => setTimeout(shown, 300));
    }, address);
  for (const [template, href] of [
    ['https://example.org/report?page={slug}&of={version}', `https://example.org/report?page=reviewol&of=${content}`],
    ['mailto:pharmacy@example.org?subject={slug}', 'mailto:pharmacy@example.org?subject=reviewol'],
    ['report.html#{slug}', 'report.html#reviewol'],
  ]) {
    await set(template);
    await link.waitFor();
    assert.equal(await link.getAttribute('href'), href);
    assert.equal(await link.textContent(), 'Report a problem with this page');
    assert.match(await link.getAttribute('rel'), /noopener noreferrer/);
  }
  await picture(page, 'report-link');
  for (const template of [
    'javascript:alert(1)',
    'java\nscript:alert(1)',
    ' data:text/html,{slug}',
    '\u0001vbscript:x',
    '',
  ]) {
    await set(template);
    assert.equal(await link.count(), 0, JSON.stringify(template));
  }
  await page.context().close();
});

test('what is recorded fits the width of a phone and of a desk', async () => {
  for (const [name, width] of [
    ['phone', 360],
    ['desk', 1280],
  ]) {
    const page = await visit('#/', '2026-11-22', { viewport: { width, height: 800 } });
    await page.locator('#index li').first().waitFor();
    assert.match(await entryOf(page, 'Lateol').innerText(), /Review overdue: it was due on 1 May 2025/);
    await picture(page, `list-${name}`);
    for (const title of ['Reviewol', 'Lateol', 'Goneol']) {
      await page.goto(`${site.origin}/#/drug/${title.toLowerCase()}`);
      await cardOf(page, title);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(over <= 0, `${title} is ${over} pixels wider than a ${name}`);
      await picture(page, `${title.toLowerCase()}-${name}`);
    }
    await page.context().close();
  }
});

test('the list says in the language of the medicines what is recorded, and marks what is in English', async () => {
  for (const [lang, reviewed, overdue, withdrawn] of [
    [
      'de',
      'Geprüft am 1. Mai 2026; nächste Prüfung fällig am 1. Mai 2027',
      'Prüfung überfällig: Sie war am 1. Mai 2025 fällig.',
      'Zurückgezogen am 2026-06-01',
    ],
    [
      'es',
      'Revisada el 1 de mayo de 2026; próxima revisión prevista el 1 de mayo de 2027',
      'Revisión vencida: debía hacerse el 1 de mayo de 2025.',
      'Retirada el 2026-06-01',
    ],
    [
      'fr',
      'Relue le 1 mai 2026 ; prochaine relecture prévue le 1 mai 2027',
      'Relecture en retard : elle était prévue le 1 mai 2025.',
      'Retirée le 2026-06-01',
    ],
    [
      'ar',
      'روجعت في 1 مايو 2026؛ المراجعة التالية مستحقة في 1 مايو 2027',
      'تأخرت المراجعة: كان موعدها 1 مايو 2025.',
      'سُحبت في 2026-06-01',
    ],
    [
      'it',
      'Reviewed 1 May 2026; next review due 1 May 2027',
      'Review overdue: it was due on 1 May 2025.',
      'Withdrawn on 1 June 2026',
    ],
  ]) {
    build(`bundle-${lang}`, '--lang', lang);
    const own = await serve(join(work, `bundle-${lang}`));
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.clock.setFixedTime(new Date('2026-11-22T12:00:00'));
    await page.goto(`${own.origin}/#/`);
    await page.locator('#index li').first().waitFor();
    const text = (await page.locator('#index').innerText()).replace(/[\u00a0\u202f]/g, ' ');
    for (const words of [reviewed, overdue, withdrawn]) {
      assert.ok(text.includes(words.replace(/[\u00a0\u202f]/g, ' ')), `${lang}: expected “${words}” in ${text}`);
    }
    const list = page.locator('#index');
    assert.deepEqual(
      [await list.getAttribute('lang'), await list.getAttribute('dir')],
      [lang, lang === 'ar' ? 'rtl' : 'ltr'],
    );
    const marked = await entryOf(page, 'Reviewol').locator('.review').getAttribute('lang');
    assert.equal(marked, lang === 'it' ? 'en' : lang);
    await page.screenshot({ path: `${pictures}record-list-${lang}.png` });
    await context.close();
    own.stop();
  }
});

test('what is recorded is the same without network, and overdue by the day on which it is read', async () => {
  const page = await visit('#/', '2025-05-01');
  await page.getByRole('button', { name: /Keep everything/ }).click();
  await page.getByText(/Everything is kept on this device/).waitFor();
  await page.context().setOffline(true);
  for (const [day, late] of [
    ['2025-05-01', false],
    ['2026-11-22', true],
  ]) {
    await page.clock.setFixedTime(new Date(`${day}T12:00:00`));
    await page.goto(`${site.origin}/#/`);
    await page.reload();
    await page.locator('#index li').first().waitFor();
    const line = async (title) => await entryOf(page, title).innerText();
    assert.equal(/Review overdue: it was due on 1 May 2025/.test(await line('Lateol')), late, day);
    assert.match(await line('Reviewol'), /Reviewed 1 May 2026; next review due 1 May 2027/);
    assert.match(await line('Goneol'), /Withdrawn on 1 June 2026: Recalled\. See Reviewol\./);
    assert.match(await line('Draftol'), /DRAFT, not published/);
    for (const [title, words] of [
      ['Reviewol', /Reviewed 1 May 2026 by Ward Pharmacy; next review due 1 May 2027/],
      ['Lateol', late ? /Review overdue: it was due on 1 May 2025/ : /next review due 1 May 2025/],
      ['Goneol', /Withdrawn on 1 June 2026: Recalled\. See Reviewol\./],
      ['Draftol', /DRAFT, not published \(status: draft\)\./],
      ['Plainol', /reviewed: not recorded/],
    ]) {
      await page.goto(`${site.origin}/#/drug/${title.toLowerCase()}`);
      await cardOf(page, title);
      const text = await cardText(page);
      assert.match(text, words, `${title} on ${day}`);
      assert.equal(/5 mg/.test(text), title !== 'Goneol', `${title} on ${day}`);
    }
  }
  await page.context().close();
});
