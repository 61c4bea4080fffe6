// Tests accessibility: axe-core finds nothing on the pages of a bundle, light and dark, and in the states of the elements.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { cardOf, event, part, workshop } from './lib.mjs';

const site = await workshop();

/** What axe-core objects to, each with its rule and place. */
async function objections(page) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document));
  assert.ok(passes.length > 5, 'axe-core looked at the page');
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) =>
        `${id}: ${help} at ${JSON.stringify(target)}: ${failureSummary.split('\n').slice(1).join(' ')}`,
    ),
  );
}

for (const colorScheme of ['light', 'dark']) {
  for (const path of ['/index.html', '/index.html#/drug/warfarin', '/card.html', '/intranet.html']) {
    test(`axe-core finds nothing on ${path} in ${colorScheme}`, async () => {
      const { page } = await site.visit(path, { colorScheme });
      await page.waitForLoadState('networkidle');
      if (await page.locator('drug-card[drug]').count()) await part(page, 'provenance').first().waitFor();
      assert.deepEqual(await objections(page), []);
      const search = page.getByRole('combobox').first();
      if (await search.count()) {
        await search.pressSequentially('milrinone side effects', { delay: 15 });
        await page.getByRole('option').first().waitFor();
        await search.press('ArrowDown');
        assert.deepEqual(await objections(page), []);
      }
    });
  }

  test(`axe-core finds nothing in a card with all open, an error and an empty search in ${colorScheme}`, async () => {
    const body =
      '<h1>Test</h1><drug-card drug="milrinone"></drug-card><drug-card drug="nonesuchol"></drug-card><drug-search></drug-search>';
    const records = await site.show(body, { colorScheme });
    const { page } = records;
    await cardOf(page, 'Milrinone');
    await event(records, 'drug-error');
    await page.locator('drug-card details').evaluateAll((all) =>
      all.forEach((one) => {
        one.open = true;
      }),
    );
    await page.getByRole('combobox').pressSequentially('qqzzxxjj', { delay: 15 });
    await part(page, 'empty').first().waitFor();
    assert.deepEqual(await objections(page), []);
  });
}

test('focus can be seen on everything the keyboard reaches', async () => {
  const { page } = await site.show('<drug-search></drug-search><drug-card drug="milrinone"></drug-card>');
  await cardOf(page, 'Milrinone');
  const reached = [];
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      if (!element || element === document.body) return null;
      // The ring may be drawn by a wrapper around the field.
      const shown = [element, element.parentElement].some((one) => {
        const style = one && getComputedStyle(one);
        return (
          style && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none')
        );
      });
      return { name: `${element.localName} ${element.textContent.trim().slice(0, 40)}`, shown };
    });
    if (focus) reached.push(focus);
  }
  assert.ok(reached.length >= 8, `${reached.length} stops`);
  assert.deepEqual(
    reached.filter(({ shown }) => !shown),
    [],
  );
});

const TREE = [
  'article',
  { c: 'card' },
  ['p', { c: 'provenance' }, ['strong', {}, 'Machine-written, review not recorded.'], ' Information only.'],
  [
    'div',
    { c: 'header' },
    ['h', { c: 'name', level: 0, label: 'Hydroxyzine' }, 'hydrOXYzine'],
    ['p', { c: 'different' }, ['strong', {}, 'Different medicine: '], 'hydralazine'],
    [
      'nav',
      { c: 'jump-list', label: 'On this card' },
      ['jump', { c: 'jump', to: 'usage' }, 'Usage'],
      ['jump', { c: 'jump', to: 'faqs' }, 'FAQs'],
    ],
  ],
  [
    'section',
    { c: 'section foldable', id: 'usage' },
    ['h', { c: 'section-heading', level: 1 }, 'Usage'],
    ['div', { c: 'section-body' }, ['p', {}, 'For itch.']],
  ],
  [
    'section',
    { c: 'section faqs', id: 'faqs' },
    ['h', { c: 'section-heading', level: 1 }, 'FAQs'],
    [
      'div',
      { c: 'section-body' },
      [
        'details',
        { c: 'faq', id: 'faq-1' },
        ['summary', { c: 'question' }, 'Is it strong?'],
        ['div', { c: 'answer' }, ['p', {}, 'No.']],
      ],
    ],
  ],
  ['div', { c: 'foot' }, ['p', { c: 'source' }]],
];

test('a screen reader meets a card in this order and with these words', async () => {
  const { page } = await site.show('<drug-card collapsible></drug-card>');
  await page.locator('drug-card').evaluate((card, tree) => {
    card.monograph = { title: 'Hydroxyzine', tree };
  }, TREE);
  await cardOf(page, 'hydrOXYzine');
  assert.equal(
    await page.locator('main').ariaSnapshot(),
    `- main:
  - status
  - article "Hydroxyzine":
    - paragraph:
      - strong: Machine-written, review not recorded.
      - text: Information only.
    - heading "Hydroxyzine" [level=2]: hydrOXYzine
    - paragraph:
      - strong: "Different medicine:"
      - text: hydralazine
    - navigation "Hydroxyzine":
      - link "Usage":
        - /url: "#usage"
      - link "FAQs":
        - /url: "#faqs"
    - group:
      - heading "Usage" [level=3]
    - heading "FAQs" [level=3]
    - group: Is it strong?
    - paragraph: Given by this page; date and review not recorded`,
  );
});

test('a screen reader meets the open search as a combobox, groups and options', async () => {
  const { page } = await site.show('<drug-search></drug-search>');
  await page.getByRole('combobox').pressSequentially('citalopram', { delay: 15 });
  await page.getByRole('option').first().waitFor();
  await page.getByRole('combobox').press('ArrowDown');
  const status = page.getByRole('status');
  await status.getByText(/answers/).waitFor();
  const snapshot = await page.locator('main').ariaSnapshot();
  assert.match(snapshot, /- combobox "Search medicines" \[expanded\]: citalopram\n/);
  assert.match(
    snapshot,
    /- listbox "Search medicines":\n\s+- group "Medicine":\n\s+- text: Medicine\n\s+- option "Citalopram [^\n]*" \[selected\]\n/,
  );
  assert.match(snapshot, /- group "Answers":\n\s+- text: Answers\n\s+- option "Citalopram · /);
  assert.match(snapshot, /- group "Not the same medicine, similar name":\n[^\n]*\n\s+- option "Escitalopram /);
  assert.match(
    await status.innerText(),
    /^the first \d+ answers, 1 medicine, 1 with a similar name · ↑↓ to move, Enter to open, Esc to close$/,
  );
});
