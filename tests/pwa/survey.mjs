// Tests every server fault with every kind of file: what the reader sees, and how the page recovers.
//
// One page a fault, in any browser: `page` opens an address, `run` runs a function there and gives what it resolves to.

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { after } from 'node:test';
import { fileURLToPath } from 'node:url';
import { setting } from '../browser/lib.mjs';
import { FAULTS, PORTAL, TYPES } from './faults.mjs';

/**
 * The files of a page by what they are to it, and which of its three elements cannot do without; `base` is what the elements of
 * the page name, where they name anything. The list is written by hand: `LEFT_OUT` has what no element of the page asks for.
 */
export const KINDS = {
  'shell module': { is: /^drug-card\.js$/, needs: ['card', 'own', 'search'] },
  root: { is: /^index\.json$/, needs: ['card', 'own', 'search'] },
  names: { is: /^names\//, needs: ['card', 'search'] },
  card: { is: /^cards\//, needs: ['card', 'search'] },
  'head of the index': { is: /^head[.]/, needs: ['search'] },
  'part of the index': { is: /^(pages|typos|terms|elsewhere)\//, needs: ['search'] },
  'search core, script': { is: /^search-core\..*js$/, needs: ['search'] },
  'search core, Wasm': { is: /^search-core\..*wasm$/, needs: ['search'] },
  'Markdown core, script': { is: /^markdown-core\..*js$/, needs: ['own'] },
  'Markdown core, Wasm': { is: /^markdown-core\..*wasm$/, needs: ['own'] },
  'tools of a card': { is: /^card-tools\..*js$/, needs: ['own'] },
  comparison: { is: /^card-compare\..*js$/, needs: [] },
  'search inside a card': { is: /^card-find\..*js$/, needs: [] },
  monograph: { is: /^own\.md$/, needs: ['own'] },
  'script for several bundles': { is: /^several\..*js$/, needs: ['card', 'own', 'search'], base: '. two' },
};

/** Files of a bundle that are of no kind: its own pages with the list of withdrawn medicines, the list from A to Z, the list of its files, the credits and hashes for people, and the messages, which for English are in the front end. */
export const LEFT_OUT =
  /^(docs|words)\/|^(titles|files)\.|^(app|index|card|intranet|infobutton|comparison|pinned|letters|alphabet|kiosk|embed|page-parts|review-line|withdrawn)\.(html|js|css)$|^(withdrawn|sri)\.json$|^licences\.txt$|^icon\.svg$/;

/** Whether the right bytes come, and are taken, whatever else the server said; a browser runs no script of another type. */
const harmless = (kind, fault) =>
  fault === 'type with a charset' || (/octet-stream|no type/.test(fault) && !/script|module/.test(kind));

/** What a sentence must say of the cause. */
const CAUSE = {
  'not found': /answered 404/,
  'server error': /answered 500/,
  'not found, with the right bytes': /answered 404/,
  'no content': /answered 204|incomplete|damaged|empty/,
  stall: /Still waiting for the server/,
};
const ANY =
  /could not be reached|could not be loaded|web page instead|damaged|incomplete|answered \d+|two builds|arrived empty|whole search program|Still waiting/;

/** Milliseconds in which something should be said, on a machine that has nothing else to do, and in which it must be on any. */
const [SOON, PATIENCE] = [5000, 12_000];
const MEDICINE = 'milrinone';
const content = fileURLToPath(new URL('../../content', import.meta.url));
const own = readFileSync(
  join(
    content,
    readdirSync(content, { recursive: true }).find((file) => file.endsWith('warfarin.md')),
  ),
);
/** The front end is named by its hash, as `sri.json` of the package and README advise: no code with a flipped bit runs. */
const page = (integrity, base) =>
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title><script type="module" src="drug-card.js" ' +
  `integrity="${integrity}"></script></head>` +
  `<body><drug-search${base}></drug-search><drug-card drug="${MEDICINE}"${base}><p>Ask the ward.</p></drug-card>` +
  `<drug-card src="own.md"${base}><p>Ask the ward.</p></drug-card></body></html>`;

/**
 * A server where the first folder of an address says what goes wrong: `/KIND/FAULT/file`, by their numbers; `healed` serves all.
 * In `two/` below is the bundle once more.
 */
export async function host(bundle = setting('DRUG_CARD_BUNDLE')) {
  const site = { healed: false, origin: '' };
  const integrity = `sha384-${createHash('sha384')
    .update(readFileSync(join(bundle, 'drug-card.js')))
    .digest('base64')}`;
  const server = createServer((request, response) => {
    if (request.url === '/portal') return response.writeHead(200, { 'content-type': 'text/html' }).end(PORTAL);
    const [, kind, fault, file] = /^\/(\d+)\/(\d+)\/(?:two\/)?(.+)$/.exec(request.url) ?? [];
    const headers = {
      'content-type': TYPES[extname(file ?? '')] ?? 'application/octet-stream',
      'cache-control': 'no-cache',
    };
    const { is, base } = Object.values(KINDS)[kind] ?? { is: /^$/ };
    if (file === 'page.html')
      return response.writeHead(200, headers).end(page(integrity, base ? ` base="${base}"` : ''));
    let bytes = own;
    try {
      if (file !== 'own.md') bytes = readFileSync(join(bundle, file));
    } catch {
      return response.writeHead(404, { 'content-type': 'text/plain' }).end('Nothing here.');
    }
    if (is.test(file) && !site.healed) return Object.values(FAULTS)[fault](response, bytes, headers);
    return response.writeHead(200, headers).end(bytes);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  after(() => {
    server.closeAllConnections();
    server.close();
  });
  site.origin = `http://127.0.0.1:${server.address().port}`;
  return site;
}

/**
 * In the page: asks for all three, waits until each has something to say, and reads it as a reader meets it.
 * @param {boolean} retry whether to press what offers another try first
 */
async function look(retry) {
  window.testProblems ??= [];
  if (!window.testHears) {
    addEventListener('unhandledrejection', ({ reason }) => window.testProblems.push(String(reason)));
    window.testHears = true;
  }
  const pause = () => new Promise((resolve) => setTimeout(resolve, 20));
  while (!document.querySelector('drug-card[src]')) await pause();
  for (let at = 0; at < 75 && !customElements.get('drug-card'); at++) await pause();
  const begun = performance.now();
  const [search, card, own] = ['drug-search', 'drug-card', 'drug-card[src]'].map((name) =>
    document.querySelector(name),
  );
  const defined = Boolean(customElements.get('drug-card'));
  const text = (element) => [...(element.shadowRoot?.children ?? [])].map((child) => child.innerText ?? '').join('\n');
  const seen = (element) => Boolean(element?.getClientRects().length);
  for (const one of retry ? [card, own] : []) {
    const button = one.shadowRoot?.querySelector('.retry');
    if (button) button.click();
    else one.reload?.();
  }
  if (defined) search.value = 'milrinone side effects';
  const read = (element) => ({
    status: element.status,
    text: text(element),
    fallback: seen(element.querySelector('p')),
    retry: seen(element.shadowRoot?.querySelector('.retry')),
  });
  const said = ({ status, text }) =>
    (status !== undefined && status !== 'idle' && status !== 'loading') || /Still waiting/.test(text);
  let [all, after] = [{}, {}];
  while (performance.now() - begun < 12_000) {
    all = { card: read(card), own: read(own), search: read(search) };
    for (const [name, one] of Object.entries(all)) if (said(one)) after[name] ??= performance.now() - begun;
    // Words of the search wait until typing rests; those of an answer before stay until then.
    const words = /server|damaged|incomplete|whole search/.test(all.search.text);
    const { status } = all.search;
    const settled = status === 'loading' || words === (status === 'error' || search.matches(':state(degraded)'));
    if (Object.keys(after).length === 3 && settled && performance.now() - begun > after.search + 600) break;
    if (!defined) break;
    await pause();
  }
  return {
    defined,
    all: { card: read(card), own: read(own), search: read(search) },
    after,
    problems: window.testProblems,
  };
}

/** The same as a script for WebDriver. */
export const LOOK = `const done = arguments[arguments.length - 1]; (${look})(arguments[0]).then(done, (error) => done({ error: String(error) }));`;

/** Whether this is the right card, or the right answers. */
const right = {
  card: ({ status, text }) => status === 'ready' && /Milrinone/.test(text) && /Serious/i.test(text),
  own: ({ status, text }) => status === 'ready' && /Warfarin/.test(text),
  search: ({ status, text }) =>
    status === 'ready' && /Milrinone/.test(text) && /Side Effects/.test(text) && !ANY.test(text),
};

/**
 * Tries faults on kinds of files. `visit(url)` gives a page as `{ run(retry), close() }`.
 * @param {Awaited<ReturnType<typeof host>>} site
 * @param {(url: string) => Promise<{run: (retry: boolean) => Promise<any>, close: () => Promise<void>}>} visit
 * @param {(at: number) => boolean} chosen which of the pairs, in their order
 */
export async function survey(site, visit, chosen) {
  const counts = { pairs: 0, harmless: 0, reported: 0, longest: 0 };
  let at = 0;
  for (const [k, [kind, { needs }]] of Object.entries(KINDS).entries()) {
    for (const [f, fault] of Object.keys(FAULTS).entries()) {
      if (!chosen(at++)) continue;
      const hint = `${fault} for ${kind}`;
      site.healed = false;
      const page = await visit(`${site.origin}/${k}/${f}/page.html`);
      const { defined, all, after, problems, error } = await page.run(false);
      assert.ok(!error, `${hint}: ${error}`);
      assert.deepEqual(problems, [], hint);
      counts.pairs += 1;
      if (!defined) {
        // Without the front end only the static page can show a message.
        assert.ok(kind === 'shell module' && all.card.fallback && all.own.fallback, `${hint}: no element`);
        counts.reported += 1;
        await page.close();
        continue;
      }
      for (const [name, one] of Object.entries(all)) {
        const words = `${hint}: ${name} is ${JSON.stringify(one).slice(0, 400)}`;
        counts.longest = Math.max(counts.longest, after[name] ?? Infinity);
        if (!needs.includes(name) || harmless(kind, fault)) {
          assert.ok(right[name](one), words);
          counts.harmless += 1;
        } else if (right[name](one)) {
          // A kind that a part can do without, or a copy that came by itself on the second try.
          counts.harmless += 1;
        } else {
          assert.match(one.text, CAUSE[fault] ?? ANY, words);
          if (name !== 'search')
            assert.ok(one.fallback && !/Serious/i.test(one.text) && (one.retry || one.status === 'loading'), words);
          counts.reported += 1;
        }
      }
      site.healed = true;
      // What stalls gives its connection back when it is given up.
      if (fault !== 'stall') {
        const { all: again } = await page.run(true);
        for (const [name, one] of Object.entries(again))
          assert.ok(right[name](one), `${hint}: after another try ${name} is ${JSON.stringify(one).slice(0, 400)}`);
      }
      await page.close();
    }
  }
  assert.ok(counts.longest < PATIENCE, 'each has something to say');
  return { ...counts, soon: counts.longest < SOON };
}
