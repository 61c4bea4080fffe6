// What the tests with hostile strings share: a browser that resolves no name but this machine's, pages that record what
// fired, and the lists of all that a shadow tree may contain.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FLAGS, PATIENCE, serve, setting } from '../browser/lib.mjs';

/** Whether everything runs, or a sample. */
export const DEEP = process.env.DRUG_CARD_DEEP === '1';

const FOLDER = fileURLToPath(new URL('../../target/hostile/', import.meta.url));

/** A browser for which no host exists but this one. */
export const launch = () =>
  chromium.launch({
    executablePath: setting('CHROMIUM'),
    args: [...FLAGS, '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--js-flags=--expose-gc'],
  });

/**
 * A bundle by the real command line, with some HTML beside it: of a folder, or of pages by name, which then lie in `md` too.
 * @param {string} name
 * @param {string | Record<string, string>} pages
 * @param {Record<string, string>} [html]
 */
export function bundle(name, pages, html = {}) {
  const [content, out] = [typeof pages === 'string' ? pages : `${FOLDER}${name}-content`, `${FOLDER}${name}`];
  rmSync(out, { recursive: true, force: true });
  mkdirSync(FOLDER, { recursive: true });
  const write = (folder) => {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const [page, text] of Object.entries(pages)) writeFileSync(`${folder}/${page}.md`, text);
  };
  if (content !== pages) write(content);
  execFileSync(setting('DRUG_CARD_BIN'), ['build', content, '-o', out], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (content !== pages) write(`${out}/md`);
  for (const [file, text] of Object.entries(html)) writeFileSync(`${out}/${file}`, text);
  return out;
}

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.css': 'text/css; charset=utf-8',
  '.wasm': 'application/wasm',
  '.md': 'text/markdown; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.bin': 'application/octet-stream',
};

/** The policy that `drug-card serve` sends, word for word. */
export async function strictPolicy() {
  const site = await serve();
  site.stop();
  return site.policy;
}

/**
 * Serves a folder under a policy, or none. Not by `drug-card serve`: forty cards at once are more than it is made for.
 * @param {string} folder
 * @param {string} [policy]
 */
export async function host(folder, policy = '') {
  const server = createServer((request, response) => {
    const path = join(folder, normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname)));
    const file = statSync(path, { throwIfNoEntry: false })?.isFile();
    response
      .writeHead(file ? 200 : 404, {
        'content-type': TYPES[extname(path)] ?? 'text/plain',
        'cache-control': /\.[0-9a-f]{8,}\./.test(path) ? 'max-age=31536000, immutable' : 'no-cache',
        'x-content-type-options': 'nosniff',
        ...(policy && { 'content-security-policy': policy }),
      })
      .end(file ? readFileSync(path) : '');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    policy,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** The paths a page of this folder may ask for. */
export const paths = (folder) =>
  new Set(
    readdirSync(folder, { recursive: true })
      .map((file) => `/${file}`)
      .concat('/', '/favicon.ico'),
  );

/**
 * A page whose canaries report here; `records` gathers what must stay empty.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {{allowed?: (url: URL) => boolean, before?: (page: import('playwright-core').Page) => Promise<unknown>}} [options]
 */
export async function watched(browser, url, { allowed = () => true, before } = {}) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE * 3);
  const records = { canary: [], requests: [], navigations: [], violations: [], errors: [] };
  const { origin } = new URL(url);
  page.on('request', (request) => {
    const asked = new URL(request.url());
    if (asked.origin !== origin || !allowed(asked)) records.requests.push(request.url().slice(0, 200));
  });
  page.on('framenavigated', (frame) => records.navigations.push(frame.url().slice(0, 200)));
  page.on('dialog', (dialog) => {
    records.canary.push(`dialog ${dialog.message()}`);
    dialog.dismiss().catch(() => {});
  });
  page.on('download', (download) => records.navigations.push(`download ${download.url()}`));
  context.on('page', (popup) => records.navigations.push(`popup ${popup.url()}`));
  page.on('pageerror', (error) => records.errors.push(error.message.slice(0, 300)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
      records.errors.push(message.text().slice(0, 300));
  });
  await page.exposeBinding('testRecord', (_, kind, words) => records[kind].push(words));
  await page.addInitScript(() => {
    const record = window.testRecord;
    const tell = (kind, words) => void record?.(kind, words);
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'canary']) {
      window[name] = (...said) => tell('canary', `${name}(${String(said[0]).slice(0, 80)})`);
    }
    addEventListener('securitypolicyviolation', (event) =>
      tell('violations', `${event.violatedDirective} ${event.blockedURI}`),
    );
    addEventListener('unhandledrejection', (event) => tell('errors', `rejected: ${event.reason}`));
  });
  await before?.(page);
  await page.goto(url);
  records.navigations.length = 0;
  return { page, records, close: () => context.close() };
}

/** Holds that nothing was recorded. */
export function quiet(records, where) {
  assert.deepEqual(
    {
      where,
      canary: records.canary,
      requests: records.requests,
      navigations: records.navigations,
      violations: records.violations,
      errors: records.errors,
    },
    { where, canary: [], requests: [], navigations: [], violations: [], errors: [] },
  );
}

/** The part names of the card, from where they are defined, and those that the elements add. */
function parts() {
  const source = readFileSync(new URL('../../src/card/part.rs', import.meta.url), 'utf8');
  const listed = [...source.matchAll(/=> "([a-z-]+)",|const [A-Z]+: &str = "([a-z]+)"/g)].map(
    ([, name, flag]) => name ?? flag,
  );
  const ours =
    'base plain content printed problem asked error error-text different hint retry skeleton loading label field input popup listbox open ' +
    'status empty why said sentence group group-label option option-title option-text option-meta option-via mark list-mode active ' +
    'all filters filter filter-label filter-switch origin host pair comparison strips row side whose whose-source missing find find-count tool tools heard';
  return [...new Set([...listed, ...ours.split(' ')])];
}

/** Everything a shadow tree of ours may be made of. A link leads by four schemes or along a path of this site, a picture is of the bundle. */
const LISTS = {
  tags: (
    'slot div span bdi p ul ol li strong em sub sup code pre blockquote br hr details summary nav article section a h1 h2 h3 h4 h5 h6 ' +
    'button label input mark table caption thead tbody tr th td aside img del u kbd small select option drug-card'
  ).split(' '),
  parts: parts(),
  attributes: {
    id: '^[\\p{L}\\p{N}_-]+$',
    href: '^(#[\\p{L}\\p{N}_-]*|https?://[^\\s\\\\]*|mailto:[^\\s\\\\]*|tel:[^\\s\\\\]*|/(?![/\\\\])[^\\s\\\\]*)$',
    value: '^[\\p{L}\\p{N}_-]*$',
    popover: '^manual$',
    rel: '^noopener noreferrer$',
    src: '/pictures/[0-9a-f]+[.][a-z]+$',
    alt: '',
    loading: '^lazy$',
    'data-card': '^[\\p{L}\\p{N}_-]+$',
    'data-head': '',
    colspan: '^\\d{1,3}$',
    rowspan: '^\\d{1,3}$',
    scope: '^(col|row)(group)?$',
    start: '^\\d+$',
    dir: '^(ltr|rtl|auto)$',
    lang: '^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$',
    role: '^[a-z]+$',
    type: '^(button|search)$',
    open: '^$',
    hidden: '^$',
    name: '^[a-z]+$',
    tabindex: '^(-1|0)$',
    for: '^(input|find-in-card)$',
    autocomplete: '^off$',
    spellcheck: '^false$',
    placeholder: '',
    'aria-label': '',
    'aria-hidden': '^true$',
    'data-side': '^[01]$',
    drug: '',
    base: '^https?://[^\\s\\\\]*$',
    'heading-level': '^[1-6]$',
    'aria-labelledby': '^[a-z0-9-]+$',
    'aria-controls': '^list$',
    'aria-busy': '^(true|false)$',
    'aria-expanded': '^(true|false)$',
    'aria-autocomplete': '^list$',
    'aria-selected': '^(true|false)$',
    'aria-activedescendant': '^option-\\d+$',
    'aria-haspopup': '^listbox$',
    enterkeyhint: '^[a-z]+$',
    autocapitalize: '^[a-z]+$',
  },
};

/** Puts the walker of S4 into a page as `testWalk(root)`; it gives what is outside the lists. */
export const addWalker = (page) =>
  page.addInitScript((lists) => {
    const tags = new Set(lists.tags);
    const known = new Set(lists.parts);
    const rules = new Map(Object.entries(lists.attributes).map(([name, rule]) => [name, new RegExp(rule, 'u')]));
    window.testWalk = (root) => {
      const wrong = [];
      for (const element of root.querySelectorAll('*')) {
        if (element.namespaceURI !== 'http://www.w3.org/1999/xhtml' || !tags.has(element.localName))
          wrong.push(`<${element.localName}>`);
        for (const { name, value } of element.attributes) {
          const good =
            name === 'class' || name === 'part'
              ? value.split(' ').every((part) => known.has(part))
              : rules.get(name)?.test(value);
          if (!good) wrong.push(`<${element.localName} ${name}=${value.slice(0, 60)}>`);
        }
      }
      return wrong;
    };
  }, LISTS);
