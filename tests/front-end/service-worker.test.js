// Runs the service worker in Node: without network, its kept copy answers whatever loads the script of the search.
//
// The worker runs in a context of its own with caches in memory; what the elements fetch goes through it.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { after } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { Release } from '../../www/bundle/release.js';

const WORKER = fileURLToPath(new URL('../../www/offline/sw.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'drug-card-worker-'));
after(() => rmSync(folder, { recursive: true }));
const base = `${pathToFileURL(folder).href}/`;

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();
/** @param {string} name @param {string} text */
const file = (name, text) => ({ file: name, sha256: sha256(text).toString('base64'), bytes: text.length, text });

const SCRIPT_TEXT = 'export const open = () => {};';
const SCRIPT = file(`search-core.${sha256(SCRIPT_TEXT).toString('hex').slice(0, 12)}.js`, SCRIPT_TEXT);
const LIST = file('files.json', '[]');
// Node imports it from here; what the page fetches comes from the worker.
writeFileSync(join(folder, SCRIPT.file), SCRIPT.text);

const SAFARI = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';

/** A server of these files, which can be down. */
function server() {
  const files = new Map([SCRIPT, LIST].map(({ file, text }) => [base + file, text]));
  const requests = [];
  const site = {
    down: false,
    requests,
    fetch: async (request) => {
      const url = request.url ?? String(request);
      requests.push(url.slice(base.length));
      const text = files.get(url);
      if (site.down || text === undefined) throw new TypeError('Failed to fetch');
      return Object.defineProperty(new Response(text), 'type', { value: 'basic' });
    },
  };
  return site;
}

/** `CacheStorage` in memory. */
function memory() {
  const all = new Map();
  const open = async (name) => {
    const files = all.get(name) ?? all.set(name, new Map()).get(name);
    return {
      put: async (url, response) => void files?.set(url, response),
      match: async (request) => files?.get(request.url ?? request)?.clone(),
      keys: async () => [...(files?.keys() ?? [])].map((url) => ({ url })),
      delete: async (request) => files?.delete(request.url ?? request),
    };
  };
  return {
    open,
    has: async (name) => all.has(name),
    keys: async () => [...all.keys()],
    delete: async (name) => all.delete(name),
    match: async (url, { cacheName } = {}) => {
      for (const [name, files] of all)
        if (files.has(url) && (cacheName ?? name) === name) return files.get(url)?.clone();
    },
  };
}

/** The worker of a release, installed from `site`. @param {ReturnType<typeof server>} site */
async function installed(site) {
  const on = {};
  const clients = { claim: async () => {}, matchAll: async () => [], get: async () => undefined };
  const self = {
    registration: { scope: base },
    clients,
    addEventListener: (name, hear) => (on[name] = hear),
  };
  const release = { release: 'r', content: 'c', built: null, list: LIST.file, core: [SCRIPT, LIST] };
  const { outputFiles } = await build({ entryPoints: [WORKER], bundle: true, format: 'esm', write: false });
  const [{ text: source }] = outputFiles;
  const given = {
    self,
    caches: memory(),
    fetch: site.fetch,
    crypto,
    Response,
    URL,
    AbortSignal,
    atob,
    btoa,
    setTimeout,
  };
  runInContext(`const DRUG_CARD_RELEASE=${JSON.stringify(release)};\n${source}`, createContext(given));
  let done;
  on.install({ waitUntil: (work) => (done = work) });
  await done;
  /** A request of a page, as the browser hands it to the worker. @param {string} url @param {RequestInit} options */
  return async (url, { cache = 'default', integrity } = {}) => {
    const request = { method: 'GET', url, headers: new Headers(), mode: 'cors', cache };
    let answer;
    on.fetch({
      request,
      clientId: '',
      waitUntil: () => {},
      respondWith: (response) => (answer = response),
    });
    const response = await (answer ?? site.fetch(request));
    const bytes = new Uint8Array(await response.clone().arrayBuffer());
    if (integrity && integrity !== `sha256-${sha256(bytes).toString('base64')}`) throw new TypeError('integrity');
    return response;
  };
}

/**
 * The script of the search as the elements load it in a browser of this name.
 * @param {string} userAgent
 * @param {(url: string, options: RequestInit) => Promise<Response>} fetch
 */
async function script(userAgent, fetch) {
  const page = {
    navigator: { userAgent, onLine: true },
    document: { createElement: () => ({ relList: { supports: () => false } }) },
    fetch,
  };
  const before = Object.keys(page).map((name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)]);
  for (const [name, value] of Object.entries(page))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  try {
    const root = { build: 'b', cores: { search: { js: SCRIPT } } };
    return await new Release(base, root).script('search');
  } finally {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  }
}

for (const [engine, userAgent] of Object.entries({ WebKit: SAFARI, Firefox: FIREFOX })) {
  test(`${engine}: without network the kept script of the search starts, and nobody asks the server`, async () => {
    const site = server();
    const worker = await installed(site);
    site.requests.length = 0;
    site.down = true;
    const { open } = await script(userAgent, worker);
    assert.equal(typeof open, 'function');
    assert.deepEqual(site.requests, []);
  });
}

test('WebKit: a script with other bytes than the root names is not imported', async () => {
  const wrong = new Response('export const open = 1;');
  await assert.rejects(
    script(SAFARI, async (_, { integrity }) => {
      if (integrity) throw new TypeError('integrity');
      return wrong.clone();
    }),
    { code: 'bad-data', message: /sent the search program damaged/ },
  );
});

test('a page that found the kept copy damaged gets the file of the server', async () => {
  const site = server();
  const worker = await installed(site);
  site.requests.length = 0;
  assert.equal(await (await worker(base + SCRIPT.file, { cache: 'reload' })).text(), SCRIPT.text);
  assert.deepEqual(site.requests, [SCRIPT.file]);
});
