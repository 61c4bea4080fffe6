// Owns the copy for use without network: one cache a release, filled and verified before it is used, deleted when no page needs it.

/**
 * @typedef {{file: string, sha256: string, bytes: number}} Entry a file of the bundle
 * @typedef {{release: string, content: string, built: string | null, list: string, core: Entry[]}} Told
 */
/** What the builder writes here. */
const TOLD = /** @type {Told} */ (/** @type {unknown} */ ('drug-card:told'));

const worker = /** @type {any} */ (self);
/** @type {string} */ const SCOPE = worker.registration.scope;
/** The caches of this bundle; what else this origin keeps is not ours. */
const OURS = `drug-card ${new URL(SCOPE).pathname} `;
const OWN = OURS + TOLD.release;
/** @param {string} file */
const url = (file) => new URL(file, SCOPE).href;
/** Marks in a cache: it holds all files of its release; a page was loaded from it. */
const [WHOLE, PAGE] = [url('.mark/whole'), url('.mark/page/')];
/** Such a file has the same bytes in every release. */
const HASHED = /[./]([0-9a-f]{12})\.\w+$/;
/** Files asked for at the same time, files of one message, milliseconds a file may take. */
const [LANES, BATCH, PATIENCE] = [6, 48, 60_000];
/** Milliseconds in which a page that is being loaded may be unknown to the browser. */
const LOADING = 5000;

worker.addEventListener('install', (/** @type {any} */ event) => event.waitUntil(install()));
worker.addEventListener('activate', (/** @type {any} */ event) => event.waitUntil(worker.clients.claim().then(sweep)));
worker.addEventListener('message', (/** @type {any} */ event) => event.waitUntil(answer(event.data, event.ports[0])));
worker.addEventListener('fetch', (/** @type {any} */ event) => {
  const { method, url: asked, headers, mode } = event.request;
  const address = asked.split('#')[0];
  if (method !== 'GET' || !address.startsWith(SCOPE) || address.includes('?') || headers.has('range')) return;
  const file = address.slice(SCOPE.length) || 'index.html';
  event.respondWith(
    mode === 'navigate' ? page(event, file) : HASHED.test(file) ? immutable(event, address) : stable(event, file),
  );
});

/** Fails unless this release is here in full, and as much of it as was kept of the one before. */
async function install() {
  try {
    const cache = await caches.open(OWN);
    await fill(cache, TOLD.core);
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
        all.filter(({ file }) => HASHED.test(file) && seen.has(url(file))),
      );
    }
  } catch (error) {
    // What came stays for the next attempt, unless there is no room for it.
    if (reason(error) === 'storage') await caches.delete(OWN);
    for (const client of await worker.clients.matchAll({ includeUncontrolled: true }))
      client.postMessage({ failed: reason(error) });
    throw error;
  }
}

/**
 * A page of this release; from the network where nothing is kept, since then all its files come from there.
 * @param {any} event
 * @param {string} file
 */
async function page(event, file) {
  event.waitUntil(sweep());
  const mend = async () => {
    await fill(await caches.open(OWN), await lacking(TOLD.core)).catch((error) => {
      // The server has another release: what is left of this one must not meet it.
      if (reason(error) === 'other') return caches.delete(OWN);
    });
  };
  if (await caches.has(OWN)) await mend();
  else event.waitUntil(mend());
  const found = await kept(url(file), OWN);
  if (!found) return fetch(event.request).catch(sorry);
  const mark = new Response(String(Date.now()));
  await caches
    .open(OWN)
    .then((cache) => cache.put(PAGE + event.resultingClientId, mark))
    .catch(() => {});
  return found;
}

/**
 * @param {any} event
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
 * A file that keeps its name, of the release that its page belongs to.
 * @param {any} event
 * @param {string} file
 */
async function stable({ request, clientId }, file) {
  let found;
  for (const name of await others()) {
    if (await kept(PAGE + clientId, name)) found = await kept(url(file), name);
  }
  found ??= await kept(url(file), OWN);
  if (found) return found;
  const entry = (await caches.has(OWN)) && TOLD.core.find((entry) => entry.file === file);
  return entry ? bring(entry) : fetch(request);
}

/**
 * @param {'about'|'keep'|'use'} asked
 * @param {MessagePort} port
 */
async function answer(asked, port) {
  try {
    if (asked === 'use') return await worker.skipWaiting();
    const all = await list();
    if (asked === 'keep') {
      const batch = (await lacking(all)).slice(0, BATCH);
      await fill(await caches.open(OWN), batch, ({ bytes }) => port.postMessage({ bytes }));
      if (batch.length < BATCH) await (await caches.open(OWN)).put(WHOLE, new Response(''));
      return port.postMessage({ left: batch.length === BATCH });
    }
    await sweep();
    const { release, content, built, core } = TOLD;
    const missing = await lacking(all);
    const sum = (/** @type {Entry[]} */ entries) => entries.reduce((sum, { bytes }) => sum + bytes, 0);
    const amounts = { files: all.length, bytes: sum(all), missing: missing.length, missingBytes: sum(missing) };
    const whole = !missing.length && Boolean(await kept(WHOLE, OWN));
    port.postMessage({ release, content, built, whole, core: !(await lacking(core)).length, ...amounts });
  } catch (error) {
    port?.postMessage({ failed: reason(error) });
  }
}

/** Deletes the releases before, once this one replaces them and no page was loaded from them. */
async function sweep() {
  await inUse(OWN);
  const { installing, waiting } = worker.registration;
  const olders = await others();
  if (!olders.length || installing || waiting || (await lacking(TOLD.core)).length) return;
  const whole = Boolean(await kept(WHOLE, OWN));
  for (const name of olders) {
    if (!(await inUse(name)) && (whole || !(await kept(WHOLE, name)))) await caches.delete(name);
  }
}

/**
 * Whether a page that was loaded from this cache is still open; the marks of others are removed.
 * @param {string} name
 */
async function inUse(name) {
  if (!(await caches.has(name))) return false;
  const cache = await caches.open(name);
  const marks = (await cache.keys()).filter(({ url }) => url.startsWith(PAGE));
  const open = await Promise.all(
    marks.map(async (mark) => {
      if (await worker.clients.get(mark.url.slice(PAGE.length))) return true;
      const response = await cache.match(mark);
      return Date.now() - Number(await response?.text()) < LOADING || !(await cache.delete(mark));
    }),
  );
  return open.some(Boolean);
}

const others = async () => (await caches.keys()).filter((name) => name.startsWith(OURS) && name !== OWN);

/**
 * @param {string} address
 * @param {string} [cacheName] any, unless it is named
 */
const kept = (address, cacheName) => caches.match(address, { ignoreVary: true, cacheName });

/** All files of this release. @returns {Promise<Entry[]>} */
async function list() {
  const entry = TOLD.core.find(({ file }) => file === TOLD.list);
  const response = (await kept(url(TOLD.list), OWN)) ?? (await bring(/** @type {Entry} */ (entry)));
  const core = new Set(TOLD.core.map(({ file }) => file));
  const rest = /** @type {Entry[]} */ (await response.json()).filter(({ file }) => !core.has(file));
  return [...TOLD.core, ...rest];
}

/** @param {Entry[]} entries */
async function lacking(entries) {
  const keys = (await caches.has(OWN)) ? await (await caches.open(OWN)).keys() : [];
  const have = new Set(keys.map((request) => request.url));
  return entries.filter(({ file }) => !have.has(url(file)));
}

/**
 * Puts what is missing into the cache; the first failure ends it.
 * @param {Cache} cache
 * @param {Entry[]} entries
 * @param {(entry: Entry) => void} [tell]
 */
async function fill(cache, entries, tell) {
  const rest = await lacking(entries);
  const lane = async () => {
    for (let entry = rest.pop(); entry; entry = rest.pop()) {
      try {
        await cache.put(url(entry.file), await bring(entry));
      } catch (error) {
        rest.length = 0;
        throw error;
      }
      tell?.(entry);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const lane of lanes) if (lane.status === 'rejected') throw lane.reason;
}

/**
 * The file with exactly these bytes, from another release or from the server.
 * @param {Entry} entry
 */
async function bring({ file, sha256 }) {
  const address = url(file);
  const known = HASHED.test(file) && (await kept(address));
  if (known && (await digest(known.clone())) === sha256) return known;
  const first = /** @type {RequestCache} */ (HASHED.test(file) ? 'default' : 'no-cache');
  return one(address, sha256, first).catch(() => one(address, sha256, 'reload'));
}

/**
 * @param {string} address
 * @param {string} sha256
 * @param {RequestCache} cache
 */
async function one(address, sha256, cache) {
  const response = await fetch(address, { cache, redirect: 'error', signal: AbortSignal.timeout(PATIENCE) });
  if (!fit(response)) throw Object.assign(new Error(`${response.status} for ${address}`), { code: 'http' });
  if ((await digest(response.clone())) === sha256) return response;
  throw Object.assign(new Error(`${address} is damaged or of another release`), { code: 'other' });
}

/**
 * Keeps a file that was seen, if its bytes are those its name says.
 * @param {string} address
 * @param {Response} response
 */
async function keep(address, response) {
  const hex = atob(await digest(response.clone())).replace(/./gs, (byte) =>
    byte.charCodeAt(0).toString(16).padStart(2, '0'),
  );
  const named = HASHED.exec(address)?.[1] ?? '-';
  // Parts of the index and cards are named by their CRC-32 first, all others by their SHA-256 alone.
  const fits =
    hex.startsWith(named) || named === crc32(new Uint8Array(await response.clone().arrayBuffer())) + hex.slice(0, 4);
  if (fits && (await caches.has(OWN))) await (await caches.open(OWN)).put(address, response);
}

/** CRC-32 (IEEE 802.3), as 8 hex digits. @param {Uint8Array} bytes */
function crc32(bytes) {
  let crc = ~0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (~crc >>> 0).toString(16).padStart(8, '0');
}

/** @param {Response} response */
async function digest(response) {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return btoa(String.fromCharCode(...bytes));
}

/** Whether an answer may be kept: no error, no part, nothing from elsewhere. @param {Response} response */
const fit = ({ status, type, redirected }) => status === 200 && type === 'basic' && !redirected;

/** @param {any} error */
const reason = ({ name, code }) =>
  name === 'QuotaExceededError' ? 'storage' : typeof code === 'string' ? code : 'network';

function sorry() {
  const words =
    'This device is offline, or the server cannot be reached, and no copy of this page is kept here (the browser may have ' +
    'removed it). Connect to the network and open it again.\n';
  return new Response(words, { status: 503, headers: { 'content-type': 'text/plain; charset=utf-8' } });
}
