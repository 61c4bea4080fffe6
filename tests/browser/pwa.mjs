// Owns what the app page promises without network and across releases: one release whole, the old one until the new one is here.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DEEP, FAULTS, build, hasNews, host, kept, launch, mortal, pure, releases, told, twoVersions, wholly, words } from '../pwa/lab.mjs';
import { cardText, part, until } from './lib.mjs';

const { old, fresh } = await twoVersions();
const versions = [old, fresh];
const site = await host(old);
const browser = await launch();

/** A new visitor's page. */
async function visitor(path = '/') {
  const context = await browser.newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(site.origin + path).catch(() => {});
  return { context, page };
}

const CORE = /Kept on this device|Everything is kept/;

test('the browser finds nothing that keeps the app from being installed', async () => {
  site.begin();
  const { context, kill } = await mortal();
  const page = context.pages()[0] ?? await context.newPage();
  await page.goto(site.origin);
  await told(page, CORE);
  const devtools = await context.newCDPSession(page);
  const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
  assert.deepEqual(installabilityErrors, []);
  const { errors } = await devtools.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  await kill();
});

test('the first visit keeps what opens the page, and nothing else', async () => {
  site.begin();
  const { context, page } = await visitor();
  await told(page, CORE);
  const caches = await kept(page);
  pure(caches, versions);
  const files = Object.keys(Object.values(caches)[0]);
  assert.ok(files.includes('index.html') && files.includes('drug-card.js') && !files.some((file) => file.startsWith('cards/')), files.join());
  assert.ok(!site.requests.some((path) => path.includes('?')));
  site.down = true;
  await page.reload();
  wholly(await releases(page), versions);
  await page.getByRole('combobox').first().pressSequentially('milri', { delay: 15 });
  await page.getByRole('option', { name: /^Milrinone/ }).first().waitFor();
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await until('a card that says it is not here', async () => /offline|could not be reached/.test(await cardText(page)));
  await context.close();
});

test('a card that was seen opens without network', async () => {
  site.begin();
  const { context, page } = await visitor();
  await told(page, CORE);
  await page.goto(`${site.origin}/#/drug/warfarin`);
  await part(page, 'name').getByText('Warfarin', { exact: true }).first().waitFor();
  await site.quiet();
  site.down = true;
  await page.reload();
  await part(page, 'name').getByText('Warfarin', { exact: true }).first().waitFor();
  await context.close();
});

test('after everything is kept, the app, the search and every card open without network', async () => {
  site.begin();
  const { context, page } = await visitor();
  await told(page, CORE);
  await page.getByRole('button', { name: /Keep everything/ }).click();
  await told(page, /Everything is kept on this device/);
  const caches = await kept(page);
  pure(caches, versions);
  const files = new Set(Object.keys(Object.values(caches)[0]));
  assert.deepEqual([...old.hashes.keys()].filter((file) => !files.has(file)), ['sw.js']);
  site.down = true;
  await page.reload();
  wholly(await releases(page), versions);
  await page.getByRole('combobox').first().pressSequentially('milrinone side effects', { delay: 15 });
  await page.getByRole('option').filter({ hasText: /side effects/i }).first().waitFor();
  const slugs = await page.locator('#index a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  assert.equal(slugs.length, old.root.counts.monographs);
  for (const slug of slugs) {
    const name = await page.locator(`#index a[href="${slug}"]`).textContent();
    await page.goto(`${site.origin}/${slug}`);
    await until(`the card of ${name}`, async () => (await page.title()).startsWith(`${name} ·`));
  }
  await context.close();
});
