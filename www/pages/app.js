// Runs the app page: the list from A to Z, the address of an open card, and the cards seen since the page was opened.

import { Alphabet, link } from './alphabet.js';
import { compareFrom, reloadComparison, showComparison } from './comparison.js';
import { loadIndex } from './drug-card.js';
import { readInfobutton } from './infobutton.js';
import { watchIdle } from './kiosk.js';
import { clearPins, pinnable } from './pinned.js';
import { loadMessages, say } from './review-line.js';
import { latest, stored } from './withdrawn.js';

/** @param {string} id */
const byId = (id) => /** @type {HTMLElement} */ (document.getElementById(id));
const [list, recent, problem, view] = ['list', 'recent', 'problem', 'view'].map(byId);
const card =
  /** @type {import('../elements/drug-card-element.js').DrugCardElement & {drug: string, order: string, print: string}} */ (
    byId('card')
  );
const [patient, large] = ['patient', 'large'].map((id) => /** @type {HTMLInputElement} */ (byId(id)));
const title = document.title;

/** Slug to title, the last seen last; kept in memory only. @type {Map<string, string>} */
const seen = new Map();

/** Slug to sentence of the medicines that are withdrawn. @type {Map<string, string>} */
const gone = new Map();
const unchecked = document.createElement('p');

/** @type {Alphabet | undefined} */
let alphabet;

/** The other name by which the next card was chosen in the search. */
let chosen = { slug: '', asked: '' };

card.addEventListener('drug-load', (event) => {
  const { slug, title: name } = /** @type {CustomEvent<{slug: string, title: string}>} */ (event).detail;
  document.title = `${name} · ${title}`;
  compareFrom(slug);
  pinnable(slug, name);
  seen.delete(slug);
  seen.set(slug, name);
  showRecent();
});

// The other name that led to a medicine is passed to its card, but is not in the address.
document.addEventListener('drug-select', (event) => {
  const { hit } = /** @type {CustomEvent<{hit: {slug: string, anchor: string, asked: string}}>} */ (event).detail;
  chosen = hit;
  const { localName } = /** @type {Element} */ (event.target);
  if (event.target === card || localName === 'drug-compare') {
    // A link from card to card gets an address, so that "Back" leads back.
    event.preventDefault();
    location.hash = `#/drug/${encodeURIComponent(hit.slug)}`;
  }
  if (card.drug === hit.slug && view && !view.hidden) card.show(hit);
});

addEventListener('hashchange', () => route(true));
await withdraw(stored()).catch(() => showList());
addEventListener('online', askWithdrawn);
document.addEventListener('visibilitychange', () => document.hidden || askWithdrawn());
askWithdrawn();
follow(readInfobutton(location.search));
watchIdle(() => {
  /** @type {import('../elements/drug-search-element.js').DrugSearchElement | null} */
  const search = document.querySelector('drug-search');
  search?.clear();
  seen.clear();
  clearPins();
  showRecent();
  // Without an entry in the history that leads back to the last reader's card.
  location.replace('#/');
});

for (const control of [patient, large]) control?.addEventListener('change', setForm);

/** Shows the card in the order, and prints it in the size, that the reader chose. */
function setForm() {
  if (patient?.checked) card.order = 'patient';
  else card.removeAttribute('order');
  card.print = large?.checked ? 'large' : 'all';
}

/**
 * Follows the link of another program. What it says about a patient is removed from the address bar and the history at once.
 * @param {ReturnType<typeof readInfobutton>} wanted
 */
async function follow(wanted) {
  if (location.search) history.replaceState(null, '', location.pathname + location.hash);
  if (!wanted) return route(false);
  if (patient) patient.checked = wanted.patient;
  setForm();
  const index = await loadIndex('.').catch(() => null);
  let name = wanted.names.at(-1) ?? '';
  for (const asked of wanted.names) {
    // The best name that leads to one medicine. If there is none, the card says so.
    const found = await index?.get(asked).catch(() => null);
    if (!found) continue;
    name = asked;
    break;
  }
  history.replaceState(null, '', `#/drug/${encodeURIComponent(name)}${wanted.anchor && `/${wanted.anchor}`}`);
  route(true);
}

/**
 * Shows what the address names; a query is never part of it.
 * @param {boolean} moved whether the reader came from another place of this page
 */
function route(moved) {
  const [, slug = '', anchor = ''] = /^#\/drug\/([^/]+)\/?([^/]*)$/.exec(location.hash) ?? [];
  const open = slug !== '';
  const compared = showComparison(location.hash, title, decode);
  list?.toggleAttribute('hidden', open || compared);
  view?.toggleAttribute('hidden', !open);
  problem?.toggleAttribute('hidden', open || compared);
  if (compared) return;
  if (open) {
    // Tied to its medicine: it must never appear on another card.
    const choice = {
      slug: decode(slug),
      anchor: decode(anchor),
      asked: chosen.slug === decode(slug) ? chosen.asked : '',
    };
    if (moved || anchor) card.show(choice);
    else card.drug = choice.slug;
    chosen = { slug: '', asked: '' };
  } else {
    document.title = title;
    showLetter();
  }
  if (location.hash === '#/') scrollTo(0, 0);
}

/** @param {string} text */
function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/**
 * Replaces the cards of withdrawn medicines, in the list too.
 * @param {import('../bundle/result-types.js').Withdrawn[]} pages
 */
async function withdraw(pages) {
  const bundle = await loadIndex('.');
  bundle.withdraw(pages);
  gone.clear();
  for (const { slug, text } of pages) gone.set(slug, text);
  if (gone.has(card.monograph?.slug ?? '')) card.reload();
  reloadComparison();
  await showList();
}

/** Asks the server which medicines are withdrawn. What it does not say stays as it was. */
async function askWithdrawn() {
  try {
    const before = JSON.stringify([...gone]);
    const pages = await latest();
    unchecked.remove();
    if (JSON.stringify(pages.map(({ slug, text }) => [slug, text])) !== before) await withdraw(pages);
  } catch {
    if (!navigator.onLine) return;
    const { text, lang } = say('Whether medicines were withdrawn since this page was made could not be checked.');
    Object.assign(unchecked, { textContent: text, lang });
    document.querySelector('footer')?.prepend(unchecked);
  }
}

async function showList() {
  try {
    const { medicines } = await loadIndex('.');
    await loadMessages();
    const all = (await medicines()).map((medicine) => {
      const text = gone.get(medicine.slug);
      return text
        ? { slug: medicine.slug, title: medicine.title, line: '', alert: { code: 'withdrawn', text } }
        : medicine;
    });
    const index = byId('index');
    index?.replaceChildren();
    // The build states the language of the medicines, which may not be that of the page.
    alphabet = new Alphabet(all, index?.lang || document.documentElement.lang || 'en');
    showLetter();
  } catch (error) {
    if (problem) problem.textContent = error instanceof Error ? error.message : String(error);
  }
}

/** Shows the letter that the address names. */
function showLetter() {
  alphabet?.show(decode(/^#\/letter\/(.+)$/.exec(location.hash)?.[1] ?? ''));
}

function showRecent() {
  const links = [...seen]
    .reverse()
    .slice(0, 6)
    .map(([slug, name]) => link(name, `#/drug/${encodeURIComponent(slug)}`));
  recent?.replaceChildren(
    'Seen since this page was opened: ',
    ...links.flatMap((link, at) => (at ? [', ', link] : [link])),
  );
  recent?.toggleAttribute('hidden', !links.length);
}
