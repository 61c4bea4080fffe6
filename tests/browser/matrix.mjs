// Tests the states of the elements in all looks: axe-core finds nothing, the policy is kept, nothing is requested outside the
// bundle, nothing leaves the window. It takes a picture of each for a reader.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { cardOf, fileOf, folder, PATIENCE, part, until, workshop } from './lib.mjs';

const site = await workshop();
/** What twice as large text in the browser's settings does. */
const large = await workshop('--blink-settings=defaultFontSize=32');
const pictures = await folder('target/screenshots/matrix');

const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  'forced-colours': { forcedColors: 'active' },
  rtl: { dir: 'rtl' },
  320: { viewport: { width: 320, height: 640 } },
  'text-200': { at: large },
  print: { media: 'print' },
};

const REFUSAL =
  "---\ntitle: Testol\n---\n# Testol\n\nI'm sorry, but I cannot provide a monograph. Please provide the generic name of the medicine.\n";

/** Cards of one page: axe-core walks over all of them at once. Each has its id for the picture. */
const CARDS = {
  card: 'drug="furosemide"',
  'card-folded': 'collapsible order="patient" drug="hydroxyzine"',
  'card-stale': 'drug="glucophage" stale-after="30"',
  'card-refusal': 'src="/x.md"',
  'card-loading': 'drug="warfarin"',
  'card-not-found': 'drug="milrinon"',
  'card-network': 'drug="amoxicillin"',
};
const FALLBACK = '<p>Ask your pharmacist.</p>';
const inCard = (id) =>
  id === 'card-folded'
    ? '<p slot="header">Pharmacy, level 2.</p><p slot="disclaimer">Ours too.</p>'
    : /not-found|network/.test(id)
      ? FALLBACK
      : '';

const STATES = {
  cards: {
    body: Object.entries(CARDS)
      .map(([id, attributes]) => `<drug-card id="${id}" ${attributes}>${inCard(id)}</drug-card>`)
      .join(''),
    ready: async (page) => {
      await cardOf(page, 'Furosemide');
      for (const [id, name] of [
        ['stale', 'asked'],
        ['refusal', 'alert'],
        ['loading', 'skeleton'],
        ['not-found', 'error'],
        ['network', 'retry'],
      ]) {
        await page.locator(`#card-${id} .${name}`).first().waitFor({ state: 'attached' });
      }
    },
  },
  'search-open': {
    body: '<drug-search></drug-search><p>Below.</p>',
    type: 'lasix side effects',
    ready: (page) => part(page, 'option-meta').first().waitFor(),
  },
  'search-different': {
    body: '<drug-search></drug-search>',
    type: 'citalopram',
    ready: (page) => page.getByRole('option').first().waitFor(),
  },
  'search-empty': {
    body: '<drug-search><p slot="empty">Medicines information: ext. 4400.</p></drug-search>',
    type: 'qqzzxxjj',
    ready: (page) => part(page, 'empty').first().waitFor(),
  },
  'search-list': {
    body: '<drug-search mode="list" value="metronidazole alcohol" href-template="/index.html#/drug/{slug}/{anchor}"></drug-search>',
    ready: (page) => part(page, 'option-meta').first().waitFor(),
  },
  'search-degraded': {
    body: '<drug-search></drug-search>',
    type: 'furo',
    policy: site.policy.replace(" 'wasm-unsafe-eval'", ''),
    ready: (page) => page.getByRole('option').first().waitFor(),
  },
};
/** What a state brings about itself: a server that refuses, a policy that is probed. */
const MEANT = { cards: /Failed to load resource/, 'search-degraded': /wasm-eval/ };

const before = (look) => async (page) => {
  await page.route('**/x.md', (route) => route.fulfill({ contentType: 'text/markdown', body: REFUSAL }));
  await page.route(fileOf('warfarin'), () => {});
  await page.route(fileOf('amoxicillin'), (route) => route.abort('connectionrefused'));
  if (look.media) await page.emulateMedia({ media: look.media });
};

for (const [name, look] of Object.entries(LOOKS)) {
  for (const [state, { body, type, ready, policy }] of Object.entries(STATES)) {
    // The search is not printed.
    if (look.media && state !== 'cards') continue;
    test(`${state} in ${name}`, async () => {
      const { dir, at = site, ...context } = look;
      const turned = dir
        ? `<div dir="${dir}" lang="ar">${body.replace(/<drug-(card|search)/g, `$& dir="${dir}"`)}</div>`
        : body;
      const records = await at.show(`<h1>Ward 7B</h1>${turned}`, {
        ...context,
        ...(policy && { policy }),
        before: before(look),
      });
      const { page, problems, requests } = records;
      // Cards are as dark as their page; axe-core takes a page without a background for white.
      if (look.colorScheme)
        await page.evaluate(() => {
          document.documentElement.style.cssText = 'color-scheme: light dark; background: Canvas';
        });
      if (type) await page.getByRole('combobox').pressSequentially(type, { delay: 5 });
      await ready(page);
      if (state === 'cards') {
        await page.clock.install({ time: Date.now() + 9e10 });
        await page.locator('#card-stale').evaluate((card) => {
          card.staleAfter = 31;
        });
        await part(page, 'stale').waitFor();
      }
      if (type) {
        if (state !== 'search-empty') await page.getByRole('combobox').press('ArrowDown');
        await until('the status', async () => (await part(page, 'status').innerText()).trim());
      }
      await page.screenshot({ path: `${pictures}${state}-${name}.png`, fullPage: true, timeout: PATIENCE });
      await page.evaluate(axe.source);
      const { violations } = await page.evaluate(() =>
        window.axe.run(document, { rules: { 'target-size': { enabled: true } } }),
      );
      assert.deepEqual(
        violations.flatMap(({ id, nodes }) =>
          nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
        ),
        [],
      );
      assert.deepEqual(
        problems.filter((problem) => !MEANT[state]?.test(problem)),
        [],
      );
      assert.deepEqual(
        requests.filter(({ url }) => !url.startsWith(at.origin)),
        [],
      );
      const wide = await page.evaluate(
        () => document.scrollingElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wide <= 0, `${wide} px too wide`);
      if (at === large)
        assert.equal(
          await page
            .locator('drug-card, drug-search')
            .first()
            .evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.base')).fontSize),
          '32px',
        );
      await records.close();
    });
  }
}

test('from right to left a dose still reads from left to right, and an English sentence ends at its right', async () => {
  const { page } = await site.show(
    '<div dir="rtl" lang="ar"><drug-card dir="rtl" drug="furosemide"></drug-card></div>',
  );
  await cardOf(page, 'Furosemide');
  const wrong = await page.locator('drug-card').evaluate(({ shadowRoot }) => {
    const place = (node, at) => {
      const range = document.createRange();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      return range.getBoundingClientRect();
    };
    const wrong = [];
    for (const dose of shadowRoot.querySelectorAll('.dose')) {
      const walker = document.createTreeWalker(dose, NodeFilter.SHOW_TEXT);
      for (let last = null; walker.nextNode(); ) {
        for (let at = 0; at < walker.currentNode.length; at += 1) {
          const now = place(walker.currentNode, at);
          if (last && now.left < last.left) wrong.push(dose.textContent);
          last = now;
        }
      }
    }
    const sentence = [...shadowRoot.querySelectorAll('p')].find((one) =>
      /kidneys do not work well\.$/.test(one.textContent),
    ).lastChild;
    if (place(sentence, sentence.length - 1).left < place(sentence, sentence.length - 2).left)
      wrong.push('a full stop');
    return { doses: shadowRoot.querySelectorAll('.dose').length, wrong };
  });
  assert.ok(wrong.doses > 3);
  assert.deepEqual(wrong.wrong, []);
});
