// Sets up the offline tests: bundles of two versions, a server that fails on demand, browsers that can be killed.

import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { FLAGS, serve, setting } from '../browser/lib.mjs';
import { PORTAL, TYPES } from './faults.mjs';

export const DEEP = process.env.DRUG_CARD_DEEP === '1';

const work = mkdtempSync(join(tmpdir(), 'drug-card-bundles-'));
after(() => rmSync(work, { recursive: true, force: true }));

/** The monograph that the second version says something else in. */
export const CHANGED = 'milrinone';
const NEWS = 'This sentence is new in the second version.';
export const hasNews = (text) => text.includes(NEWS);

/** Builds `content` into a bundle for use without network. */
export async function build(name, content, { day = '2026-11-20', more = [] } = {}) {
  const bundle = join(work, name);
  const env = { ...process.env, SOURCE_DATE_EPOCH: String(Date.parse(day) / 1000) };
  await promisify(execFile)(setting('DRUG_CARD_BIN'), ['build', content, '-o', bundle, '--demo', '--pwa', ...more], {
    env,
  });
  return release(bundle);
}

/** A bundle with its name and the SHA-256 of its files. */
function release(folder) {
  const root = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8'));
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const hash = (file) =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  return { folder, root, id: `${root.build}-${root.built}`, hashes: new Map(files.map((file) => [file, hash(file)])) };
}

/** The sample texts, and the same with one changed. */
export async function twoVersions(more = ['--stale-after', '90']) {
  const content = fileURLToPath(new URL('../../content', import.meta.url));
  const second = join(work, 'content');
  cpSync(content, second, { recursive: true });
  const file = readdirSync(second, { recursive: true }).find((name) => name.includes(CHANGED));
  const text = readFileSync(join(second, file), 'utf8');
  writeFileSync(join(second, file), text.replace(/(\*\*Usage:\*\*[^\n]*)/, `$1 ${NEWS}`));
  const [old, fresh] = await Promise.all([
    build('old', content, { more }),
    build('new', second, { day: '2026-11-21', more }),
  ]);
  assert.notEqual(old.id, fresh.id);
  return { old, fresh };
}

export const WITHDRAWN = /Withdrawn on 1 June 2026: Recalled\. See Furosemide\./;

/** The sample texts with one page withdrawn. */
export async function withdrawnVersion(name = 'withdrawn') {
  const content = join(work, `${name}-content`);
  cpSync(fileURLToPath(new URL('../../content', import.meta.url)), content, { recursive: true });
  const file = join(
    content,
    readdirSync(content, { recursive: true }).find((name) => name.includes(CHANGED)),
  );
  const keys = 'status: withdrawn\nwithdrawn: 2026-06-01\nreason: Recalled\nreplacement: Furosemide';
  writeFileSync(file, readFileSync(file, 'utf8').replace('---\n', `---\n${keys}\n`));
  return build(name, content, { day: '2026-11-22' });
}

/**
 * A server of bundles. `site.serve(path, nth)` gives the release that answers, `site.fault(path, nth)` a fault or nothing;
 * `site.redirect(url)` an address or nothing; `site.clean` serves pages without `.html`; `site.down` lets no request through. Requests are counted from `site.begin()` on.
 */
export async function host(bundle) {
  const real = await serve(bundle.folder);
  const policyOf = async (path) => (await fetch(real.origin + path)).headers.get('content-security-policy');
  const [app, strict] = [await policyOf('/index.html'), await policyOf('/index.json')];
  real.stop();
  let last = Date.now();
  const site = {
    serve: () => bundle,
    fault: () => undefined,
    down: false,
    redirect: () => undefined,
    requests: [],
    /** Pages asked for by a window; a worker asks for their files only. */
    loads: 0,
    begin: (changes = {}) => {
      site.requests = [];
      site.loads = 0;
      const usual = {
        serve: () => bundle,
        fault: () => undefined,
        redirect: () => undefined,
        down: false,
        clean: false,
      };
      Object.assign(site, usual, changes);
    },
    /** Waits until nobody has asked for anything for a while. */
    quiet: async (pause = 250) => {
      const end = Date.now() + 60_000;
      while (Date.now() - last < pause || open > 0) {
        assert.ok(
          Date.now() < end,
          `the server is still busy: ${open} open, asked for last: ${site.requests.slice(-5)}`,
        );
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
  };
  let open = 0;
  const server = createServer((request, response) => {
    last = Date.now();
    open += 1;
    response.on('close', () => {
      open -= 1;
      last = Date.now();
    });
    if (site.down) return response.destroy();
    const target = site.redirect(request.url);
    if (target) return response.writeHead(308, { location: target }).end();
    let path = request.url.slice(1) || 'index.html';
    if (site.clean && path.endsWith('/')) path += 'index.html';
    if (site.clean && bundle.hashes.has(`${path}.html`)) path += '.html';
    site.requests.push(path);
    site.loads += Number(request.headers['sec-fetch-mode'] === 'navigate');
    if (path === 'portal') return response.writeHead(200, { 'content-type': 'text/html' }).end(PORTAL);
    const { folder, hashes } = site.serve(path, site.requests.length);
    if (!hashes.has(path)) return response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.');
    const headers = {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
      'content-security-policy': path === 'index.html' ? app : strict,
    };
    const bytes = readFileSync(join(folder, path));
    const fault = site.fault(path, site.requests.length);
    return fault ? fault(response, bytes, headers) : response.writeHead(200, headers).end(bytes);
  });
  server.keepAliveTimeout = 100;
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => server.closeAllConnections() ?? server.close());
  site.origin = `http://127.0.0.1:${server.address().port}`;
  return site;
}

export async function launch() {
  const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: FLAGS });
  after(() => browser.close());
  return browser;
}

/** A browser with a profile that outlives it; `kill` ends it as a power cut would. */
export async function mortal(profile = mkdtempSync(join(tmpdir(), 'drug-card-pwa-'))) {
  const args = ['--headless=new', ...FLAGS, '--remote-debugging-port=0', `--user-data-dir=${profile}`, 'about:blank'];
  const child = spawn(setting('CHROMIUM'), args, { detached: true, stdio: ['ignore', 'ignore', 'pipe'] });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise((resolve, reject) => {
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = /ws:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.once('exit', () => reject(new Error(`the browser ended, having said: ${said}`)));
  });
  after(() => child.exitCode ?? child.signalCode ?? process.kill(-child.pid, 'SIGKILL'));
  const browser = await chromium.connectOverCDP(address);
  const context = browser.contexts()[0];
  return {
    profile,
    context,
    kill: async () => {
      process.kill(-child.pid, 'SIGKILL');
      await gone;
      await browser.close().catch(() => {});
    },
  };
}

/** The text of the panel and the messages of the app page. */
export const words = (page) =>
  page.evaluate(() =>
    ['#update', '#age', '#offline'].map((id) => document.querySelector(id)?.innerText ?? '').join('\n'),
  );

/** Waits until the panel shows a text; keeping a copy takes a while on a busy machine. */
export async function shows(page, pattern) {
  const end = Date.now() + 60_000;
  while (!pattern.test(await words(page).catch(() => ''))) {
    assert.ok(Date.now() < end, `waited in vain for ${pattern}; the page says: ${await words(page).catch(String)}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Which releases the parts of the page say they are of. */
export const releases = (page) =>
  page.evaluate(async () => {
    const text = async (file) => (await fetch(file)).text();
    const root = JSON.parse(await text('index.json'));
    return {
      page: document.querySelector('meta[name="drug-card-release"]')?.content,
      root: `${root.build}-${root.built}`,
      logic: /"release":"([^"]+)"/.exec(await text('offline.js'))?.[1],
      shell:
        /"build":"([0-9a-f]{16})"/.exec(await text('drug-card.js'))?.[1] ??
        /build:"([0-9a-f]{16})"/.exec(await text('drug-card.js'))?.[1],
      list: document.querySelectorAll('#index li').length,
    };
  });

/** Everything that is kept: cache by name, in each the SHA-256 of each file. */
export const kept = (page) =>
  page.evaluate(async () => {
    const caches = {};
    for (const name of await window.caches.keys()) {
      const cache = await window.caches.open(name);
      const files = {};
      for (const request of await cache.keys()) {
        const response = await cache.match(request);
        // A cache may be deleted while it is read.
        if (!response) continue;
        const bytes = await response.arrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        files[new URL(request.url).pathname.slice(1)] = [...hash]
          .map((byte) => byte.toString(16).padStart(2, '0'))
          .join('');
      }
      caches[name] = files;
    }
    return caches;
  });

/** Holds that whatever is kept of a release has the bytes of this release. */
export function pure(caches, versions) {
  for (const [name, files] of Object.entries(caches)) {
    const version = versions.find(({ id }) => name.endsWith(id));
    assert.ok(version, `${name} is of no release`);
    for (const [file, hash] of Object.entries(files)) {
      if (!file.startsWith('.mark/')) assert.equal(hash, version.hashes.get(file), `${file} in ${name}`);
    }
  }
}

/** Holds that a page is of one release, and gives it. */
export function wholly(parts, versions, hint = '') {
  const version = versions.find(({ id }) => id === parts.page);
  assert.ok(version, `the page says it is of ${parts.page} ${hint}`);
  assert.deepEqual(
    parts,
    {
      page: version.id,
      root: version.id,
      logic: version.id,
      shell: version.root.build,
      list: version.root.counts.monographs,
    },
    hint,
  );
  return version;
}
