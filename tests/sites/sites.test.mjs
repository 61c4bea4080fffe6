// Owns the promise that a site keeps its own generator: each fixture is built by it, served under a strict policy, and opened.
//
// `cargo xtask sites` sets SITES (a folder to work in), GENERATORS (which are there) and the variables of tests/browser/lib.mjs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { cardOf, FLAGS, part, PATIENCE, setting } from '../browser/lib.mjs';

const work = setting('SITES');
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = (program, ...words) => execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** How each generator is asked, where it wants the monographs, and where it puts their pages. */
const GENERATORS = {
  jekyll: {
    version: () => run('jekyll', '--version'),
    content: 'composition',
    template: '/composition/{path}.html#{anchor}',
    build: (from, to) => run('jekyll', 'build', '--quiet', '--disable-disk-cache', '--source', from, '--destination', to),
  },
  hugo: {
    version: () => run('hugo', 'version').split(/[ -]/, 2).join(' '),
    content: 'content/composition',
    template: '/composition/{path}/#{anchor}',
    build: (from, to) => run('hugo', '--quiet', '--source', from, '--destination', to),
  },
  mkdocs: {
    version: () => run(setting('MKDOCS'), '--version').split(' from')[0],
    content: 'docs/composition',
    template: '/composition/{path}/#{anchor}',
    build: (from, to) => run(setting('MKDOCS'), 'build', '--quiet', '--strict', '--config-file', join(from, 'mkdocs.yml'), '--site-dir', to),
  },
};

const TYPES = { '.js': 'text/javascript', '.html': 'text/html; charset=utf-8', '.json': 'application/json', '.wasm': 'application/wasm', '.css': 'text/css' };
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
  + "require-trusted-types-for 'script'; trusted-types 'none'";

/** A plain static host. */
async function host(folder) {
  const server = createServer(async (request, response) => {
    let file = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (existsSync(file) && (await stat(file)).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream', 'content-security-policy': POLICY });
    return response.end(await readFile(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
after(() => browser.close());
const names = setting('GENERATORS').split(' ');

for (const name of names) {
  const { version, content, template, build } = GENERATORS[name];
  const [from, to] = [join(work, name, 'source'), join(work, name, 'site')];
  const ready = (async () => {
    await rm(join(work, name), { recursive: true, force: true });
    await cp(here(name), from, { recursive: true });
    await cp(here('../../content'), join(from, content), { recursive: true, filter: (file) => !file.endsWith('README.md') });
    build(from, to);
    run(setting('DRUG_CARD_BIN'), 'build', join(from, content), '-o', join(to, 'drugs'), '--url-template', template);
    console.log(`${name}: ${version().trim()}`);
    return host(to);
  })();
  const open = async (path, options = {}) => {
    const context = await browser.newContext(options);
    after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE);
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    await page.goto((await ready) + path);
    return { page, problems };
  };
  const address = (path, anchor = '') => template.replace('{path}', path).replace('#{anchor}', anchor && `#${anchor}`);

  test(`${name}: a card in a page, the search in its header, and hits that lead to the site's own pages`, async () => {
    const { page, problems } = await open('/');
    await cardOf(page, 'Milrinone');
    const search = page.locator('header drug-search');
    await search.locator('input').fill('lasix dose');
    await part(page, 'option').filter({ has: page.locator('[part~="option-meta"]') }).first().click();
    await page.waitForURL(`**${address('f/furosemide', 'dosage')}`);
    await cardOf(page, 'Furosemide');
    assert.equal(await page.locator('drug-card').count(), 1);
    assert.deepEqual(problems, []);
  });

  test(`${name}: a monograph is a page without a script, its disclaimer with it`, async () => {
    const { page } = await open(address('m/milrinone'), { javaScriptEnabled: false });
    const text = await page.locator('drug-card').innerText();
    for (const words of ['Milrinone', 'Side Effects', 'Disclaimer']) assert.ok(text.includes(words), words);
  });
}
