// Tests Firefox and WebKitGTK briefly: card, search, strict policy, axe-core, a page on a disk, no network.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { ENGINES, missing } from '../engines/driver.mjs';
import { build, host as pwaHost, releases, WITHDRAWN, wholly, withdrawnVersion, words } from '../pwa/lab.mjs';
import { serve, setting, until } from './lib.mjs';

const site = await serve();
after(() => site.stop());

const folder = await mkdtemp(join(tmpdir(), 'drug-card-engines-'));
after(() => rm(folder, { recursive: true }));
execFileSync(setting('DRUG_CARD_BIN'), [
  'standalone',
  setting('DRUG_CARD_BUNDLE'),
  '-o',
  join(folder, 'drug-card.standalone.js'),
]);
await writeFile(
  join(folder, 'alone.html'),
  '<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title>' +
    '<script src="drug-card.standalone.js"></script><drug-search></drug-search><drug-card drug="milrinone">Milrinone</drug-card>',
);

const RECORD = `window.problems = [];
addEventListener('securitypolicyviolation', (event) => problems.push(event.violatedDirective + ' ' + event.blockedURI));
addEventListener('error', (event) => problems.push(String(event.message)));
addEventListener('unhandledrejection', (event) => problems.push(String(event.reason)));`;
const PAGE =
  '<!doctype html><html lang="en"><title>Test</title><script src="/record.js"></script>' +
  '<script type="module" src="/drug-card.js"></script>' +
  '<drug-search></drug-search><drug-card drug="milrinone"><p>Ask.</p></drug-card>';

/** The bundle with one page more. */
const front = createServer(async (request, response) => {
  const own = { '/a-test.html': ['text/html', PAGE], '/record.js': ['text/javascript', RECORD] }[request.url];
  if (own) {
    response.writeHead(200, { 'content-type': own[0], 'content-security-policy': site.policy });
    response.end(own[1]);
    return;
  }
  const answer = await fetch(site.origin + request.url);
  response.writeHead(answer.status, {
    'content-type': answer.headers.get('content-type') ?? 'text/plain',
    'content-security-policy': site.policy,
  });
  response.end(Buffer.from(await answer.arrayBuffer()));
});
await new Promise((resolve) => front.listen(0, '127.0.0.1', resolve));
after(() => front.close());
const origin = `http://127.0.0.1:${front.address().port}`;

const inCard = (selector) =>
  `return document.querySelector('drug-card').shadowRoot?.querySelector('${selector}')?.textContent`;

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name}: card and search work under the strict policy, and from disk`, { skip: missing(name) }, async () => {
    const browser = await start();
    try {
      await browser.go(`${origin}/a-test.html`);
      await until('the card', async () => (await browser.run(inCard('.name'))) === 'Milrinone');
      assert.match(await browser.run(inCard('.provenance')), /Machine-written/);
      assert.match(await browser.run(inCard('.serious')), /Ventricular fibrillation/);

      const input = await browser.run("return document.querySelector('drug-search').shadowRoot.querySelector('input')");
      await browser.type(input, 'frusemide dose');
      const options = await until('options', async () => {
        const texts = await browser.run(
          "return [...document.querySelector('drug-search').shadowRoot.querySelectorAll('[role=option]')].map((one) => one.textContent)",
        );
        return texts.some((text) => /Furosemide/.test(text)) && texts;
      });
      assert.ok(options.length > 0);
      const first = await browser.wait(`const [done] = arguments;
        const card = document.querySelector('drug-card');
        Object.assign(card, { order: 'patient', collapsible: true, drug: 'hydroxyzine' });
        card.ready.then(() => done([...card.shadowRoot.querySelectorAll('.card > .section')].map(({ id }) => id)), (error) => done(String(error)));`);
      assert.deepEqual(first.slice(0, 2), ['generic_name', 'usage']);
      await browser.run(axe.source);
      const objections = await browser.wait(
        // Colours are measured once a new card has faded in.
        'const [done] = arguments; const fades = document.querySelector("drug-card").shadowRoot.getAnimations?.() ?? []; Promise.allSettled(fades.map(({ finished }) => finished)).then(() => axe.run(document)).then(({ violations }) => done(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`)));',
      );
      assert.deepEqual(
        objections.filter((one) => !/^(region|landmark-one-main|page-has-heading-one)/.test(one)),
        [],
        'this bare page has no landmarks of its own',
      );
      assert.deepEqual(await browser.run('return window.problems'), []);

      await browser.go(pathToFileURL(join(folder, 'alone.html')).href);
      await until('the card from disk', async () => (await browser.run(inCard('.name'))) === 'Milrinone');
      const found = await browser.wait(`const [done] = arguments;
        document.querySelector('drug-search').search('lasix dose').then(({ answers }) => done(answers[0].slug), (error) => done(String(error)));`);
      assert.equal(found, 'furosemide', 'the search program runs from disk');
    } finally {
      await browser.end();
    }
  });

  test(`${name}: without network the page opens, finds a medicine by name and shows what was seen`, {
    skip: missing(name),
    timeout: 300_000,
  }, async () => {
    const bundle = await build(`engine-${name}`, fileURLToPath(new URL('../../content', import.meta.url)));
    const offline = await pwaHost(bundle);
    const browser = await start();
    /** The readings of the offline tests, which are written for a page of Playwright. */
    const page = {
      evaluate: (read) =>
        browser.wait(
          `const [done] = arguments; Promise.resolve((${read})()).then(done, (error) => done(String(error)));`,
        ),
    };
    const opened = () =>
      until('the list', () => browser.run('return document.querySelectorAll("#index li").length').catch(() => 0));
    const openWithoutNetwork = async (slug) => {
      await offline.quiet();
      offline.down = true;
      await browser.go('about:blank');
      await until('an empty page', () => browser.run('return location.href === "about:blank"').catch(() => false));
      await browser.go(`${offline.origin}/#/drug/${slug}`);
      await opened();
    };
    try {
      await browser.go(`${offline.origin}/#/drug/warfarin`);
      await until('a copy', async () => /Kept on this device/.test(await words(page).catch(() => '')));
      await until('the card', async () => (await browser.run(inCard('.name')).catch(() => '')) === 'Warfarin');
      await openWithoutNetwork('warfarin');
      wholly(await releases(page), [bundle]);
      await until(
        'the card that was seen',
        async () => (await browser.run(inCard('.name')).catch(() => '')) === 'Warfarin',
      );

      // Back online, the server says that a medicine is withdrawn; the copy of the release stays.
      const gone = await withdrawnVersion(`engine-gone-${name}`);
      offline.serve = (path) => (path === 'withdrawn.json' ? gone : bundle);
      offline.down = false;
      const cardSays = (words, pattern) =>
        until(words, async () => pattern.test((await browser.run(inCard('.card')).catch(() => '')) ?? ''));
      await browser.run(`location.hash = '#/drug/milrinone'`);
      await cardSays('a card', /Milrinone/);
      await browser.run(`dispatchEvent(new Event('online'))`);
      await cardSays('a withdrawn card', WITHDRAWN);
      wholly(await releases(page), [bundle]);
      await openWithoutNetwork('milrinone');
      await cardSays('a withdrawn card without network', WITHDRAWN);

      await browser.run(`location.hash = '#/'`);
      await browser.run(`document.querySelector('drug-search').value = 'milri'`);
      await until('a name', () =>
        browser.run(
          `return /Milrinone/.test(document.querySelector('drug-search').shadowRoot.querySelector('.listbox').textContent)`,
        ),
      );
    } finally {
      await browser.end();
    }
  });
}
