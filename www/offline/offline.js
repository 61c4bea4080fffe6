// Runs the app page offline: starts its service worker and shows what is kept on this device, how old it is, and updates.

/**
 * @typedef {object} About what a worker reports about its release
 * @property {string} release
 * @property {string} content
 * @property {string | null} built
 * @property {boolean} core whether everything is kept that the page needs to open
 * @property {boolean} whole whether everything is kept
 * @property {number} files
 * @property {number} bytes
 * @property {number} missing
 * @property {number} missingBytes
 */

import { element, hide, number, remember, remembered, size, unremember } from './page-parts.js';

/** Keys in the storage of the browser: the page was reloaded once; everything was requested; everything was kept; the reader removed it. */
const [RELOADED, REQUESTED] = ['drug-card-reloaded', 'drug-card-everything'];
const [COMPLETE, REMOVED] = ['drug-card-had', 'drug-card-removed'];
/** Whether this is a shared screen, which updates itself. */
const KIOSK = document.documentElement.dataset.kiosk !== undefined;
const DAY = 86_400_000;
/** How long a worker may take to answer what it has, and to fetch files; in milliseconds. */
const PATIENCE = { about: 4000, keep: 120_000 };

/** Why something failed, by the code from the worker. @type {Record<string, string>} */
const WHY = {
  storage: 'Not enough storage space. Free some storage, or allow this site to store data.',
  other: 'The server sends files of two versions, or damaged ones. Try again later.',
  http: 'The server answered with an error. Try again later.',
  redirect:
    'The server redirects files of this page to another address. Sign in again, or have the server answer these addresses itself.',
  network: 'The server could not be reached. Try again when the network is back.',
  silent:
    'The service worker, sw.js, does not answer. Reload the page; if that does not help, check what the server sends for sw.js.',
  policy: 'The policy of this page forbids it: it must allow trusted-types drug-card-offline.',
  insecure: 'This browser does not keep a copy, or this address needs https.',
};

const area = /** @type {HTMLElement} */ (document.querySelector('main'));
const age = element('p', 'age');
const update = element('p', 'update');
const panel = element('section', 'offline');
const [state, stored, amount] = [element('p', ''), element('p', ''), element('p', '')];
const bar = element('progress', '');
const button = element('button', '');
const remove = act('Remove the copy from this device', forget);
/** Whether the reader has accepted the newer version, which is starting. */
let accepted = false;
/** Whether the copy is being filled. */
let busy = false;
/** What went wrong in the last check for a newer version. */
let trouble = '';
/** @type {ServiceWorkerRegistration | undefined} */
let registration;

if (await consistent()) start();

/**
 * Whether page, script and root file are of one release. If they are not, it reloads the page once; the second time the reader
 * sees a message.
 */
async function consistent() {
  const meta = document.querySelector('meta[name="drug-card-release"]');
  /** @type {{build: string, built: string | null, content: string, reviewed?: number, counts: {monographs: number}} | null} */
  const root = await fetch('index.json', { cache: 'no-cache' })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  const releases = new Set([DRUG_CARD_RELEASE.release, meta?.getAttribute('content')]);
  if (root) releases.add(`${root.build}-${root.built ?? 'undated'}`);
  if (releases.size > 1) {
    if (once()) {
      location.reload();
      return false;
    }
    say(
      update,
      `This page was put together from files of two versions (${[...releases].join(', ')}), because the server is being ` +
        'changed or sends old copies. What it shows may be of either version. ',
      act('Load again', () => location.reload()),
    );
  }
  if (root) showAge(root);
  return true;
}

/** Whether this is the first time in this window; false if that cannot be stored. */
function once() {
  try {
    if (sessionStorage.getItem(RELOADED)) return false;
    sessionStorage.setItem(RELOADED, '1');
    return sessionStorage.getItem(RELOADED) === '1';
  } catch {
    return false;
  }
}

async function start() {
  const heading = element('h2', '');
  heading.textContent = 'Without network';
  panel.setAttribute('aria-label', 'Without network');
  state.setAttribute('role', 'status');
  update.setAttribute('role', 'status');
  bar.setAttribute('aria-label', 'Kept on this device');
  button.textContent = 'Keep everything on this device';
  button.addEventListener('click', everything);
  hide(bar, true);
  hide(button, true);
  hide(remove, true);
  panel.append(heading, button, state, bar, amount, stored, remove);
  area.append(panel);
  if (remembered(REMOVED)) {
    state.textContent = 'No copy is kept on this device, since it was removed here.';
    return panel.append(
      act('Keep a copy on this device', () => {
        unremember(REMOVED);
        location.reload();
      }),
    );
  }
  const container = navigator.serviceWorker;
  if (!container) return fail('insecure');
  container.addEventListener('message', ({ data }) => {
    if (!data?.failed) return;
    if (registration?.active)
      trouble = `A newer version could not be fetched; this one stays. ${why(data.failed, data.detail)} `;
    else fail(data.failed, undefined, data.detail);
    show();
  });
  container.addEventListener('controllerchange', () => (accepted ? location.reload() : keepSeen().then(show)));
  state.textContent = 'A copy for use without network is being made …';
  const late = setTimeout(() => fail('silent'), PATIENCE.about);
  try {
    // Under `require-trusted-types-for 'script'` an address of a script needs a policy.
    const types = window.trustedTypes;
    const address = new URL('sw.js', import.meta.url).href;
    const trusted = types
      ? types.createPolicy('drug-card-offline', { createScriptURL: () => address }).createScriptURL(address)
      : address;
    registration = await container.register(trusted, { updateViaCache: 'none' });
  } catch (thrown) {
    const error = /** @type {Error} */ (thrown);
    // An earlier worker goes on working while the server does not answer.
    registration = await container.getRegistration().catch(() => undefined);
    const policy = error instanceof TypeError && /polic|trusted/i.test(error.message);
    if (!registration) return fail(policy ? 'policy' : error.name === 'SecurityError' ? 'insecure' : 'network');
  } finally {
    clearTimeout(late);
  }
  registration.addEventListener('updatefound', () => {
    const { installing } = /** @type {ServiceWorkerRegistration} */ (registration);
    installing?.addEventListener('statechange', show);
  });
  registration.installing?.addEventListener('statechange', show);
  addEventListener('online', show);
  addEventListener('offline', show);
  if (KIOSK) addEventListener('hashchange', show);
  document.addEventListener('visibilitychange', () => document.hidden || look());
  await show();
  await look();
  const active = registration.active ?? (await container.ready).active;
  const about = await ask(active, 'about').catch(() => null);
  if (about && !about.whole && remembered(REQUESTED)) await everything();
}

/** Requests the cards again that were shown before the worker started, so that it keeps them. */
async function keepSeen() {
  const cards = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/cards/'));
  await Promise.all(cards.map(({ name }) => fetch(name).catch(() => {})));
}

/** Checks for a newer version. */
async function look() {
  if (!registration?.active) return;
  trouble = await registration.update().then(
    () => '',
    () => 'The check for a newer version failed. ',
  );
  await show();
}

/** Shows what is kept, and whether a newer version is ready. */
async function show() {
  await showState().catch(({ code, detail }) => {
    fail(code, 'What is kept on this device is unknown. ', detail);
    // A slow device answers later.
    if (code === 'silent') setTimeout(show, PATIENCE.about);
  });
}

async function showState() {
  const { active, waiting } = registration ?? {};
  const newer = waiting && active && (await ask(waiting, 'about').catch(() => null));
  if (newer) trouble = '';
  if (newer?.release === DRUG_CARD_RELEASE.release) {
    // The worker of this page waits behind a damaged one; starting it changes nothing on the page.
    return waiting?.postMessage('use');
  }
  if (newer && KIOSK && !location.hash.startsWith('#/drug')) {
    // Nobody reads a card at the moment.
    accepted = true;
    return waiting?.postMessage('use');
  }
  if (newer) {
    say(
      update,
      `A newer version is ready: content version ${newer.content}, built on ${newer.built ?? 'a day not recorded'}. This page stays as it is until you change it. `,
      act('Use the newer version', () => {
        accepted = true;
        waiting.postMessage('use');
      }),
    );
  } else if (waiting && active) {
    trouble = 'A newer version could not be started: it does not answer, and may be damaged. This one stays. ';
  }
  if (!active || busy) return;
  const about = await ask(active, 'about');
  const had = remembered(COMPLETE);
  if (about.whole) remember(COMPLETE, DRUG_CARD_RELEASE.release);
  const offline = navigator.onLine ? trouble : 'This device is offline. ';
  const removed =
    had && !about.whole
      ? 'The browser removed the copy of everything that was kept here, or it is of an earlier version. '
      : '';
  state.textContent =
    offline +
    removed +
    (about.whole
      ? 'Everything is kept on this device: all medicines open and can be searched without network.'
      : about.core
        ? 'Kept on this device: this page, the search by name, and the medicines opened here. Without network others do not open.'
        : 'The copy for use without network is incomplete. It is made again when the server can be reached.');
  amount.textContent = `${number(about.files - about.missing)} of ${number(about.files)} files, ${size(about.bytes - about.missingBytes)} of ${size(about.bytes)}.`;
  hide(button, about.whole);
  hide(bar, true);
  // Without network, the page that is read would be gone as well.
  hide(remove, !navigator.onLine);
  await showStorage();
}

/** Keeps everything, in batches, so that a page that was closed can continue later. */
async function everything() {
  const active = registration?.active;
  if (!active || busy) return;
  busy = true;
  remember(REQUESTED, '1');
  hide(button, true);
  try {
    // One page at a time.
    await navigator.locks.request('drug-card-everything', async () => {
      const { files, bytes, missing, missingBytes } = await ask(active, 'about');
      let [have, size] = [files - missing, bytes - missingBytes];
      showProgress(have, files, size, bytes);
      const step = (/** @type {{bytes: number}} */ progress) =>
        showProgress(++have, files, (size += progress.bytes), bytes);
      while ((await ask(active, 'keep', step)).left);
    });
    await navigator.storage?.persist?.();
    busy = false;
    await show();
  } catch (error) {
    busy = false;
    hide(bar, true);
    hide(button, false);
    const { code = 'network', detail } = /** @type {{code?: string, detail?: string}} */ (error);
    fail(code, 'Not everything could be kept. ', detail);
  }
}

/** Removes the copy, and makes no other until the reader asks for one. */
async function forget() {
  remember(REMOVED, '1');
  unremember(REQUESTED, COMPLETE);
  await registration?.unregister();
  const own = `drug-card ${new URL('.', location.href).pathname} `;
  const names = (await caches.keys()).filter((name) => name.startsWith(own));
  await Promise.all(names.map((name) => caches.delete(name)));
  location.reload();
}

/**
 * Asks a worker and returns its answer.
 * @param {ServiceWorker | null | undefined} worker
 * @param {'about'|'keep'} asked
 * @param {(progress: {bytes: number}) => void} [step] gets progress reports
 * @returns {Promise<About & {left?: boolean}>}
 */
function ask(worker, asked, step) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    let timer = setTimeout(() => reject({ code: 'silent' }), PATIENCE[asked]);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.failed) reject({ code: data.failed, detail: data.detail });
      else if ('left' in data || 'release' in data) resolve(data);
      else {
        timer = setTimeout(() => reject({ code: 'silent' }), PATIENCE[asked]);
        return step?.(data);
      }
      port1.close();
    };
    worker?.postMessage(asked, [port2]);
  });
}

/** @param {{content: string, built: string | null, reviewed?: number, counts: {monographs: number}}} root */
function showAge({ content, built, reviewed, counts }) {
  const days = built ? Math.floor((Date.now() - Date.parse(built)) / DAY) : null;
  const limit = DRUG_CARD_RELEASE.staleAfter;
  const old = limit !== null && (days === null || days > limit);
  age.textContent = `Content version ${content}, built on ${built ?? 'a day not recorded'}, ${
    reviewed ? `review recorded for ${reviewed} of ${counts.monographs} pages` : 'reviewed: not recorded'
  }.`;
  if (old) {
    age.textContent +=
      days === null
        ? ` Its age is unknown; this site requires content at most ${limit} days old.`
        : ` This is old: it was built ${number(days)} days ago, and this site requires content at most ${limit} days old. Get a newer version before you rely on it.`;
  }
  age.classList.toggle('stale', old);
  if (old) area.prepend(age);
  else area.append(age);
}

/**
 * @param {number} have
 * @param {number} files
 * @param {number} bytes
 * @param {number} all
 */
function showProgress(have, files, bytes, all) {
  hide(bar, false);
  bar.max = all;
  bar.value = bytes;
  state.textContent = 'Everything is being kept on this device. You can go on reading.';
  amount.textContent = `${number(have)} of ${number(files)} files, ${size(bytes)} of ${size(all)}.`;
}

async function showStorage() {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const persisted = await navigator.storage?.persisted?.().catch(() => false);
  const lasting = persisted
    ? 'The browser keeps it until it is deleted by hand.'
    : 'The browser may remove it when it needs space.';
  stored.textContent =
    usage === undefined || quota === undefined
      ? lasting
      : `This site uses ${size(usage)} of the ${size(quota)} the browser grants it. ${lasting}`;
}

/**
 * @param {string} code
 * @param {string} [what]
 * @param {string} [detail]
 */
function fail(code, what = 'No copy for use without network is kept on this device. ', detail = '') {
  state.textContent = what + why(code, detail);
}

/**
 * Why something failed, in words; `detail` says which file was redirected where.
 * @param {string} code
 * @param {string} [detail]
 */
function why(code, detail) {
  return (WHY[code] ?? WHY.network) + (detail ? ` (${detail})` : '');
}

/**
 * @param {HTMLElement} place
 * @param {string} words
 * @param {HTMLElement} [control]
 */
function say(place, words, control) {
  place.replaceChildren(words, ...(control ? [control] : []));
  area.prepend(place);
}

/**
 * @param {string} words
 * @param {() => void} then
 */
function act(words, then) {
  const made = element('button', '');
  made.textContent = words;
  made.addEventListener('click', then);
  return made;
}
