// Tests `drug-card serve --watch` in a browser: when an author saves a file, the open page shows it.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { chromium } from 'playwright-core';
import { cardOf, FLAGS, setting } from './lib.mjs';

test('a folder from init opens, and a saved monograph comes into the open page under the strict policy', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'drug-card-watch-'));
  execFileSync(setting('DRUG_CARD_BIN'), ['init', folder]);
  const server = spawn(setting('DRUG_CARD_BIN'), ['serve', '--watch', '--port', '0'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
  after(async () => {
    server.kill();
    await browser.close();
    await rm(folder, { recursive: true });
  });
  const origin = await new Promise((resolve, reject) => {
    server.stdout.on('data', (text) => /http:\/\/[^\s/]+/.test(text) && resolve(/http:\/\/[^\s/]+/.exec(text)[0]));
    server.once('exit', (code) => reject(new Error(`drug-card serve ended with ${code}`)));
  });
  const page = await browser.newPage();
  page.setDefaultTimeout(60_000);
  const problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  await page.goto(`${origin}/`);
  await cardOf(page, 'Paracetamol');
  const file = join(folder, 'monographs/p/paracetamol.md');
  const text = await readFile(file, 'utf8');
  const reloaded = page.waitForEvent('load');
  await writeFile(file, `${text}\n## Storage\n\nKeep it in the blue cupboard.\n`);
  await reloaded;
  await page.locator('drug-card').getByText('blue cupboard').waitFor({ state: 'attached' });
  assert.deepEqual(problems, []);
});
