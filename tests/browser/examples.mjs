// The folders of examples/: each is built as its README says, and its page opened.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, PATIENCE, setting } from './lib.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'drug-card-examples-'));
cpSync(join(root, 'examples'), work, { recursive: true });
const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
const servers = [];
after(async () => {
  await browser.close();
  for (const server of servers) server.kill();
  rmSync(work, { recursive: true, force: true });
});

const drugCard = (folder, ...args) =>
  execFileSync(setting('DRUG_CARD_BIN'), args, { cwd: join(work, folder), encoding: 'utf8' });

/** `drug-card serve` in a folder; gives the address. */
async function serve(folder, ...args) {
  const server = spawn(setting('DRUG_CARD_BIN'), ['serve', '--port', '0', ...args], { cwd: join(work, folder) });
  servers.push(server);
  for await (const text of server.stdout) {
    const [address] = /http:\/\/[^\s/]+/.exec(String(text)) ?? [];
    if (address) return address;
  }
  return assert.fail(`expected an address from serve in ${folder}`);
}

/** Opens a page on which nothing may go wrong. */
async function visit(address) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.problems = [];
  page.on('pageerror', (error) => page.problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && page.problems.push(message.text()));
  await page.goto(address);
  return page;
}

/** Searches in the field of a page, and chooses the first answer. */
async function choose(page, words) {
  const field = page.getByRole('combobox');
  await field.fill(words);
  await page.getByRole('option').first().waitFor();
  await field.press('Enter');
}

test('the formulary has its own headings, a table, a callout and a review on each of its twelve cards', () => {
  const said = drugCard('formulary', 'build');
  assert.match(said, /^12 monographs, 12 FAQs/);
  assert.match(said, /of a known kind \(100 %\), 12 tables/);
  for (const line of drugCard('formulary', 'parse', 'monographs', '--jsonl', '--labels', 'labels.tsv')
    .trim()
    .split('\n')) {
    const { title, sections, tables, callouts } = JSON.parse(line);
    assert.ok(sections.length >= 9 && tables.length === 1 && callouts.length === 1, title);
    const shown = drugCard('formulary', 'render', title.toLowerCase(), '--bundle', 'public/drugs');
    assert.match(shown, /Northfield Pharmacy/, title);
  }
});

test('the page for Bootstrap shows a card, a comparison and a search', async () => {
  const site = join(work, 'formulary/public');
  cpSync(join(work, 'bootstrap/index.html'), join(site, 'index.html'));
  mkdirSync(join(site, 'css'));
  cpSync(join(root, 'docs/themes/bootstrap.css'), join(site, 'css/drug-card-bootstrap.css'));
  // Stands for Bootstrap, of which the theme reads only variables.
  writeFileSync(join(site, 'css/bootstrap.min.css'), ':root { --bs-body-color: #102030; --bs-body-bg: #ffffff; }');
  const page = await visit(`${await serve('formulary')}/`);
  const name = (title) => page.locator('#card h2', { hasText: title });
  await name('Hepranol').waitFor();
  const names = page.locator('drug-compare .strips .name');
  await names.nth(1).waitFor();
  assert.deepEqual(await names.allInnerTexts(), ['Hepranol', 'Fentrim']);
  await choose(page, 'ganutrel');
  await name('Ganutrel').waitFor();
  assert.deepEqual(page.problems, []);
  await page.close();
});

test('the block for WordPress shows a card and a search on a page that knows nothing of them', async () => {
  const block = readFileSync(join(work, 'wordpress/block.html'), 'utf8');
  const page = `<!doctype html><html lang="en"><title>Page</title><link rel="icon" href="data:,"><body class="wp-site"><article><h1>Thyroid</h1>${block}</article></body></html>`;
  writeFileSync(join(work, 'formulary/public/page.html'), page.replace('data:,', '/drugs/icon.svg'));
  const opened = await visit(`${await serve('formulary')}/page.html`);
  await opened.locator('drug-card h2', { hasText: 'Ganutrel' }).waitFor();
  await choose(opened, 'kelomine');
  await opened.locator('drug-card h2', { hasText: 'Kelomine' }).waitFor();
  assert.deepEqual(opened.problems, []);
  await opened.close();
});

test('the tablet of the ward works without network', async () => {
  drugCard('ward-tablet', 'build');
  const address = await serve('ward-tablet');
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${address}/`);
  await page.getByText('Questions: pharmacy, ext. 4400').waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByRole('button', { name: 'Keep everything on this device' }).click();
  await page
    .getByText(/Everything is kept on this device/)
    .first()
    .waitFor();
  await context.setOffline(true);
  await page.goto(`${address}/#/drug/lumaquat`);
  await page.locator('drug-card').getByText('Lumaquat').first().waitFor();
  await context.close();
});
