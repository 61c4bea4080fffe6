// Tests the elements in the oldest browser of the support table, if OLD_CHROMIUM names one.
//
// npm carries such builds: `npm pack @sparticuz/chromium@109.0.6`, then unpack `bin/chromium.br` with brotli.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { FLAGS, serve } from './lib.mjs';

const { OLD_CHROMIUM } = process.env;
const skip = OLD_CHROMIUM ? false : 'OLD_CHROMIUM names no browser';

test('an old browser gets a light card and an opaque list', { skip }, async (t) => {
  const site = await serve();
  t.after(site.stop);
  const browser = await chromium.launch({
    executablePath: OLD_CHROMIUM,
    args: [...FLAGS, '--headless', '--single-process', '--no-zygote'],
  });
  t.after(() => browser.close());
  const page = await browser.newPage({ colorScheme: 'dark' });
  const errors = [];
  page.on('pageerror', ({ message }) => errors.push(message));
  await page.goto(`${site.origin}/index.html#/drug/warfarin`);
  const style = (part, name) =>
    page
      .locator(part)
      .first()
      .evaluate((element, name) => getComputedStyle(element)[name], name);
  await page.locator('drug-card .name').getByText('Warfarin').waitFor();
  assert.equal(await style('drug-card .card', 'backgroundColor'), 'rgb(255, 255, 255)');
  assert.equal(await style('drug-card .name', 'color'), 'rgb(23, 33, 43)');
  assert.equal(await style('drug-card .serious', 'borderInlineStartWidth'), '5px');
  await page.locator('drug-search input').fill('milrinone');
  await page.locator('drug-search .option').first().waitFor();
  assert.equal(await style('drug-search .popup', 'backgroundColor'), 'rgb(255, 255, 255)');
  await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  await page.locator('drug-card').evaluate((card) => card.setAttribute('heading-level', '3'));
  await page.locator('drug-card .base[dir=rtl]').waitFor();
  assert.deepEqual(errors, []);
});
