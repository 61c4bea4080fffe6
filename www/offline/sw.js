// The service worker: keeps a copy of the bundle for use without network.
//
// Each release has its own cache, which is filled and verified before it is used and deleted when no page needs it.

import { crc32 } from '../bundle/crc32.js';
import { HASH } from '../bundle/file-name.js';

/**
 * @typedef {{file: string, sha256: string, bytes: number}} Entry a file of the bundle
 */

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const { registration, clients } = worker;
const SCOPE = registration.scope;
const { release: RELEASE, content: CONTENT, built: BUILT, list: LIST, core: CORE } = DRUG_CARD_RELEASE;
/** The names of the caches of this bundle begin so; others belong to other applications. */
const OURS = `drug-card ${new URL(SCOPE).pathname} `;
const OWN = OURS + RELEASE;
/** @param {string} file */
const url = (file) => new URL(file, SCOPE).href;
/** The app page; hosts with clean URLs redirect its name to the scope, so it is requested by that address. */
const APP = 'index.html';
/** Marks in a cache: it has all files of its release; a page was loaded from it. */
const [WHOLE, PAGE] = [url('.mark/whole'), url('.mark/page/')];
/** Requests at the same time, files per message, milliseconds for a file. */
const [LANES, BATCH, PATIENCE] = [6, 48, 60_000];
/** Milliseconds for which the browser may not know a page that is loading. */
const LOADING = 5000;

worker.addEventListener('install', (event) => event.waitUntil(install()));
worker.addEventListener('activate', (event) => event.waitUntil(clients.claim().then(sweep)));
worker.addEventListener('message', (event) => event.waitUntil(answer(event.data, event.ports[0])));
worker.addEventListener('fetch', (event) => {
  const { method, url: asked, headers, mode } = event.request;
  const [address = ''] = asked.split('#');
  if (method !== 'GET' || !address.startsWith(SCOPE) || address.includes('?') || headers.has('range')) return;
  const file = address.slice(SCOPE.length) || APP;
  event.respondWith(
    mode === 'navigate' ? page(event, file) : HASH.test(file) ? immutable(event, address) : stable(event, file),
  );
});

/** Fails unless the core of this release is kept, and of the rest as much as was kept of the release before. */
async function install() {
  try {
    const cache = await caches.open(OWN);
    await fill(cache, CORE);
    const all = await list();
    const before = await Promise.all((await others()).map((name) => caches.open(name)));
    const whole = await Promise.all(before.map((old) => old.match(WHOLE)));
    if (whole.some(Boolean)) {
      await fill(cache, all);
      await cache.put(WHOLE, new Response(''));
    } else {
      const seen = new Set((await Promise.all(before.map((old) => old.keys()))).flat().map((request) => request.url));
      await fill(
        cache,
        all.filter(({ file }) => HASH.test(file) && seen.has(url(file))),
      );
    }
  } catch (error) {
    // What arrived stays for the next attempt, unless there is no space for it.
    if (reason(error) === 'storage') await caches.delete(OWN);
    for (const client of await clients.matchAll({ includeUncontrolled: true })) client.postMessage(failure(error));
    throw error;
  }
}

/**
 * A page of this release. If nothing is kept, it comes from the network, as all its files then do.
 * @param {FetchEvent} event
 * @param {string} file
 */
async function page(event, file) {
  event.waitUntil(sweep());
  const repair = async () => {
    await fill(await caches.open(OWN), await missingFrom(CORE)).catch((error) => {
      // The server has another release, with which the rest of this one must not be mixed.
      if (reason(error) === 'other') return caches.delete(OWN);
    });
  };
  if (await caches.has(OWN)) await repair();
  else event.waitUntil(repair());
  let found;
  for (const name of [file, `${file}.html`, file + APP]) found ??= await kept(url(name), OWN);
  if (!found) return fetch(event.request).catch(sorry);
  const mark = new Response(String(Date.now()));
  await caches
    .open(OWN)
    .then((cache) => cache.put(PAGE + event.resultingClientId, mark))
    .catch(() => {});
  return found;
}

/**
 * @param {FetchEvent} event
 * @param {string} address
 */
async function immutable(event, address) {
  const held = event.request.cache !== 'reload' && (await kept(address));
  if (held) return held;
  const response = await fetch(event.request);
  if (fit(response)) event.waitUntil(keep(address, response.clone()).catch(() => {}));
  return response;
}

/**
 * A file whose name never changes, from the release of the page that requests it.
 * @param {FetchEvent} event
 * @param {string} file
 */
async function stable({ request, clientId }, file) {
  let found;
  for (const name of await others()) {
    if (await kept(PAGE + clientId, name)) found = await kept(url(file), name);
  }
  found ??= await kept(url(file), OWN);
  if (found) return found;
  const entry = (await caches.has(OWN)) && CORE.find((entry) => entry.file === file);
  return entry ? load(entry) : fetch(request);
}

/**
 * @param {'about'|'keep'|'use'} asked
 * @param {MessagePort | undefined} port
 */
async function answer(asked, port) {
  try {
    if (asked === 'use') return await worker.skipWaiting();
    const all = await list();
    if (asked === 'keep') {
      const batch = (await missingFrom(all)).slice(0, BATCH);
      await fill(await caches.open(OWN), batch, ({ bytes }) => port?.postMessage({ bytes }));
      if (batch.length < BATCH) await (await caches.open(OWN)).put(WHOLE, new Response(''));
      return port?.postMessage({ left: batch.length === BATCH });
    }
    await sweep();
    const missing = await missingFrom(all);
    const sum = (/** @type {Entry[]} */ entries) => entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const amounts = { files: all.length, bytes: sum(all), missing: missing.length, missingBytes: sum(missing) };
    const whole = !missing.length && Boolean(await kept(WHOLE, OWN));
    port?.postMessage({
      release: RELEASE,
      content: CONTENT,
      built: BUILT,
      whole,
      core: !(await missingFrom(CORE)).length,
      ...amounts,
    });
  } catch (error) {
    port?.postMessage(failure(error));
  }
}

/** Deletes older releases, once this one replaces them and no page uses them. */
async function sweep() {
  await inUse(OWN);
  const { installing, waiting } = registration;
  const olders = await others();
  if (!olders.length || installing || waiting || (await missingFrom(CORE)).length) return;
  const whole = Boolean(await kept(WHOLE, OWN));
  for (const name of olders) {
    if (!(await inUse(name)) && (whole || !(await kept(WHOLE, name)))) await caches.delete(name);
  }
}

/**
 * Whether a page that was loaded from this cache is still open. Marks of closed pages are removed.
 * @param {string} name
 */
async function inUse(name) {
  if (!(await caches.has(name))) return false;
  const cache = await caches.open(name);
  const marks = (await cache.keys()).filter(({ url }) => url.startsWith(PAGE));
  const open = await Promise.all(
    marks.map(async (mark) => {
      if (await clients.get(mark.url.slice(PAGE.length))) return true;
      const response = await cache.match(mark);
      return Date.now() - Number(await response?.text()) < LOADING || !(await cache.delete(mark));
    }),
  );
  return open.some(Boolean);
}

const others = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== OWN);

/**
 * @param {string} address
 * @param {string} [cacheName] all caches by default
 */
const kept = (address, cacheName) => caches.match(address, { ignoreVary: true, cacheName });

/** All files of this release. @returns {Promise<Entry[]>} */
async function list() {
  const entry = CORE.find(({ file }) => file === LIST);
  const response = (await kept(url(LIST), OWN)) ?? (await load(/** @type {Entry} */ (entry)));
  const core = new Set(CORE.map(({ file }) => file));
  const rest = /** @type {Entry[]} */ (await response.json()).filter(({ file }) => !core.has(file));
  return [...CORE, ...rest];
}

/** @param {Entry[]} entries */
async function missingFrom(entries) {
  const keys = (await caches.has(OWN)) ? await (await caches.open(OWN)).keys() : [];
  const have = new Set(keys.map((request) => request.url));
  return entries.filter(({ file }) => !have.has(url(file)));
}

/**
 * Puts missing files into the cache; stops at the first failure.
 * @param {Cache} cache
 * @param {Entry[]} entries
 * @param {(entry: Entry) => void} [report]
 */
async function fill(cache, entries, report) {
  const rest = await missingFrom(entries);
  const lane = async () => {
    for (let entry = rest.pop(); entry; entry = rest.pop()) {
      try {
        await cache.put(url(entry.file), await load(entry));
      } catch (error) {
        rest.length = 0;
        throw error;
      }
      report?.(entry);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
}

/**
 * Loads the file with exactly these bytes, from another release or from the server.
 * @param {Entry} entry
 */
async function load({ file, sha256 }) {
  const address = url(file === APP ? '' : file);
  const known = HASH.test(file) && (await kept(address));
  if (known && (await digest(known.clone())) === sha256) return known;
  const first = /** @type {RequestCache} */ (HASH.test(file) ? 'default' : 'no-cache');
  return fetchVerified(address, sha256, first).catch(() => fetchVerified(address, sha256, 'reload'));
}

/**
 * @param {string} address
 * @param {string} sha256
 * @param {RequestCache} cache
 */
async function fetchVerified(address, sha256, cache) {
  // In this mode, a redirect to another origin fails before anything is sent there.
  const options = /** @type {const} */ ({ cache, mode: 'same-origin', signal: AbortSignal.timeout(PATIENCE) });
  let response = await fetch(address, { ...options, redirect: 'manual' });
  const redirected = response.type === 'opaqueredirect';
  let target;
  if (redirected) {
    // Hosts with clean URLs redirect `card.html` to `card`. The hash decides what is kept.
    target = await fetch(address, options).catch(() => null);
    if (!target?.url.startsWith(SCOPE)) throw elsewhere(address, target?.url);
    // A page may not be opened from a response that was redirected.
    response = new Response(target.body, target);
  }
  const { status } = response;
  if (status === 200 && (await digest(response.clone())) === sha256) return response;
  if (target) throw elsewhere(address, target.url);
  if (status !== 200) throw Object.assign(new Error(`${status} for ${address}`), { code: 'http' });
  throw Object.assign(new Error(`${address} is damaged or of another release`), { code: 'other' });
}

/**
 * The error for a redirect to something that is not the file, such as a sign-in page.
 * @param {string} from
 * @param {string} [to]
 */
function elsewhere(from, to = 'another site') {
  const [file, target] = [from.slice(SCOPE.length) || 'this page', to.split('?')[0]];
  return Object.assign(new Error(`${from} is redirected to ${to}`), {
    code: 'redirect',
    detail: `${file} → ${target}`,
  });
}

/**
 * Keeps a file that a page requested, if its bytes match its name.
 * @param {string} address
 * @param {Response} response
 */
async function keep(address, response) {
  const hex = atob(await digest(response.clone())).replace(/./gs, (byte) =>
    byte.charCodeAt(0).toString(16).padStart(2, '0'),
  );
  const [, named = '-'] = HASH.exec(address) ?? [];
  // The hashes of cards and parts of the index begin with their CRC-32, all others are from their SHA-256 alone.
  const fits =
    hex.startsWith(named) || named === crc32(new Uint8Array(await response.clone().arrayBuffer())) + hex.slice(0, 4);
  if (fits && (await caches.has(OWN))) await (await caches.open(OWN)).put(address, response);
}

/** @param {Response} response */
async function digest(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return btoa(String.fromCharCode(...bytes));
}

/** Whether a response may be kept: complete, from this origin, without errors. @param {Response} response */
const fit = ({ status, type, redirected }) => status === 200 && type === 'basic' && !redirected;

/** What a page learns of a failure: why, and for a redirect from where to where. @param {unknown} error */
const failure = (error) => ({ failed: reason(error), detail: /** @type {{detail?: string}} */ (error).detail ?? '' });

/** Why something failed. @param {unknown} error */
function reason(error) {
  const { name, code } = /** @type {{name?: string, code?: unknown}} */ (error);
  return name === 'QuotaExceededError' ? 'storage' : typeof code === 'string' ? code : 'network';
}

function sorry() {
  const words =
    'This device is offline, or the server cannot be reached, and no copy of this page is kept here (the browser may have ' +
    'removed it). Connect to the network and open it again.\n';
  return new Response(words, { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
