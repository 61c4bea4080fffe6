// Owns the app page's life without network: its worker, what is kept on this device, how old it is, and a newer version.

/** What the builder writes here. */
const TOLD = /** @type {{release: string, staleAfter: number | null}} */ (/** @type {unknown} */ ('drug-card:told'));

/**
 * @typedef {object} About what a worker says of its release
 * @property {string} release
 * @property {string} content
 * @property {string | null} built
 * @property {boolean} core whether all is kept that the page needs to open
 * @property {boolean} whole whether everything is kept
 * @property {number} files
 * @property {number} bytes
 * @property {number} missing
 * @property {number} missingBytes
 */

/** Marks in the storage of the browser: the one reload was made; everything was asked for; everything was here. */
const [RELOADED, WISHED, HAD] = ['drug-card-reloaded', 'drug-card-everything', 'drug-card-had'];
const DAY = 86_400_000;
/** How long a worker may be silent: when it is asked what it has, and when it fetches; in milliseconds. */
const PATIENCE = { about: 4000, keep: 120_000 };

/** Why something failed, by what the worker says. @type {Record<string, string>} */
const WHY = {
  storage: 'The browser refused the room for it. Free some storage, or allow this site to store data.',
  other: 'The server sends files of two versions, or damaged ones. Try again later.',
  http: 'The server answered with an error. Try again later.',
  network: 'The server could not be reached. Try again when the network is back.',
  silent:
    'The program that keeps it, sw.js, does not answer. Load the page again; if this stays, look what the server sends for sw.js.',
  policy: 'The policy of this page forbids it: it must allow trusted-types drug-card-offline.',
  insecure: 'This browser, or this address without https, keeps no copy.',
};

const area = /** @type {HTMLElement} */ (document.querySelector('main'));
const age = element('p', 'age');
const update = element('p', 'update');
const panel = element('section', 'offline');
const [state, stored, amount] = [element('p', ''), element('p', ''), element('p', '')];
const bar = element('progress', '');
const button = element('button', '');
/** Set while this page waits for the version its reader asked for. */
let accepted = false;
/** The copy is being filled. */
let busy = false;
/** What is to be said of the last look for a newer version. */
let trouble = '';
/** @type {ServiceWorkerRegistration | undefined} */
let registration;

if (await consistent()) start();

/**
 * Whether page, script and list of files are of one release. The first time they are not, the page is loaded again; the second
 * time it says so.
 */
async function consistent() {
  const meta = document.querySelector('meta[name="drug-card-release"]');
  /** @type {{build: string, built: string | null, content: string} | null} */
  const root = await fetch('index.json', { cache: 'no-cache' })
    .then((response) => (response.ok ? response.json() : null))
    .catch(() => null);
  const releases = new Set([TOLD.release, meta?.getAttribute('content')]);
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
  if (root) tellAge(root);
  return true;
}

/** Whether this is the first time in this window; where that cannot be remembered, no. */
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
  panel.append(heading, state, bar, amount, button, stored);
  area.append(panel);
  const container = navigator.serviceWorker;
  if (!container) return fail('insecure');
  container.addEventListener('message', ({ data }) => {
    if (!data?.failed) return;
    if (registration?.active)
      trouble = `A newer version could not be fetched; the one here stays. ${WHY[data.failed] ?? WHY.network} `;
    else fail(data.failed);
    show();
  });
  container.addEventListener('controllerchange', () => (accepted ? location.reload() : keepSeen().then(show)));
  state.textContent = 'A copy for use without network is being made …';
  const late = setTimeout(() => fail('silent'), PATIENCE.about);
  try {
    // Under `require-trusted-types-for 'script'` an address of a script needs a policy.
    const types = /** @type {any} */ (window).trustedTypes;
    const address = new URL('sw.js', import.meta.url).href;
    const trusted = types
      ? types.createPolicy('drug-card-offline', { createScriptURL: () => address }).createScriptURL(address)
      : address;
    registration = await container.register(trusted, { updateViaCache: 'none' });
  } catch (/** @type {any} */ error) {
    // A worker that is here already goes on working when the server does not answer.
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
  document.addEventListener('visibilitychange', () => document.hidden || look());
  await show();
  await look();
  const active = registration.active ?? (await container.ready).active;
  const about = await ask(active, 'about').catch(() => null);
  if (about && !about.whole && remembered(WISHED)) await everything();
}

/** Cards that were shown before there was a worker pass through it now, from the browser's own cache, and are kept. */
async function keepSeen() {
  const cards = performance.getEntriesByType('resource').filter(({ name }) => name.includes('/cards/'));
  await Promise.all(cards.map(({ name }) => fetch(name).catch(() => {})));
}

/** Looks for a newer version. */
async function look() {
  if (!registration?.active) return;
  trouble = await registration.update().then(
    () => '',
    () => 'Whether there is a newer version could not be found out. ',
  );
  await show();
}

/** Shows what is kept now, and whether a newer version waits. */
async function show() {
  await tell().catch(({ code }) => {
    fail(code, 'It is not known what is kept on this device. ');
    // A slow machine answers later.
    if (code === 'silent') setTimeout(show, PATIENCE.about);
  });
}

async function tell() {
  const { active, waiting } = registration ?? {};
  const newer = waiting && active && (await ask(waiting, 'about').catch(() => null));
  if (newer) trouble = '';
  if (newer?.release === TOLD.release) {
    // The worker of this very page waits behind a damaged one: nothing on the page changes with it.
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
    trouble = 'A newer version could not be used: it does not answer, and may have come damaged. The one here stays. ';
  }
  if (!active || busy) return;
  const about = /** @type {About} */ (await ask(active, 'about'));
  const had = remembered(HAD);
  if (about.whole) remember(HAD, TOLD.release);
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
  await tellStorage();
}

/** Keeps everything, in portions, so that a closed page can go on where it was. */
async function everything() {
  const active = registration?.active;
  if (!active || busy) return;
  busy = true;
  remember(WISHED, '1');
  hide(button, true);
  try {
    // Two pages take turns.
    await navigator.locks.request('drug-card-everything', async () => {
      const { files, bytes, missing, missingBytes } = /** @type {About} */ (await ask(active, 'about'));
      let [have, size] = [files - missing, bytes - missingBytes];
      tellProgress(have, files, size, bytes);
      const step = (/** @type {{bytes: number}} */ told) => tellProgress(++have, files, (size += told.bytes), bytes);
      while ((await ask(active, 'keep', step)).left);
    });
    await navigator.storage?.persist?.();
    busy = false;
    await show();
  } catch (/** @type {any} */ error) {
    busy = false;
    hide(bar, true);
    hide(button, false);
    fail(error.code ?? 'network', 'Not everything could be kept. ');
  }
}

/**
 * Puts a question to a worker.
 * @param {ServiceWorker | null | undefined} worker
 * @param {'about'|'keep'} asked
 * @param {(told: any) => void} [step] gets what comes before the answer
 * @returns {Promise<any>}
 */
function ask(worker, asked, step) {
  return new Promise((resolve, reject) => {
    const { port1, port2 } = new MessageChannel();
    let timer = setTimeout(() => reject({ code: 'silent' }), PATIENCE[asked]);
    port1.onmessage = ({ data }) => {
      clearTimeout(timer);
      if (data.failed) reject({ code: data.failed });
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

/** @param {{content: string, built: string | null}} root */
function tellAge({ content, built }) {
  const days = built ? Math.floor((Date.now() - Date.parse(built)) / DAY) : null;
  const limit = TOLD.staleAfter;
  const old = limit !== null && (days === null || days > limit);
  age.textContent = `Content version ${content}, built on ${built ?? 'a day not recorded'}, reviewed: not recorded.`;
  if (old) {
    age.textContent +=
      days === null
        ? ` How old it is cannot be told; this site asks for content not older than ${limit} days.`
        : ` This is old: it was built ${number(days)} days ago, and this site asks for content not older than ${limit} days. Ask for a newer version before you rely on it.`;
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
function tellProgress(have, files, bytes, all) {
  hide(bar, false);
  bar.max = all;
  bar.value = bytes;
  state.textContent = 'Everything is being kept on this device. You can go on reading.';
  amount.textContent = `${number(have)} of ${number(files)} files, ${size(bytes)} of ${size(all)}.`;
}

async function tellStorage() {
  const { usage, quota } = (await navigator.storage?.estimate?.().catch(() => null)) ?? {};
  const persisted = await navigator.storage?.persisted?.().catch(() => false);
  const lasting = persisted
    ? 'The browser keeps it until it is deleted by hand.'
    : 'The browser may remove it when it needs room.';
  stored.textContent =
    usage === undefined || quota === undefined
      ? lasting
      : `This site uses ${size(usage)} of the ${size(quota)} the browser grants it. ${lasting}`;
}

/**
 * @param {string} code
 * @param {string} [what]
 */
function fail(code, what = 'No copy for use without network is kept on this device. ') {
  state.textContent = what + (WHY[code] ?? WHY.network);
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

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {string} id
 */
function element(tag, id) {
  const made = document.createElement(tag);
  if (id) made.id = id;
  return made;
}

/**
 * @param {HTMLElement} one
 * @param {boolean} hidden
 */
function hide(one, hidden) {
  one.hidden = hidden;
}

/** @param {string} name */
function remembered(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/**
 * @param {string} name
 * @param {string} value
 */
function remember(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Without it the reader asks again.
  }
}

/** @param {number} count */
function number(count) {
  return count.toLocaleString('en');
}

/** @param {number} bytes */
function size(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
