// Owns the short walk through Firefox and WebKitGTK: card, search, strict policy, axe-core, a page on a disk; by plain WebDriver.
//
// `cargo xtask test --browsers all` sets FIREFOX, GECKODRIVER, WEBKIT_DRIVER and XVFB.

import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSocket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { serve, setting, until } from './lib.mjs';

const site = await serve();
after(() => site.stop());

const folder = await mkdtemp(join(tmpdir(), 'drug-card-engines-'));
after(() => rm(folder, { recursive: true }));
execFileSync(setting('DRUG_CARD_BIN'), ['standalone', setting('DRUG_CARD_BUNDLE'), '-o', join(folder, 'drug-card.standalone.js')]);
await writeFile(join(folder, 'alone.html'), '<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title>'
  + '<script src="drug-card.standalone.js"></script><drug-search></drug-search><drug-card drug="milrinone">Milrinone</drug-card>');

const RECORD = `window.problems = [];
addEventListener('securitypolicyviolation', (event) => problems.push(event.violatedDirective + ' ' + event.blockedURI));
addEventListener('error', (event) => problems.push(String(event.message)));
addEventListener('unhandledrejection', (event) => problems.push(String(event.reason)));`;
const PAGE = '<!doctype html><html lang="en"><title>Test</title><script src="/record.js"></script>'
  + '<script type="module" src="/drug-card.js"></script>'
  + '<drug-search></drug-search><drug-card drug="milrinone"><p>Ask.</p></drug-card>';

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

const freePort = () => new Promise((resolve) => {
  const socket = createSocket().listen(0, '127.0.0.1', () => {
    const { port } = socket.address();
    socket.close(() => resolve(port));
  });
});

/** Starts a driver and a session; `call` speaks the WebDriver protocol to it. */
async function session(program, capabilities, environment = {}) {
  const port = await freePort();
  const driver = spawn(program, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, ...environment } });
  const call = async (method, path, body) => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
    return value;
  };
  await until(`${program} to listen`, () => call('GET', '/status').then(() => true, () => false));
  const { sessionId } = await call('POST', '/session', { capabilities: { alwaysMatch: capabilities } });
  const at = `/session/${sessionId}`;
  return {
    go: (url) => call('POST', `${at}/url`, { url }),
    run: (script, ...args) => call('POST', `${at}/execute/sync`, { script, args }),
    wait: (script, ...args) => call('POST', `${at}/execute/async`, { script, args }),
    type: async (element, text) => call('POST', `${at}/element/${Object.values(element)[0]}/value`, { text }),
    end: async () => {
      await call('DELETE', at).catch(() => {});
      driver.kill();
    },
  };
}

const ENGINES = {
  Firefox: () => session(setting('GECKODRIVER'), {
    'moz:firefoxOptions': {
      binary: setting('FIREFOX'),
      args: ['-headless'],
      // Its driver would let a page on a disk read its neighbours, which no reader's Firefox does.
      prefs: { 'security.fileuri.strict_origin_policy': true },
    },
  }),
  WebKitGTK: async () => {
    const display = `:${90 + (process.pid % 900)}`;
    const screen = spawn(setting('XVFB'), [display, '-screen', '0', '1280x900x24'], { stdio: 'ignore' });
    after(() => screen.kill());
    const files = execFileSync('dpkg', ['-L', 'libwebkit2gtk-4.1-0'], { encoding: 'utf8' }).split('\n');
    const binary = files.find((file) => file.endsWith('/MiniBrowser'));
    assert.ok(binary, 'expected a MiniBrowser in libwebkit2gtk-4.1-0');
    return session(setting('WEBKIT_DRIVER'), {
      'webkitgtk:browserOptions': { binary, args: ['--automation'] },
    }, { DISPLAY: display });
  },
};

const inCard = (selector) => `return document.querySelector('drug-card').shadowRoot?.querySelector('${selector}')?.textContent`;

for (const [name, start] of Object.entries(ENGINES)) {
  test(`${name}: card and search work under the strict policy, and from disk`, async () => {
    const browser = await start();
    try {
      await browser.go(`${origin}/a-test.html`);
      await until('the card', async () => (await browser.run(inCard('[part~="name"]'))) === 'Milrinone');
      assert.match(await browser.run(inCard('[part~="provenance"]')), /Machine-written/);
      assert.match(await browser.run(inCard('[part~="serious"]')), /Ventricular fibrillation/);

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
      const objections = await browser.wait('const [done] = arguments; axe.run(document).then(({ violations }) => done(violations.map(({ id, nodes }) => `${id} ${nodes.map(({ target }) => target)}`)));');
      assert.deepEqual(objections.filter((one) => !/^(region|landmark-one-main|page-has-heading-one)/.test(one)), [], 'this bare page has no landmarks of its own');
      assert.deepEqual(await browser.run('return window.problems'), []);

      await browser.go(pathToFileURL(join(folder, 'alone.html')).href);
      await until('the card from disk', async () => (await browser.run(inCard('[part~="name"]'))) === 'Milrinone');
      const found = await browser.wait(`const [done] = arguments;
        document.querySelector('drug-search').search('lasix dose').then(({ answers }) => done(answers[0].slug), (error) => done(String(error)));`);
      assert.equal(found, 'furosemide', 'the search program runs from disk');
    } finally {
      await browser.end();
    }
  });
}
