// The hostile strings: where they come from, which of them a run takes, and a monograph with one in each of 16 places.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @typedef {{payload: string, runs: boolean, asks: boolean, from: string}} Attack `runs`, `asks`: what a naive page lets it do */

/** Files of shared/hostile that hold strings for pages, not whole files or patterns. */
const LISTS = ['dompurify', 'h5sc', 'patt', 'owasp', 'ammonia', 'blns', 'links', 'unicode'];

/** The folder of larger lists beside the repository, or beside the folder of its worktrees. */
export const SHARED = ['../../../', '../../../../']
  .map((up) => fileURLToPath(new URL(`${up}shared/hostile`, import.meta.url)))
  .find(existsSync);

/** The strings of this project. @returns {Attack[]} */
export function ours() {
  const text = readFileSync(new URL('attacks.txt', import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => {
      const [kind, payload] = line.split('\t');
      return { payload: JSON.parse(payload), runs: kind === 'runs', asks: kind === 'asks', from: 'attacks.txt' };
    });
}

/** One file of shared/hostile, as `{sha1, payload}`; empty where the folder is not there. */
export function list(name) {
  if (!SHARED) return [];
  return readFileSync(`${SHARED}/${name}.jsonl`, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

/** All strings of shared/hostile for pages, with what they did where they were measured. @returns {Attack[]} */
export function collected() {
  if (!SHARED || !readdirSync(SHARED).includes('live.json')) return [];
  const live = JSON.parse(readFileSync(`${SHARED}/live.json`, 'utf8'));
  const runs = new Set([...live.raw_innerHTML, ...live.markdown_to_html_innerHTML]);
  const asks = new Set(live.off_origin_request);
  return LISTS.flatMap((name) =>
    list(name).map(({ sha1, payload }) => ({ payload, runs: runs.has(sha1), asks: asks.has(sha1), from: name })),
  );
}

/** `count` of `all`, the same ones each time for the same seed. @template T @param {T[]} all @returns {T[]} */
export function sample(all, count, seed = 8) {
  let state = seed;
  const dice = () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32;
  return all
    .map((one) => ({ one, at: dice() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ one }) => one);
}

/** How many places of [`monograph`] hold the string. */
export const PLACES = 16;

/** The word before the string at each place. */
export const mark = (place) => `zq${String(place).padStart(2, '0')}z`;

/** A monograph with `payload` in 16 places. */
export function monograph(payload) {
  const whole = (place) => `${mark(place)} ${payload}`;
  const line = (place) => whole(place).replace(/[\r\n\u0085\u2028\u2029]+/g, ' ');
  const indented = (place, by) => whole(place).replace(/\r\n?|\n/g, `\n${' '.repeat(by)}`);
  return `---
layout: minimal-medicine
title: ${JSON.stringify(line(1))}
---

# ${line(2)}

**Generic Name:** ${line(3)}

**Usage:** ${whole(5)}

Plain words, **${line(6)}** and more.

* ${indented(7, 2)}
    * ${indented(8, 6)}

Words in \`${line(16)}\`.

**${line(4)}:** a label of its own.

**Side Effects:**

* **Common Side Effects:** headache
* **Serious Side Effects:** ${line(11)}

**How it Works:** level<sub>${line(13)}</sub> rises, see [${line(15)}](${payload.replace(/\s/g, '')} "${line(15)}").

<div>
${whole(14)}
</div>

**FAQs:**

* **Q: ${line(9)}?** A: ${line(10)}

**Disclaimer:** ${line(12)}
`;
}

/**
 * Words of a string that no reading of it may lose: runs of four letters and more, without what belongs to a
 * character reference or an escape.
 * @param {string} payload
 */
export function words(payload) {
  return (
    payload
      .replace(/&#?\w+;?/g, ' ')
      .replace(/\\./g, ' ')
      .match(/[A-Za-z]{4,}/g) ?? []
  );
}
