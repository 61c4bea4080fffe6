// Tests many fast changes: no leak, no card under another name, each file fetched once, no layout shift.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf, drawn, part, until, workshop } from './lib.mjs';

const site = await workshop();

test('1,000 times put in and taken out, a card and a search leave nothing behind', { timeout: 170_000 }, async () => {
  const { page } = await site.show('<div id="place"></div>');
  const client = await page.context().newCDPSession(page);
  const cycle = (count) =>
    page.evaluate(async (count) => {
      const place = document.getElementById('place');
      for (let at = 0; at < count; at += 1) {
        const card = document.createElement('drug-card');
        card.drug = at % 2 ? 'milrinone' : 'furosemide';
        const search = document.createElement('drug-search');
        place.append(card, search);
        if (at % 5 === 0) await card.ready;
        if (at % 50 === 0) {
          search.value = 'milr';
          await new Promise((resolve) => search.addEventListener('drug-results', resolve, { once: true }));
        }
        place.replaceChildren();
      }
    }, count);
  const weigh = async () => {
    // Timers of elements that were removed are over.
    await drawn(page);
    for (let at = 0; at < 3; at += 1) await client.send('HeapProfiler.collectGarbage');
    const { usedSize } = await client.send('Runtime.getHeapUsage');
    const { nodes, jsEventListeners } = await client.send('Memory.getDOMCounters');
    return { usedSize, nodes, jsEventListeners };
  };
  await cycle(100);
  const before = await weigh();
  await cycle(1000);
  const after = await weigh();
  assert.ok(after.usedSize - before.usedSize < 1 << 20, `${after.usedSize - before.usedSize} bytes more`);
  assert.ok(after.nodes <= before.nodes + 50, `${before.nodes} nodes became ${after.nodes}`);
  assert.ok(
    after.jsEventListeners <= before.jsEventListeners + 20,
    `${before.jsEventListeners} listeners became ${after.jsEventListeners}`,
  );
});

test('of 20 quick changes the last wins, in 1,000 random orders, and nothing is shown under another name', {
  timeout: 170_000,
}, async () => {
  const { page } = await site.show('<drug-card drug="milrinone"></drug-card>');
  await cardOf(page, 'Milrinone');
  const wrong = await page.evaluate(async () => {
    const { fetch } = window;
    const medicines = await (await fetch((await (await fetch('/index.json')).json()).titles.file)).json();
    const title = Object.fromEntries(medicines.map(([slug, title]) => [slug, title]));
    const slugs = Object.keys(title).slice(0, 20);
    let seed = 7;
    const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    // Answers come in an order of their own.
    window.fetch = async (...given) => {
      for (let turns = Math.floor(random() * 12); turns > 0; turns -= 1) await null;
      if (random() < 0.2) await new Promise((resolve) => setTimeout(resolve));
      return fetch(...given);
    };
    const card = document.querySelector('drug-card');
    const wrong = [];
    const check = (last) => {
      const name = card.shadowRoot.querySelector('.name');
      const said = name && (name.getAttribute('aria-label') ?? name.textContent);
      if (name && said !== title[card.drug]) wrong.push(`${card.drug} shows ${said}${last}`);
    };
    // Whatever is painted belongs to the name in the attribute, or nothing is painted.
    const observer = new MutationObserver(() => check(''));
    observer.observe(card.shadowRoot, { childList: true, subtree: true });
    for (let order = 0; order < 1000; order += 1) {
      const shuffled = [...slugs].sort(() => random() - 0.5);
      for (const slug of shuffled) {
        card.drug = slug;
        if (random() < 0.5) await null;
        if (random() < 0.1) await new Promise((resolve) => setTimeout(resolve));
      }
      await card.ready;
      check(' at the end');
      if (!card.shadowRoot.querySelector('.name')) wrong.push(`${card.drug} shows nothing`);
    }
    return wrong;
  });
  assert.deepEqual(wrong.slice(0, 5), []);
});

test('50 cards and 2 searches fetch each file once, and a card asks for no Wasm', async () => {
  const slugs = ['milrinone', 'furosemide', 'warfarin', 'metformin', 'citalopram'];
  const body = `${'<drug-search></drug-search>'.repeat(2)}${Array.from({ length: 50 }, (_, at) => `<drug-card drug="${slugs[at % 5]}"></drug-card>`).join('')}`;
  const { page, requests, events } = await site.show(body);
  await until('50 cards', () => events.filter(({ name }) => name === 'drug-load').length === 50);
  assert.equal(requests.filter(({ url }) => /wasm|search-core|\.bin/.test(url)).length, 0, 'no Wasm for cards');
  for (const at of [0, 1]) await page.getByRole('combobox').nth(at).pressSequentially('lasix dose', { delay: 5 });
  await until(
    'answers',
    () => events.filter(({ name, query }) => name === 'drug-results' && query === 'lasix dose').length === 2,
  );
  const urls = requests.map(({ url }) => url.replace(/#.*/, ''));
  assert.deepEqual(
    urls.filter((url, at) => urls.indexOf(url) !== at),
    [],
  );
});

for (const path of ['/index.html#/drug/furosemide', '/card.html', '/intranet.html']) {
  test(`the layout of ${path} does not jump`, async () => {
    const { page } = await site.visit(path, {
      before: (page) =>
        page.addInitScript(() => {
          window.shift = 0;
          new PerformanceObserver((list) =>
            list.getEntries().forEach(({ value, hadRecentInput }) => {
              if (!hadRecentInput) window.shift += value;
            }),
          ).observe({ type: 'layout-shift', buffered: true });
        }),
    });
    await part(page, 'provenance').first().waitFor();
    await page.waitForLoadState('networkidle');
    const shift = await page.evaluate(() => window.shift);
    assert.ok(shift < 0.01, `layout shift ${shift}`);
  });
}

test('moved in one piece, a card keeps what it shows and asks for nothing', async () => {
  const { page, requests, events } = await site.show(
    '<div id="a"><drug-card drug="milrinone"></drug-card></div><div id="b"></div>',
  );
  await cardOf(page, 'Milrinone');
  const count = requests.length;
  await page.evaluate(() => document.getElementById('b').moveBefore(document.querySelector('drug-card'), null));
  await drawn(page);
  assert.equal(requests.length, count);
  assert.equal(events.filter(({ name }) => name === 'drug-load').length, 1);
  assert.ok(await part(page, 'name').isVisible());
});

test('a second copy of the script changes nothing, and the page gets no global', async () => {
  const { page, problems } = await site.show('<drug-card drug="milrinone"></drug-card>');
  await cardOf(page, 'Milrinone');
  const seen = await page.evaluate(async () => {
    const [globals, element] = [Object.keys(window).length, customElements.get('drug-card')];
    await import('/drug-card.js?again');
    return { more: Object.keys(window).length - globals, same: customElements.get('drug-card') === element };
  });
  assert.deepEqual(seen, { more: 0, same: true });
  assert.deepEqual(problems, []);
});
