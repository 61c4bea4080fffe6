// Learns which medicines are withdrawn, also while this page is of an earlier release or has no network.
//
// The list is a file of its own beside the release: `{"sha256":"…","withdrawn":[…]}`, the hash being that of the list.

/** @import { Withdrawn } from '../bundle/result-types.js' */

const FILE = 'withdrawn.json';
/** The last list that was received, in the storage of the browser. */
const KEPT = `drug-card-withdrawn ${location.pathname}`;
const SHAPE = /^\{"sha256":"([^"]+)","withdrawn":(\[.*\])\}\n$/s;

/** The last list that was received; empty if there was none. @returns {Withdrawn[]} */
export function stored() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]');
  } catch {
    return [];
  }
}

/**
 * The list as the server has it now, which is then stored. Throws if it does not arrive whole.
 * @returns {Promise<Withdrawn[]>}
 */
export async function latest() {
  const response = await fetch(FILE, { cache: 'no-cache' });
  const [, sum, list] = (response.ok && SHAPE.exec(await response.text())) || [];
  if (!list || !(await fits(list, sum))) throw new Error(`expected the list of withdrawn medicines in ${FILE}`);
  const rows = JSON.parse(list);
  try {
    localStorage.setItem(KEPT, list);
  } catch {
    // Until this page is closed it knows.
  }
  return rows;
}

/**
 * Whether a text has this SHA-256. Over plain HTTP the browser computes none.
 * @param {string} text
 * @param {string} [sum] in base64
 */
async function fits(text, sum) {
  const digest = await globalThis.crypto?.subtle?.digest('SHA-256', new TextEncoder().encode(text));
  return !digest || btoa(String.fromCharCode(...new Uint8Array(digest))) === sum;
}
