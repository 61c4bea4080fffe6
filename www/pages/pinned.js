// Keeps the medicines that a reader pins for a ward round: until the page is closed, and on the device only by choice.

import { link } from './alphabet.js';
import { byId, remember, remembered, unremember } from './page-parts.js';

/** Where the list is kept, in the storage of the browser. */
const KEPT = `drug-card-pinned ${location.pathname}`;

const [pin, keep] = ['pin', 'keep-pins'].map((id) => /** @type {HTMLInputElement | null} */ (byId(id)));

/** The list that was kept; empty if there is none, or if it is not one. @returns {[slug: string, title: string][]} */
function kept() {
  try {
    const list = JSON.parse(remembered(KEPT) ?? '[]');
    /** @returns {one is [slug: string, title: string]} */
    const isPin = (/** @type {unknown} */ one) =>
      Array.isArray(one) && one.length === 2 && one.every((text) => typeof text === 'string');
    return Array.isArray(list) ? list.filter(isPin) : [];
  } catch {
    return [];
  }
}

/** Title by slug, in the order in which they were pinned. */
const pins = new Map(kept());

/** The medicine that is open. */
let open = { slug: '', title: '' };

if (keep) keep.checked = pins.size > 0;
show();

pin?.addEventListener('change', () => {
  if (pin.checked) pins.set(open.slug, open.title);
  else pins.delete(open.slug);
  show();
});
keep?.addEventListener('change', show);
byId('clear-pins')?.addEventListener('click', clearPins);

/** Says whether the medicine that is open is pinned. @param {string} slug @param {string} title */
export function pinnable(slug, title) {
  open = { slug, title };
  if (pin) pin.checked = pins.has(slug);
}

/** Forgets all, also on the device. */
export function clearPins() {
  pins.clear();
  if (keep) keep.checked = false;
  show();
}

/** Shows the list, and keeps it on the device if the reader wants that. */
function show() {
  const links = [...pins].map(([slug, title]) => link(title, `#/drug/${encodeURIComponent(slug)}`));
  byId('pins')?.replaceChildren(...links.flatMap((one, at) => (at ? [', ', one] : [one])));
  byId('pinned')?.toggleAttribute('hidden', !pins.size);
  if (pin) pin.checked = pins.has(open.slug);
  if (keep?.checked && pins.size) remember(KEPT, JSON.stringify([...pins]));
  else unremember(KEPT);
}
