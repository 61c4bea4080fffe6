// Tests what a clumsy or hostile page can do to the elements, and what they do to it: it can hide them, but not change what they say.

import assert from 'node:assert/strict';
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { CLOBBERED, DOCUMENT, MEDDLING, READING, STYLES } from '../hostile/hosts.mjs';
import { DEEP, host, launch, paths, quiet, strictPolicy, watched } from '../hostile/lab.mjs';
import { PATIENCE, setting } from './lib.mjs';

const QUERIES = ['milrinone', 'milrinone dose', 'can i drink with metronidazole', 'lasix'];
const SEARCHES = DEEP ? 100 : 8;
const CARDS =
  '<drug-search></drug-search><drug-card id="named" drug="milrinone"><p>See the leaflet.</p></drug-card>' +
  '<drug-card id="read" src="/x.md"><p>See the leaflet.</p></drug-card>';
const SCRIPT = '<script type="module" src="/drug-card.js"></script>';
const html = (body, head = SCRIPT) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Test</title>${head}</head><body>${body}</body></html>`;

const browser = await launch();
const folder = fileURLToPath(new URL('../../target/hostile/hosts', import.meta.url));
rmSync(folder, { recursive: true, force: true });
cpSync(setting('DRUG_CARD_BUNDLE'), folder, { recursive: true });
writeFileSync(
  `${folder}/x.md`,
  '---\ntitle: Testol\n---\n\n# Testol\n\n**Usage:** A medicine for tests, 5 µg.\n\n**Side Effects:**\n\n* **Serious Side Effects:** a bang\n',
);
writeFileSync(`${folder}/page.html`, html(CARDS));
const policy = await strictPolicy();
const [site, open] = await Promise.all([host(folder, policy), host(folder)]);
after(async () => {
  await browser.close();
  for (const one of [site, open]) one.stop();
});

/** A page with this HTML; under the strict policy unless another is named. */
const show = (body, { csp = policy, before, ...options } = {}) =>
  watched(browser, `${site.origin}/shown.html`, {
    ...options,
    before: async (page) => {
      await page.route('**/shown.html', (route) =>
        route.fulfill({
          contentType: 'text/html; charset=utf-8',
          headers: csp ? { 'content-security-policy': csp } : {},
          body,
        }),
      );
      await before?.(page);
    },
  });

/** In the page: what both cards say once they have settled. */
async function state(patience) {
  const end = performance.now() + patience;
  const cards = [...Document.prototype.querySelectorAll.call(document, 'drug-card')];
  const stateOf = (card) =>
    ['ready', 'error', 'loading'].find((name) => card.matches(`:state(${name})`)) ??
    (card.shadowRoot ? 'idle' : 'not defined');
  while (!cards.every((card) => /ready|error/.test(stateOf(card))) && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 25));
  return cards.map((card) => ({
    state: stateOf(card),
    text: card.matches(':state(ready)') ? card.shadowRoot.textContent : '',
    problem: card.shadowRoot?.querySelector('.error')?.innerText ?? '',
    fallback: card.querySelector('p').checkVisibility(),
  }));
}

/** In the page: what each query finds, as text, or the code of the error. */
async function answers(queries) {
  const search = document.querySelector('drug-search');
  if (!search.shadowRoot) return queries.map(() => 'not defined');
  const out = [];
  for (const query of queries) {
    const done = new Promise((resolve) => {
      search.addEventListener('drug-results', () => resolve(''), { once: true });
      search.addEventListener('drug-error', ({ detail }) => resolve(detail.code), { once: true });
      setTimeout(() => resolve('silent'), 5000);
    });
    search.value = query;
    const code = await done;
    await new Promise((resolve) => setTimeout(resolve, 0));
    out.push(
      code
        ? `error ${code}`
        : [...search.shadowRoot.querySelectorAll('.option')].map((option) => option.textContent).join('\n'),
    );
    search.value = '';
  }
  return out;
}

const { texts, found } = await (async () => {
  const { page, records, close } = await watched(browser, `${site.origin}/page.html`);
  const cards = await page.evaluate(state, PATIENCE);
  const found = await page.evaluate(answers, QUERIES);
  quiet(records, 'a plain page');
  await close();
  return { texts: cards.map(({ text }) => text), found };
})();

/** As `quiet`, but for what the browser itself says where a page has chosen a checksum for everybody. */
function unhurt(records, where) {
  quiet({ ...records, errors: records.errors.filter((error) => !/integrity/.test(error)) }, where);
}

/** Holds that each card says what it should or says that it cannot, with the words of the page left standing. */
function truthful(cards, where) {
  for (const [at, card] of cards.entries()) {
    if (card.state === 'ready') assert.equal(card.text, texts[at], `${where}: another text`);
    else
      assert.ok(
        card.fallback && (card.state === 'not defined' || card.problem.length > 20),
        `${where}: ${JSON.stringify(card)}`,
      );
  }
}

test('the plain page shows what the others are held against', () => {
  assert.ok(texts.every((text) => text.length > 100));
  assert.ok(
    found.every((text) => text.length > 20 && !text.startsWith('error')),
    JSON.stringify(found),
  );
});

for (const [what, meddle] of Object.entries(MEDDLING)) {
  test(`before our script: ${what}`, async (t) => {
    const { page, records, close } = await watched(browser, `${site.origin}/page.html`, {
      before: (page) => page.addInitScript(meddle),
    });
    const cards = await page.evaluate(state, 4000);
    truthful(cards, what);
    const got = await page.evaluate(answers, QUERIES.slice(0, 2));
    for (const [at, text] of got.entries())
      assert.ok(text === found[at] || /^(error|not defined)/.test(text), `${what}: ${QUERIES[at]} found ${text}`);
    t.diagnostic(
      `${cards.map(({ state }) => state).join(', ')}; ${got.map((text, at) => (text === found[at] ? 'found' : text)).join(', ')}`,
    );
    unhurt(records, what);
    await close();
  });

  test(`after our script: ${what}`, async (t) => {
    const { page, records, close } = await watched(browser, `${site.origin}/page.html`);
    await page.evaluate(state, PATIENCE);
    await page.evaluate(answers, QUERIES.slice(0, 1));
    await page.evaluate(meddle);
    const queries = Array.from({ length: SEARCHES }, (_, at) => QUERIES[at % QUERIES.length]);
    const got = await page.evaluate(answers, queries);
    for (const [at, text] of got.entries()) {
      assert.ok(
        text === found[at % QUERIES.length] || text.startsWith('error'),
        `${what}: ${queries[at]} found ${text}`,
      );
    }
    await page.evaluate(() => {
      for (const card of document.querySelectorAll('drug-card')) card.reload();
    });
    truthful(await page.evaluate(state, 4000), what);
    t.diagnostic(`${got.filter((text, at) => text === found[at % QUERIES.length]).length} of ${got.length} found`);
    unhurt(records, what);
    await close();
  });
}

test('no style of a page changes what is read', async (t) => {
  const { page, records, close } = await watched(browser, `${open.origin}/page.html`);
  await page.evaluate(state, PATIENCE);
  const read = (names) =>
    [...document.querySelectorAll('drug-card')].map((card) => ({
      text: card.shadowRoot.querySelector('.content').innerText,
      styles: [...card.shadowRoot.querySelectorAll('.content *')].map((element) =>
        names
          .map((name) => {
            const style = getComputedStyle(element);
            // Lines grow with the letters, which may differ with the available space.
            return name === 'line-height'
              ? (parseFloat(style.lineHeight) / parseFloat(style.fontSize)).toFixed(1)
              : style.getPropertyValue(name);
          })
          .join('|'),
      ),
    }));
  const plain = await page.evaluate(read, READING);
  const wrong = [];
  for (const rule of STYLES) {
    await page.evaluate((rule) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(rule);
      document.adoptedStyleSheets = [sheet];
    }, rule);
    for (const [at, { text, styles }] of (await page.evaluate(read, READING)).entries()) {
      if (text !== plain[at].text) wrong.push(`${rule} changes the text`);
      const changed = styles.findIndex((style, number) => style !== plain[at].styles[number]);
      if (changed >= 0)
        wrong.push(
          `${rule} changes ${READING.filter((_, number) => styles[changed].split('|')[number] !== plain[at].styles[changed].split('|')[number])}`,
        );
    }
  }
  t.diagnostic(
    `${STYLES.length} styles, ${READING.length} properties of ${plain[0].styles.length + plain[1].styles.length} elements`,
  );
  assert.deepEqual(wrong, []);
  quiet(records, 'styles');
  await close();
});

test('a storm of listeners, events and moves ends, and the card is shown', async () => {
  const { page, records, close } = await watched(browser, `${site.origin}/page.html`, {
    before: (page) =>
      page.addInitScript(() => {
        for (const type of [
          'click',
          'keydown',
          'input',
          'focus',
          'focusin',
          'pointerdown',
          'mousedown',
          'drug-load',
          'drug-error',
          'toggle',
          'beforeprint',
        ]) {
          addEventListener(
            type,
            (event) => {
              event.stopImmediatePropagation();
              event.preventDefault();
            },
            true,
          );
        }
        addEventListener('focusin', () => document.body.focus(), true);
        // A page that puts back whatever moves, ten times.
        let times = 0;
        new MutationObserver(() => {
          const card = document.querySelector('#named');
          if (card && times++ < 10) document.body.append(card);
        }).observe(document, { childList: true, subtree: true });
      }),
  });
  await page.evaluate(async () => {
    await customElements.whenDefined('drug-card');
    for (const element of document.querySelectorAll('drug-card, drug-search')) {
      for (const inner of [element, ...element.shadowRoot.querySelectorAll('*')]) {
        for (const type of [
          'click',
          'keydown',
          'input',
          'compositionend',
          'focus',
          'blur',
          'pointerdown',
          'mousedown',
          'slotchange',
          'toggle',
          'drug-select',
          'drug-load',
        ]) {
          inner.dispatchEvent(
            new CustomEvent(type, { bubbles: true, composed: true, cancelable: true, detail: { hit: null } }),
          );
        }
      }
    }
    for (const type of [
      'beforeprint',
      'afterprint',
      'online',
      'offline',
      'hashchange',
      'popstate',
      'message',
      'storage',
    ])
      dispatchEvent(new Event(type));
    const card = document.querySelector('#read');
    for (let times = 0; times < 100; times++) {
      card.remove();
      document.body.append(card);
      card.setAttribute('heading-level', String(times % 6));
    }
    document.querySelector('#read').setAttribute('heading-level', '2');
  });
  truthful(await page.evaluate(state, PATIENCE), 'a storm');
  assert.deepEqual(
    (await page.evaluate(state, PATIENCE)).map(({ state }) => state),
    ['ready', 'ready'],
  );
  quiet(records, 'a storm');
  await close();
});

test('the script twice, and another version of it, change nothing', async () => {
  const head = `${SCRIPT}${SCRIPT}<script type="module" src="/drug-card.js?again"></script>`;
  const warnings = [];
  const heard = (page) =>
    page.on('console', (message) => message.type() === 'warning' && warnings.push(message.text()));
  const { page, records, close } = await show(html(CARDS, head), { before: heard });
  truthful(await page.evaluate(state, PATIENCE), 'twice');
  assert.deepEqual(
    (await page.evaluate(state, PATIENCE)).map(({ state }) => state),
    ['ready', 'ready'],
  );
  assert.deepEqual(await page.evaluate(answers, QUERIES.slice(0, 2)), found.slice(0, 2));
  assert.deepEqual(warnings, ['drug-card: defined twice, the first stays.']);
  quiet(records, 'twice');
  await close();
});

test('names that are taken already are left to their owner', async () => {
  const { page, records, close } = await watched(browser, `${site.origin}/page.html`, {
    before: (page) => page.addInitScript(() => customElements.define('drug-card', class extends HTMLElement {})),
  });
  const cards = await page.evaluate(state, 300);
  assert.ok(cards.every(({ state, fallback }) => state === 'not defined' && fallback));
  assert.deepEqual(await page.evaluate(answers, QUERIES.slice(0, 1)), found.slice(0, 1));
  quiet(records, 'names taken');
  await close();
});

const POLICIES = {
  'no connections': policy.replace("connect-src 'self'", "connect-src 'none'"),
  'no scripts but by hash': policy.replace(
    "script-src 'self' 'wasm-unsafe-eval'",
    "script-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  ),
  'no styles': policy.replace("style-src 'self'", "style-src 'none'"),
  'other trusted types only': policy.replace("trusted-types 'none'", 'trusted-types theirs'),
  'a sandbox without an origin': `${policy}; sandbox allow-scripts`,
};

for (const [what, csp] of Object.entries(POLICIES)) {
  test(`a page that allows ${what} gets its card, or its fallback and a reason`, async (t) => {
    assert.notEqual(csp, policy);
    const { page, records, close } = await show(html(CARDS), { csp });
    const cards = await page.evaluate(state, 3000);
    truthful(cards, what);
    t.diagnostic(cards.map(({ state }) => state).join(', '));
    const own = records.errors.filter((error) => !/Content Security Policy|CORS policy/.test(error));
    assert.deepEqual(own, []);
    assert.deepEqual([...records.canary, ...records.navigations], []);
    await close();
  });
}

test('the page is as it was: no name more, no prototype touched, nothing fetched but our own', async () => {
  const allowed = paths(folder);
  const { page, records, close } = await watched(browser, `${site.origin}/page.html`, {
    allowed: ({ pathname }) => allowed.has(pathname),
    before: (page) =>
      page.addInitScript(() => {
        const names = Object.getOwnPropertyNames(globalThis);
        const types = names.filter((name) => /^[A-Z]/.test(name) && typeof globalThis[name] === 'function');
        const targets = types
          .flatMap((name) => [globalThis[name], globalThis[name].prototype])
          .concat(Math, JSON, Reflect, WebAssembly, document, navigator)
          .filter(Boolean);
        const view = () =>
          targets.map((target) =>
            Reflect.ownKeys(target).map((key) => {
              const { value, get, set } = Reflect.getOwnPropertyDescriptor(target, key);
              return [key, value, get, set];
            }),
          );
        const before = view();
        window.testDifference = () => {
          const more = Object.getOwnPropertyNames(globalThis).filter(
            (name) => !names.includes(name) && name !== 'testDifference',
          );
          const now = view();
          const changed = targets.flatMap((target, at) => {
            const keys = new Map(before[at].map(([key, ...rest]) => [key, rest]));
            return now[at]
              .filter(
                ([key, ...rest]) =>
                  typeof rest[0] !== 'number' && !keys.get(key)?.every((part, number) => Object.is(part, rest[number])),
              )
              .map(([key]) => `${String(target.name ?? target)}.${String(key)}`);
          });
          return [...more, ...changed];
        };
      }),
  });
  await page.evaluate(state, PATIENCE);
  await page.evaluate(answers, QUERIES);
  const known = await page.evaluate(() => window.testDifference());
  assert.deepEqual(
    known.filter((name) => !/^(RegExp\.|testRecord|__playwright|.*location)/.test(name)),
    [],
  );
  const entries = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  assert.deepEqual(
    entries.filter((path) => !allowed.has(path)),
    [],
  );
  const stored = await page.evaluate(() => [
    localStorage.length,
    sessionStorage.length,
    document.cookie,
    history.length,
  ]);
  assert.deepEqual(stored.slice(0, 3), [0, 0, '']);
  quiet(records, 'globals');
  await close();
});

test('markup that takes the names of the language hides nothing from us', async () => {
  const clobber = CLOBBERED.map(
    (name) => `<form name="${name}"><input name="${name}"></form><img name="${name}" alt=""><a id="${name}"></a>`,
  ).join('');
  const { page, records, close } = await show(html(clobber + CARDS));
  truthful(await page.evaluate(state, PATIENCE), 'clobbered');
  assert.deepEqual(
    (await page.evaluate(state, PATIENCE)).map(({ state }) => state),
    ['ready', 'ready'],
  );
  assert.deepEqual(await page.evaluate(answers, QUERIES.slice(0, 2)), found.slice(0, 2));
  quiet(records, 'clobbered');
  await close();
});

for (const name of DOCUMENT) {
  test(`markup that takes the document's ${name} leaves the card or the words of the page`, async (t) => {
    const { page, records, close } = await show(html(`<img name="${name}" alt="">${CARDS}`));
    const cards = await page.evaluate(
      () => [...Document.prototype.querySelectorAll.call(document, 'drug-card')].length,
    );
    assert.equal(cards, 2);
    const seen = await page.evaluate(state, 2000);
    truthful(seen, name);
    t.diagnostic(`${seen.map(({ state }) => state).join(', ')}; errors reported to the page: ${records.errors.length}`);
    assert.deepEqual([...records.canary, ...records.requests, ...records.navigations], []);
    await close();
  });
}
