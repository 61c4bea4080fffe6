// Helpers of the browser tests: the served bundle, the browser, a page with its records, and readers of it.
//
// `cargo xtask test` sets DRUG_CARD_BIN, DRUG_CARD_BUNDLE and CHROMIUM.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { crc32 } from '../../www/bundle/crc32.js';

export const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--force-color-profile=srgb',
  '--font-render-hinting=none',
];

/** How long anything may take before a test says that it did not come. */
export const PATIENCE = 10_000;

/** A variable of the environment that xtask sets. */
export function setting(name) {
  const value = process.env[name];
  assert.ok(value, `expected ${name} in the environment, but it is not set; run these tests by \`cargo xtask test\``);
  return value;
}

/** The address of a medicine's card as `page.route` takes it: its file bears a hash and no name. */
export function fileOf(slug) {
  const folder = join(setting('DRUG_CARD_BUNDLE'), 'names');
  for (const file of readdirSync(folder)) {
    const { pages } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    for (const [, , title, short, hash] of pages) {
      const own = short || title.toLowerCase().replace(/[^a-z0-9]+/g, '-');
      if (own === slug && hash) return `**/cards/${hash.slice(0, 2)}/${hash}.json`;
    }
  }
  return assert.fail(`expected ${slug} in the bundle`);
}

/** What `index.json` holds for this root. */
export function rootFile(root) {
  const rest = JSON.stringify({ ...root, crc32: undefined }).slice(1);
  return `{"crc32":"${crc32(new TextEncoder().encode(rest))}",${rest}`;
}

/** `drug-card serve` on a free port. */
export async function serve(bundle = setting('DRUG_CARD_BUNDLE')) {
  const server = spawn(setting('DRUG_CARD_BIN'), ['serve', bundle, '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const origin = await new Promise((resolve, reject) => {
    let said = '';
    server.stdout.setEncoding('utf8');
    server.stdout.on('data', (text) => {
      said += text;
      const url = /http:\/\/[^\s/]+/.exec(said);
      if (url) resolve(url[0]);
    });
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`drug-card serve ended with ${code}, having said: ${said}`)));
  });
  const policy = (await fetch(`${origin}/index.json`)).headers.get('content-security-policy') ?? '';
  return { origin, policy, stop: () => server.kill() };
}

/** A served bundle and a browser, with these flags more, for one test file; both end with it. */
export async function workshop(...flags) {
  const [site, browser] = await Promise.all([
    serve(),
    chromium.launch({ executablePath: setting('CHROMIUM'), args: [...FLAGS, ...flags] }),
  ]);
  after(async () => {
    await browser.close();
    site.stop();
  });
  return {
    ...site,
    /** Opens a page of the bundle. */
    visit: (path, options) => open(browser, site, path, options),
    /** Opens a page with this body, under the policy of the bundle. */
    show: (body, options = {}) => {
      const html =
        `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>` +
        `<meta name="viewport" content="width=device-width, initial-scale=1">` +
        `<script type="module" src="/drug-card.js"></script></head><body><main>${body}</main></body></html>`;
      return open(browser, site, '/a-test.html', { ...options, html });
    },
  };
}

/**
 * A page of its own context. `records` gathers what it asked for and what went wrong:
 * requests (address and body), problems (console errors, exceptions, violations of the policy), events of ours.
 */
async function open(browser, site, path, { html, policy = site.policy, before, ...context } = {}) {
  const opened = await browser.newContext({
    viewport: { width: 1000, height: 900 },
    serviceWorkers: 'block',
    ...context,
  });
  const page = await opened.newPage();
  page.setDefaultTimeout(PATIENCE);
  const records = { requests: [], problems: [], events: [] };
  page.on('request', (request) => records.requests.push({ url: request.url(), body: request.postData() ?? '' }));
  page.on('console', (message) => {
    if (message.type() === 'error') records.problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => records.problems.push(`exception: ${error.message}`));
  await page.exposeBinding('testViolation', (_, words) => records.problems.push(`policy: ${words}`));
  await page.exposeBinding('testEvent', (_, event) => records.events.push(event));
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      window.testViolation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
    });
    for (const name of ['drug-load', 'drug-error', 'drug-toggle', 'drug-results', 'drug-select']) {
      document.addEventListener(name, (event) => {
        const detail = { ...event.detail, ...event.detail?.hit };
        const plain = Object.entries(detail).filter(([, value]) => typeof value !== 'object');
        window.testEvent({
          ...Object.fromEntries(plain),
          name,
          composed: event.composed,
          cancelable: event.cancelable,
        });
      });
    }
  });
  if (html !== undefined) {
    await page.route('**/favicon.ico', (route) => route.fulfill({ status: 204 }));
    await page.route(`${site.origin}${path}`, (route) =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'content-security-policy': policy },
        body: html,
      }),
    );
  } else if (policy !== site.policy) {
    await page.route(`${site.origin}${path}`, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
    });
  }
  await before?.(page);
  await page.goto(site.origin + path);
  return { page, ...records, close: () => opened.close() };
}

/** Elements inside ours by the name of a part of a card or search, which is their class. */
export const part = (page, name) => page.locator(`:is(drug-card, drug-search, drug-compare) .${name}`);

/** Waits until a card shows the medicine of this name. */
export async function cardOf(page, name) {
  await part(page, 'name').getByText(name, { exact: true }).first().waitFor();
}

/** Waits until `read` gives something true, and gives it. */
export async function until(words, read) {
  const end = Date.now() + PATIENCE;
  for (;;) {
    const value = await read();
    if (value) return value;
    assert.ok(Date.now() < end, `waited in vain for ${words}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

/** Waits until the page has drawn twice: by then, what one task started is done, or visible. */
export const drawn = (page) =>
  page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));

/** Waits until each search that shows its list has announced what is in it, which it does after a pause in typing. */
export const announced = (page) =>
  page.waitForFunction(() =>
    [...document.querySelectorAll('drug-search')].every(
      (search) => !search.open || search.shadowRoot.querySelector('[role="status"]').firstChild,
    ),
  );

/** The event of this name, once it has come. */
export const event = (records, name) => until(name, () => records.events.find((one) => one.name === name));

/** The text of a card as a reader meets it, without styles and fallback. */
export const cardText = (page) =>
  page
    .locator('drug-card')
    .first()
    .evaluate((card) => {
      const texts = [];
      const walker = document.createTreeWalker(card.shadowRoot, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const parent = walker.currentNode.parentElement;
        if (parent?.tagName !== 'STYLE' && walker.currentNode.data.trim()) texts.push(walker.currentNode.data.trim());
      }
      return texts.join(' ').replace(/\s+/g, ' ');
    });

/** A folder below `target`, or one of the repository. */
export async function folder(name) {
  const path = fileURLToPath(new URL(`../../${name}/`, import.meta.url));
  await mkdir(path, { recursive: true });
  return path;
}
