// Owns the check that axe-core finds nothing on the pages we ship, light and dark, and in the states of the elements.

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
  return violations.flatMap(({ id, help, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${help} at ${JSON.stringify(target)}: ${failureSummary.split('\n').slice(1).join(' ')}`));
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
    const body = '<h1>Test</h1><drug-card drug="milrinone"></drug-card><drug-card drug="nonesuchol"></drug-card><drug-search></drug-search>';
    const records = await site.show(body, { colorScheme });
    const { page } = records;
    await cardOf(page, 'Milrinone');
    await event(records, 'drug-error');
    await page.locator('drug-card details').evaluateAll((all) => all.forEach((one) => { one.open = true; }));
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
        return style && ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none');
      });
      return { name: `${element.localName} ${element.textContent.trim().slice(0, 40)}`, shown };
    });
    if (focus) reached.push(focus);
  }
  assert.ok(reached.length >= 8, `${reached.length} stops`);
  assert.deepEqual(reached.filter(({ shown }) => !shown), []);
});
