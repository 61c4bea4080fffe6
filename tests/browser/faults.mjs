// Tests what a reader sees when the server fails: a message that names the cause, the fallback of the page, a way to try again.

import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { test } from 'node:test';
import { DEEP, launch } from '../pwa/lab.mjs';
import { host, KINDS, LEFT_OUT, LOOK, survey } from '../pwa/survey.mjs';
import { setting } from './lib.mjs';

const browser = await launch();
const site = await host();

/** A new visitor's page. */
async function visit(url) {
  const context = await browser.newContext();
  const page = await context.newPage();
  // A script that never comes keeps a page loading.
  await page.goto(url, { waitUntil: 'commit' });
  const call = new Function('retry', `return new Promise((done) => { (function () { ${LOOK} })(retry, done); });`);
  return { run: (retry) => page.evaluate(call, retry), close: () => context.close() };
}

test('the survey has a kind for every file of a bundle that an element asks for', () => {
  const found = readdirSync(setting('DRUG_CARD_BUNDLE'), { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const files = found.map(({ parentPath, name }) =>
    `${parentPath}/${name}`.slice(setting('DRUG_CARD_BUNDLE').length + 1),
  );
  const kinds = Object.entries(KINDS);
  assert.deepEqual(
    files.filter((file) => !LEFT_OUT.test(file) && kinds.filter(([, { is }]) => is.test(file)).length !== 1),
    [],
  );
  const met = (is) => files.some((file) => is.test(file));
  assert.deepEqual(
    kinds.filter(([, { is }]) => !met(is)).map(([kind]) => kind),
    ['monograph'],
    'kinds that no file of the bundle is of',
  );
});

test('eighteen faults of a server, for every kind of file', { timeout: 1_800_000 }, async (t) => {
  const counts = await survey(site, visit, (at) => DEEP || at % 7 === 0);
  t.diagnostic(JSON.stringify(counts));
  assert.ok(counts.reported > counts.pairs / 4, 'the faults are felt');
});
