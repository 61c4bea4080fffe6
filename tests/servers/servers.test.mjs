// Runs nginx and Apache with the configuration that `build --host` writes, and opens the bundle in Chromium.
//
// `cargo xtask test --only servers` installs both servers, or says why it does not.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { cardOf, FLAGS, setting, until } from '../browser/lib.mjs';

const BASE = '/drugs/';
const work = mkdtempSync(join(tmpdir(), 'drug-card-hosts-'));
const bundle = join(work, 'site', 'drugs');
mkdirSync(join(work, 'site'));
const content = fileURLToPath(new URL('../../content', import.meta.url));
const hosts = ['iis', 'apache', 'nginx', 'netlify', 'cloudflare', 'github-pages'].flatMap((name) => ['--host', name]);
execFileSync(setting('DRUG_CARD_BIN'), ['build', content, '-o', bundle, '--pwa', '--base', BASE, ...hosts]);
const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
after(async () => {
  await browser.close();
  rmSync(work, { recursive: true, force: true });
});

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** The configuration of each server, which the bundle's own file completes. */
const SERVERS = {
  nginx: (port) => ({
    config: `daemon off; pid ${work}/nginx.pid; error_log stderr; user root;
events {}
http { access_log off; server { listen 127.0.0.1:${port};
  location ${BASE} { alias ${bundle}/; include ${bundle}/drug-card.nginx.conf; } } }`,
    words: (file) => ['-p', work, '-c', file],
  }),
  apache2: (port) => ({
    config: `ServerRoot ${work}\nServerName localhost\nListen 127.0.0.1:${port}\nPidFile ${work}/apache.pid\nErrorLog ${work}/apache.log
${['mpm_event', 'authz_core', 'mime', 'dir', 'headers', 'alias'].map((name) => `LoadModule ${name}_module ${setting('DRUG_CARD_APACHE_MODULES')}/mod_${name}.so`).join('\n')}
TypesConfig /dev/null\nDocumentRoot ${work}/site
<Directory ${work}/site>\n  AllowOverride FileInfo Indexes\n  Require all granted\n</Directory>`,
    words: (file) => ['-f', file, '-D', 'FOREGROUND'],
  }),
};

/** nginx reads a variable of its own name. */
const variable = (name) => `DRUG_CARD_${name.toUpperCase()}`;

/** Starts a server and waits until it answers. */
async function start(name) {
  const port = await freePort();
  const { config, words } = SERVERS[name](port);
  const file = join(work, `${name}.conf`);
  writeFileSync(file, config);
  const server = spawn(setting(variable(name)), words(file), { stdio: ['ignore', 'ignore', 'inherit'] });
  after(() => server.kill());
  const origin = `http://127.0.0.1:${port}`;
  await until(`${name} to answer`, () => fetch(origin).then(Boolean, () => false));
  return origin;
}

const KEPT = 'public, max-age=31536000, immutable';
const card = readdirSync(join(bundle, 'cards'), { recursive: true }).find((file) => file.endsWith('.json'));
const wasm = readdirSync(bundle).find((file) => /^search-core\..*wasm$/.test(file));

for (const name of Object.keys(SERVERS)) {
  const skip = process.env[variable(name)] ? false : `${name} is not installed`;
  test(`${name} serves the bundle with the configuration of the build`, { skip }, async () => {
    const origin = await start(name);
    const headers = async (file) => {
      const { status, headers } = await fetch(origin + BASE + file);
      return { status, type: headers.get('content-type'), kept: headers.get('cache-control'), headers };
    };
    for (const [file, type, kept] of [
      [`cards/${card}`, 'application/json', KEPT],
      [wasm, 'application/wasm', KEPT],
      ['index.json', 'application/json', 'no-cache'],
      ['', 'text/html; charset=utf-8', 'no-cache'],
      ['drug-card.js', 'text/javascript; charset=utf-8', 'no-cache'],
      ['manifest.webmanifest', 'application/manifest+json', 'no-cache'],
    ]) {
      const got = await headers(file);
      assert.deepEqual([got.status, got.type, got.kept], [200, type, kept], file);
      assert.match(got.headers.get('content-security-policy'), /default-src 'none'.*drug-card-offline/, file);
      assert.equal(got.headers.get('x-content-type-options'), 'nosniff', file);
    }
    const missing = await headers('cards/00/000000000000.json');
    assert.deepEqual([missing.status, missing.kept], [404, null], 'a missing file is not kept');

    const context = await browser.newContext();
    const page = await context.newPage();
    const problems = [];
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(origin + BASE);
    await page.locator('#index li').first().waitFor();
    await page.getByRole('combobox').first().pressSequentially('milrinone dose', { delay: 15 });
    await page
      .getByRole('option', { name: /^Milrinone/ })
      .first()
      .click();
    await cardOf(page, 'Milrinone');
    await page.getByText(/Kept on this device/).waitFor();
    assert.deepEqual(problems, []);
    await context.close();
  });
}

test('web.config is XML and names each ending of the bundle once', async () => {
  const page = await browser.newPage();
  const text = readFileSync(join(bundle, 'web.config'), 'utf8');
  const endings = await page.evaluate((text) => {
    const xml = new DOMParser().parseFromString(text, 'application/xml');
    if (xml.querySelector('parsererror')) throw new Error(xml.documentElement.textContent);
    return [...xml.querySelectorAll('mimeMap')].map((map) => map.getAttribute('fileExtension'));
  }, text);
  const own = ['.config', '.conf'];
  const files = readdirSync(bundle, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const used = new Set(files.map(({ name }) => /[^.](\.[a-z]+)$/.exec(name)?.[1]).filter(Boolean));
  for (const ending of used) {
    if (own.includes(ending)) continue;
    assert.equal(endings.filter((one) => one === ending).length, 1, `${ending} in web.config`);
  }
  await page.close();
});
