// Tests that content cannot run scripts, load files, open pages or hide anything: hostile strings everywhere, in a real browser.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { EVENTS, naive } from '../hostile/control.mjs';
import { addWalker, bundle, DEEP, host, launch, paths, quiet, strictPolicy, watched } from '../hostile/lab.mjs';
import { collected, mark, monograph, ours, PLACES, SHARED, sample, words } from '../hostile/strings.mjs';
import { setting } from './lib.mjs';

const LONG = { timeout: 3_600_000 };
/** Cards on a page at once. */
const BATCH = 40;

const browser = await launch();
const handlers = await namesOfHandlers();
const attacks = gather();
const pages = Object.fromEntries(attacks.map(({ payload }, at) => [name(at), monograph(payload)]));
const HTML =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>' +
  '<script type="module" src="/drug-card.js"></script></head><body><main></main></body></html>';
const EMPTY =
  '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title></head><body></body></html>';
const folder = bundle('attacks', pages, { 'batch.html': HTML, 'empty.html': EMPTY });
const SITES = { 'the strict policy': await host(folder, await strictPolicy()), 'no policy': await host(folder) };
after(async () => {
  await browser.close();
  for (const site of Object.values(SITES)) site.stop();
});

function name(at) {
  return `s${String(at).padStart(4, '0')}`;
}

function gather() {
  const all = collected();
  const taken = DEEP
    ? all
    : [
        ...sample(
          all.filter(({ runs, asks }) => runs || asks),
          60,
        ),
        ...sample(all, 60),
      ];
  const events = ['b', 'svg', 'math'].map((tag) =>
    handlers.map((on) => `<${tag} ${on}=canary(1)>${on}</${tag}>`).join(' '),
  );
  return [...ours(), ...events.map((payload) => ({ payload, runs: true, asks: false, from: 'engine' })), ...taken];
}

/** Every `on…` this engine knows, of HTML, SVG and MathML. */
async function namesOfHandlers() {
  const page = await browser.newPage();
  const names = await page.evaluate(() => {
    const found = new Set();
    for (const type of [HTMLElement, SVGElement, MathMLElement]) {
      for (const proto of [type.prototype, Element.prototype, HTMLBodyElement.prototype]) {
        for (const key of Object.getOwnPropertyNames(proto)) if (key.startsWith('on')) found.add(key);
      }
    }
    return [...found].sort();
  });
  await page.close();
  assert.ok(names.length > 90, `expected the engine to know about 127 handlers, got ${names.length}`);
  return names;
}

test('where the strings are from', (t) => {
  t.diagnostic(
    SHARED
      ? `${attacks.length} strings, ${DEEP ? 'all' : 'a sample'} of shared/hostile among them`
      : `${attacks.length} strings of tests/hostile/attacks.txt only: there is no folder shared/hostile beside the repository`,
  );
  assert.ok(attacks.length > 50);
});

test('a page that takes text for markup is caught by this harness', LONG, async (t) => {
  const own = ours();
  const live = collected().filter(({ runs, asks }) => runs || asks);
  const { ran, asked } = await naive(browser, `${SITES['no policy'].origin}/empty.html`, [...own, ...live]);
  const missed = own.flatMap((attack, at) =>
    (attack.runs && !ran.has(at)) || (attack.asks && !asked.has(at)) ? [attack.payload] : [],
  );
  assert.deepEqual(missed, []);
  const count = (kind, seen) => live.filter((attack, at) => attack[kind] && seen.has(own.length + at)).length;
  t.diagnostic(
    `control: ${count('runs', ran)} of ${live.filter(({ runs }) => runs).length} ran, ${count('asks', asked)} of ${live.filter(({ asks }) => asks).length} asked elsewhere`,
  );
  if (live.length) {
    assert.ok(
      count('runs', ran) >= 140,
      `expected at least 140 strings to run where they can, saw ${count('runs', ran)}`,
    );
    assert.ok(
      count('asks', asked) >= 150,
      `expected at least 150 strings to ask elsewhere, saw ${count('asks', asked)}`,
    );
  }
});

for (const [policy, site] of Object.entries(SITES)) {
  const allowed = paths(folder);
  const open = async (path, options = {}) =>
    watched(browser, site.origin + path, {
      allowed: (url) => allowed.has(decodeURIComponent(url.pathname)),
      before: addWalker,
      ...options,
    });

  test(`no string does anything from any place of a monograph, under ${policy}`, LONG, async (t) => {
    const { page, records, close } = await open('/batch.html');
    let placements = 0;
    let fields = 0;
    const wrong = [];
    for (let from = 0; from < attacks.length; from += BATCH / 2) {
      const batch = attacks.slice(from, from + BATCH / 2).map(({ payload }, at) => {
        const slug = name(from + at);
        return {
          tokens: words(payload),
          ways: [
            ['drug', slug],
            ['src', `/md/${slug}.md`],
          ],
        };
      });
      const marks = Array.from({ length: PLACES }, (_, at) => mark(at + 1));
      const found = await page.evaluate(render, { batch, marks, events: EVENTS });
      quiet(
        records,
        attacks
          .slice(from, from + BATCH / 2)
          .map(({ payload }) => payload)
          .join('\n'),
      );
      wrong.push(...found.wrong);
      placements += found.placements;
      fields += found.elements;
    }
    await close();
    t.diagnostic(
      `${placements} placements, ${fields} elements walked, canary 0, requests elsewhere 0, navigations 0, violations 0, errors 0`,
    );
    assert.deepEqual(wrong.slice(0, 20), []);
    assert.equal(placements, attacks.length * PLACES * 2);
  });

  test(`no string does anything in a comparison or in a search inside a card, under ${policy}`, LONG, async (t) => {
    const { page, records, close } = await open('/batch.html');
    const wrong = [];
    let shown = 0;
    const chosen = attacks.map((attack, at) => ({ ...attack, at })).slice(0, DEEP ? attacks.length : 60);
    for (const { payload, at } of chosen) {
      const other = (at + 1) % attacks.length;
      const found = await page.evaluate(compare, {
        slugs: [name(at), name(other)],
        tokens: [words(payload), words(attacks[other].payload)],
        payload,
      });
      quiet(records, payload);
      wrong.push(...found);
      shown++;
    }
    await close();
    t.diagnostic(`${shown} comparisons, ${shown} searches: nothing fired`);
    assert.deepEqual(wrong.slice(0, 20), []);
  });

  test(`no string does anything as a query or an attribute, under ${policy}`, LONG, async (t) => {
    const { page, records, close } = await open('/batch.html', { allowed: () => true });
    const wrong = [];
    let shown = 0;
    for (let from = 0; from < attacks.length; from += BATCH) {
      const batch = attacks.slice(from, from + BATCH).map(({ payload }) => payload);
      const found = await page.evaluate(ask, { batch, events: EVENTS });
      quiet(records, batch.join('\n'));
      wrong.push(...found.wrong);
      shown += found.options;
    }
    await close();
    t.diagnostic(`${attacks.length} queries with ${shown} options, ${attacks.length * 8} attributes: nothing fired`);
    assert.ok(shown > attacks.length / 4, `expected queries to find something to show, got ${shown} options`);
    assert.deepEqual(wrong.slice(0, 20), []);
  });

  test(`the app page lists hostile titles as text, under ${policy}`, LONG, async () => {
    const { page, records, close } = await open('/index.html');
    await page.waitForFunction((count) => document.querySelectorAll('#index li').length === count, attacks.length);
    await page.waitForLoadState('networkidle');
    const strange = await page.evaluate(
      () =>
        document.querySelectorAll('script:not([src="app.js"]), iframe, img, object, svg, [onload], [onerror]').length,
    );
    assert.equal(strange, 0);
    quiet(records, 'the list');
    await close();
  });

  test(`no string does anything in the address of the app page, under ${policy}`, LONG, async (t) => {
    const loads = DEEP ? attacks : sample(attacks, 40);
    const app = await host(setting('DRUG_CARD_BUNDLE'), site.policy);
    const { page, records, close } = await watched(browser, `${app.origin}/index.html`);
    for (const { payload } of loads) {
      // A lone half of a character has no form in an address.
      const text = encodeURIComponent(payload.toWellFormed?.() ?? payload);
      await page.goto(`${app.origin}/index.html?q=${text}#/drug/${text}`);
      await page.evaluate(async (raw) => {
        await customElements.whenDefined('drug-card');
        for (const hash of [`#/drug/${raw}`, `#${raw}`, `#/drug/milrinone/${raw}`]) {
          location.hash = hash;
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      }, payload);
      // The fragment is ours to change here, and so is the load.
      records.navigations = records.navigations.filter((url) => !url.startsWith(`${app.origin}/index.html`));
      quiet(records, payload);
    }
    await close();
    app.stop();
    t.diagnostic(`${loads.length} loads, ${loads.length * 3} fragments: nothing fired`);
  });

  test(`a page's own properties make no request through ours, under ${policy}`, async () => {
    const { page, records, close } = await open('/batch.html');
    await page.evaluate(async () => {
      await customElements.whenDefined('drug-card');
      const [card, search] = [document.createElement('drug-card'), document.createElement('drug-search')];
      card.setAttribute('drug', 's0000');
      for (const element of [card, search]) {
        for (const name of [
          'accent',
          'font',
          'font-size',
          'max-inline-size',
          'min-block-size',
          'print-font-size',
          'radius',
          'scroll-margin',
          'z-index',
          'background',
          'image',
          'cursor',
          'ink',
          'soft',
          'line',
          'paper',
          'shade',
          'warn',
          'warn-paper',
          'chosen',
          'side',
        ]) {
          for (const full of [`--drug-card-${name}`, `--${name}`])
            element.style.setProperty(full, 'url("http://canary.invalid/p.png")');
        }
      }
      document.querySelector('main').append(search, card);
      await new Promise((resolve) => card.addEventListener('drug-load', resolve));
      search.value = 'zq';
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    quiet(records, 'custom properties');
    await close();
  });
}

test('the cards of all available monographs consist of the listed elements only', LONG, async (t) => {
  const corpus =
    SHARED && DEEP ? join(SHARED, '../corpus/composition') : fileURLToPath(new URL('../../content', import.meta.url));
  const collection = bundle('monographs', corpus, { 'batch.html': HTML });
  const site = await host(collection, await strictPolicy());
  t.after(site.stop);
  const allowed = paths(collection);
  const { page, records, close } = await watched(browser, `${site.origin}/batch.html`, {
    allowed: ({ pathname }) => allowed.has(decodeURIComponent(pathname)),
    before: addWalker,
  });
  const { titles } = JSON.parse(readFileSync(join(collection, 'index.json'), 'utf8'));
  const medicines = JSON.parse(readFileSync(join(collection, titles.file), 'utf8'));
  const wrong = [];
  let elements = 0;
  for (let from = 0; from < medicines.length; from += BATCH) {
    const batch = medicines.slice(from, from + BATCH).map(([slug]) => ({ tokens: [], ways: [['drug', slug]] }));
    const found = await page.evaluate(render, { batch, marks: [''], events: ['click'] });
    wrong.push(...found.wrong);
    elements += found.elements;
  }
  t.diagnostic(`${medicines.length} cards, ${elements} elements walked`);
  assert.deepEqual(wrong.slice(0, 20), []);
  assert.ok(medicines.length > 20 && elements > medicines.length * 20);
  quiet(records, 'monographs');
  await close();
});

/** In the page: a card for each way to a string, from the bundle and from the Markdown; their texts, a walk, and every event on every element. */
async function render({ batch, marks, events }) {
  await customElements.whenDefined('drug-card');
  const main = document.querySelector('main');
  const wrong = [];
  // A reader's click may follow a link of the source, by the schemes of the walker's list and no other. Here it stays on the page.
  const stay = (event) => {
    const link = event.composedPath()[0].closest?.('a[href]');
    if (!link || link.getAttribute('href').startsWith('#')) return;
    event.preventDefault();
    if (!['https:', 'http:', 'mailto:', 'tel:'].includes(new URL(link.href).protocol))
      wrong.push(`link to ${link.href.slice(0, 60)}`);
    if (link.rel !== 'noopener noreferrer') wrong.push(`link without rel to ${link.href.slice(0, 60)}`);
  };
  main.addEventListener('click', stay);
  let [placements, elements] = [0, 0];
  const cards = batch.flatMap(({ tokens, ways }) =>
    ways.map(([attribute, value]) => {
      const card = document.createElement('drug-card');
      card.setAttribute(attribute, value);
      const ready = new Promise((resolve) => {
        // The title of the front matter names the card; what is read is the heading.
        card.addEventListener('drug-load', ({ detail }) =>
          resolve((placements += Number(detail.title.startsWith(marks[0])))),
        );
        card.addEventListener('drug-error', (event) => resolve(wrong.push(`${value}: ${event.detail.message}`)));
      });
      main.append(card);
      return { card, value, tokens, ready };
    }),
  );
  await Promise.all(cards.map(({ ready }) => ready));
  for (const { card, value, tokens } of cards) {
    const all = card.shadowRoot.querySelectorAll('*');
    elements += all.length;
    wrong.push(...window.testWalk(card.shadowRoot).map((what) => `${value}: ${what}`));
    const text = card.shadowRoot.textContent;
    const lost = marks.slice(1).filter((mark) => !text.includes(mark));
    placements += marks.length - 1 - lost.length;
    wrong.push(...lost.map((mark) => `${value}: lost ${mark}`));
    wrong.push(...tokens.filter((token) => !text.includes(token)).map((token) => `${value}: lost “${token}”`));
    for (const element of all) {
      for (const type of events)
        element.dispatchEvent(new Event(type, { bubbles: type !== 'click', cancelable: true, composed: true }));
    }
    for (const link of card.shadowRoot.querySelectorAll('a')) link.click();
    wrong.push(...window.testWalk(card.shadowRoot).map((what) => `${value}, after events: ${what}`));
  }
  await new Promise((resolve) => setTimeout(resolve, 50));
  main.replaceChildren();
  main.removeEventListener('click', stay);
  return { wrong, placements, elements };
}

/** In the page: two cards compared, the string as their names, and the string searched for in a card; what is wrong of it. */
async function compare({ slugs, tokens, payload }) {
  await customElements.whenDefined('drug-compare');
  const main = document.querySelector('main');
  const wrong = [];
  const element = document.createElement('drug-compare');
  const settled = async (status) => {
    for (let wait = 0; element.status !== status && wait < 400; wait++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    if (element.status !== status) wrong.push(`${slugs}: ${element.status} instead of ${status}`);
  };
  element.setAttribute('drugs', slugs.join(', '));
  main.append(element);
  await settled('ready');
  for (const [side, own] of tokens.entries()) {
    const columns = [...element.shadowRoot.querySelectorAll(`[data-side="${side}"]`)];
    const text = columns.map((one) => one.textContent).join(' ');
    wrong.push(...own.filter((token) => !text.includes(token)).map((token) => `${slugs}: lost “${token}”`));
  }
  wrong.push(...window.testWalk(element.shadowRoot).map((what) => `${slugs}: ${what}`));
  element.setAttribute('drugs', `${payload.replaceAll(',', ' ')}, x`);
  await settled('error');
  wrong.push(...window.testWalk(element.shadowRoot).map((what) => `as names: ${what}`));
  const card = document.createElement('drug-card');
  card.toggleAttribute('tools', true);
  card.setAttribute('drug', slugs[0]);
  main.append(card);
  await card.ready;
  card.shadowRoot.querySelector('.header .tool').click();
  let input = null;
  for (let wait = 0; !input && wait < 400; wait++) {
    await new Promise((resolve) => setTimeout(resolve, 10));
    input = card.shadowRoot.querySelector('.find input');
  }
  input.value = payload;
  input.dispatchEvent(new Event('input'));
  wrong.push(...window.testWalk(card.shadowRoot).map((what) => `searched: ${what}`));
  main.replaceChildren();
  return wrong;
}

/** In the page: each string asked, in a list and in a combobox, and as the attributes a page may fill from elsewhere. */
async function ask({ batch, events }) {
  await customElements.whenDefined('drug-search');
  const main = document.querySelector('main');
  const wrong = [];
  let options = 0;
  const once = (target, ...types) =>
    new Promise((resolve) => {
      for (const type of types) target.addEventListener(type, resolve, { once: true });
    });
  for (const mode of ['list', 'combobox']) {
    const search = document.createElement('drug-search');
    search.setAttribute('mode', mode);
    search.setAttribute('href-template', '#x');
    main.append(search);
    await 0;
    for (const payload of batch) {
      const done = once(search, 'drug-results', 'drug-error');
      search.value = payload;
      if (search.matches(':state(loading)')) await done;
      options += search.shadowRoot.querySelectorAll('.option').length;
      wrong.push(...window.testWalk(search.shadowRoot).map((what) => `query ${payload}: ${what}`));
    }
  }
  for (const payload of batch) {
    const search = document.createElement('drug-search');
    for (const name of ['label', 'placeholder', 'value', 'for', 'target', 'href-template'])
      search.setAttribute(name, payload);
    search.setAttribute('mode', 'list');
    const [byName, byFile] = ['drug', 'src'].map((name) => {
      const card = document.createElement('drug-card');
      card.setAttribute(name, payload);
      for (const other of ['heading-level', 'dir']) card.setAttribute(other, payload);
      return card;
    });
    const reported = [once(byName, 'drug-load', 'drug-error')];
    // A source on another site is refused in words; one of this site may be asked for, for the page says so.
    const url = URL.canParse(payload, document.baseURI) ? new URL(payload, document.baseURI) : null;
    if (url?.origin !== location.origin) reported.push(once(byFile, 'drug-load', 'drug-error'));
    main.append(search, byName, ...(url?.origin === location.origin ? [] : [byFile]));
    if (payload.trim()) await Promise.all(reported);
    search.value = 'zq01z';
    await once(search, 'drug-results', 'drug-error');
    for (const element of [search, byName, byFile]) {
      wrong.push(
        ...window
          .testWalk(element.shadowRoot)
          .filter((what) => !what.startsWith('<a href='))
          .map((what) => `attribute ${payload}: ${what}`),
      );
      // Where the template comes from a stranger, its links must still not run.
      for (const link of element.shadowRoot.querySelectorAll('a.option')) {
        if (/^(java|vb)script:|^data:/i.test(link.protocol)) wrong.push(`attribute ${payload}: link ${link.href}`);
      }
      for (const inner of element.shadowRoot.querySelectorAll('*')) {
        for (const type of events)
          inner.dispatchEvent(new Event(type, { bubbles: type !== 'click', cancelable: true, composed: true }));
      }
    }
    main.replaceChildren();
  }
  return { wrong, options };
}
