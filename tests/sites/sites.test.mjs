// Tests that a site keeps its own generator: it builds each fixture, we serve the result under a strict policy and open it.
//
// `cargo xtask sites` sets SITES (a folder to work in), GENERATORS (which are there) and the variables of tests/browser/lib.mjs.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { cp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { cardOf, FLAGS, PATIENCE, part, setting } from '../browser/lib.mjs';

const work = setting('SITES');
const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const run = (program, ...words) =>
  execFileSync(program, words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** A program of a generator that npm installed beside the copy of its site, run inside that copy. */
const npm = (name, script, ...words) =>
  execFileSync('node', [join(work, name, 'node_modules', script), ...words], {
    cwd: join(work, name, 'source'),
    encoding: 'utf8',
    env: { ...process.env, ASTRO_TELEMETRY_DISABLED: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
const versionOf = (name, of) =>
  `${name} ${JSON.parse(readFileSync(join(work, name, 'node_modules', of, 'package.json'), 'utf8')).version}`;

/** How each generator is asked, where it wants the monographs, where it puts their pages, and what else its own pages need. */
const GENERATORS = {
  jekyll: {
    version: () => run('jekyll', '--version'),
    content: 'composition',
    template: '/composition/{path}.html#{anchor}',
    build: (from, to) =>
      run('jekyll', 'build', '--quiet', '--disable-disk-cache', '--source', from, '--destination', to),
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
    build: (from, to) =>
      run(
        setting('MKDOCS'),
        'build',
        '--quiet',
        '--strict',
        '--config-file',
        join(from, 'mkdocs.yml'),
        '--site-dir',
        to,
      ),
  },
  eleventy: {
    version: () => versionOf('eleventy', '@11ty/eleventy'),
    content: 'composition',
    template: '/composition/{path}/#{anchor}',
    build: (_from, to) => npm('eleventy', '@11ty/eleventy/cmd.cjs', '--quiet', `--output=${to}`),
  },
  astro: {
    version: () => versionOf('astro', 'astro'),
    content: 'composition',
    template: '/composition/{path}/#{anchor}',
    build: (_from, to) => npm('astro', 'astro/astro.js', 'build', '--silent', '--outDir', to),
  },
  docusaurus: {
    version: () => versionOf('docusaurus', '@docusaurus/core'),
    content: 'composition',
    template: '/composition/{path}/#{anchor}',
    build: (_from, to) =>
      npm('docusaurus', '@docusaurus/core/bin/docusaurus.mjs', 'build', '--no-minify', '--out-dir', to),
    header: 'nav',
    // It writes scripts into its pages, and its bundler sets the addresses of scripts.
    policy:
      "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src 'self' data:",
  },
};

const TYPES = {
  '.js': 'text/javascript',
  '.html': 'text/html; charset=utf-8',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
  '.css': 'text/css',
};
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data:; " +
  "require-trusted-types-for 'script'; trusted-types 'none'";

/** What comes before a monograph's own text for a reader without script. The text itself may not mention it. */
const NOTICE =
  'Information only, not medical advice. Where this text does not say who wrote it and who reviewed it, that is not recorded.';

/** A plain static host. */
async function host(folder, policy = POLICY) {
  const server = createServer(async (request, response) => {
    let file = join(folder, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (existsSync(file) && (await stat(file)).isDirectory()) file = join(file, 'index.html');
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': policy,
    });
    return response.end(await readFile(file));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.close());
  return `http://127.0.0.1:${server.address().port}`;
}

const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
after(() => browser.close());
const names = setting('GENERATORS').split(' ');
/** The builds hold this process up, its server too: no page is opened before the last one is done. */
const builds = [];

for (const name of names) {
  const { version, content, template, build, header = 'header', policy } = GENERATORS[name];
  const [from, to] = [join(work, name, 'source'), join(work, name, 'site')];
  const ready = (async () => {
    for (const folder of [from, to]) await rm(folder, { recursive: true, force: true });
    await cp(here(name), from, { recursive: true });
    await cp(here('../../content'), join(from, content), {
      recursive: true,
      filter: (file) => !file.endsWith('README.md'),
    });
    await cp(here('bare.md'), join(from, content, 'b', 'testamine.md'));
    build(from, to);
    run(setting('DRUG_CARD_BIN'), 'build', join(from, content), '-o', join(to, 'drugs'), '--url-template', template);
    console.log(`${name}: ${version().trim()}`);
    return host(to, policy);
  })();
  builds.push(ready);
  const open = async (path, options = {}) => {
    await Promise.all(builds);
    const context = await browser.newContext(options);
    after(() => context.close());
    const page = await context.newPage();
    page.setDefaultTimeout(6 * PATIENCE);
    const problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on(
      'console',
      (message) => message.type() === 'error' && problems.push(`${message.text()} ${message.location().url}`),
    );
    await page.goto((await ready) + path);
    return { page, problems };
  };
  const address = (path, anchor = '') => template.replace('{path}', path).replace('#{anchor}', anchor && `#${anchor}`);

  test(`${name}: a card in a page, the search in its header, and hits that lead to the site's own pages`, async () => {
    const { page, problems } = await open('/');
    await cardOf(page, 'Milrinone');
    const search = page.locator(`${header} drug-search`);
    await search.locator('input').fill('lasix dose');
    await part(page, 'option')
      .filter({ has: page.locator('.option-meta') })
      .first()
      .click();
    await page.waitForURL(`**${address('f/furosemide', 'dosage')}`);
    await cardOf(page, 'Furosemide');
    assert.equal(await page.locator('drug-card').count(), 1);
    assert.deepEqual(problems, []);
  });

  test(`${name}: the pages it wrote give the bundle that their Markdown gives`, async () => {
    await ready;
    const figures = (...from) =>
      JSON.parse(run(setting('DRUG_CARD_BIN'), 'build', ...from, '-o', join(work, name, 'bundle'), '--json'));
    const [markdown, pages] = [figures(join(from, content)), figures('--site', to, '--strict=false')];
    for (const what of ['monographs', 'faqs', 'units']) assert.equal(pages[what], markdown[what], what);
    const found = run(
      setting('DRUG_CARD_BIN'),
      'search',
      'lasix dose',
      '--bundle',
      join(work, name, 'bundle'),
      '--json',
    );
    const [, path] = /"path":"([^"]*furosemide[^"]*)"/.exec(found);
    assert.ok(await fetch(new URL(path, `${await ready}/`)).then((response) => response.ok), path);
    assert.equal(`/${path}`, address('f/furosemide'));
  });

  test(`${name}: its recipe says what is done here`, async () => {
    const recipe = await readFile(here(`../../docs/sites/${name}.md`), 'utf8');
    assert.ok(recipe.includes(`--url-template '${template}'`), 'the address of hits');
    const files = await readdir(here(name), { recursive: true });
    const named = [...recipe.matchAll(/`([\w./[\]-]+\.(?:astro|html|js|liquid|mjs|toml|yml))`/g)].map(
      ([, file]) => file,
    );
    assert.ok(named.length > 0);
    for (const file of named)
      assert.ok(
        files.some((own) => own.endsWith(file.replace(`tests/sites/${name}/`, ''))),
        file,
      );
  });

  test(`${name}: a monograph is a page without a script, a disclaimer with it even where its text has none`, async () => {
    const { page } = await open(address('m/milrinone'), { javaScriptEnabled: false });
    assert.equal(await page.locator('drug-card sup').first().innerText(), '9', 'a power of ten stays one');
    for (const [path, wanted] of [
      ['m/milrinone', ['Milrinone', 'Side Effects', 'Disclaimer']],
      ['b/testamine', ['Testamine', '{{ braces }} and 1 < 2']],
    ]) {
      const { page } = await open(address(path), { javaScriptEnabled: false });
      const text = await page.locator('drug-card').innerText();
      for (const words of [...wanted, NOTICE]) assert.ok(text.includes(words), `${path} should say ${words}: ${text}`);
    }
  });
}
