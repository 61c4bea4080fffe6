// Tests what a nurse with a phone sees: whose dose it is on every screen, and who should not take it within one tap.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf, part, workshop } from './lib.mjs';

const site = await workshop();
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

/** In the page: what is in sight at each screenful of the card. */
async function screens() {
  const card = document.querySelector('drug-card');
  const find = (name) => card.shadowRoot.querySelector(name);
  const inSight = (one) => {
    const { top, bottom } = one.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) return false;
    const { x, y } = one.getBoundingClientRect();
    return card.shadowRoot.elementFromPoint(x + 4, y + 4)?.closest('.strip') != null;
  };
  const out = [];
  const { top, height } = card.getBoundingClientRect();
  for (let y = top + scrollY; y < top + scrollY + height - innerHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    out.push(['.name', '.provenance', '.different'].filter((name) => find(name) && !inSight(find(name))).join());
  }
  scrollTo(0, 0);
  return { out, strip: find('.strip').offsetHeight, key: find('.key-line')?.getBoundingClientRect().bottom };
}

test('name, look-alikes and provenance are in sight on every screenful of every card', async (t) => {
  const { page } = await site.show('<drug-card></drug-card>', PHONE);
  const titles = await page.evaluate(async () => {
    const root = await (await fetch('/index.json')).json();
    return (await fetch(root.titles.file)).json();
  });
  assert.ok(titles.length >= 30);
  let count = 0;
  let linked = 0;
  for (const [slug] of titles) {
    await page.locator('drug-card').evaluate((card, slug) => {
      card.drug = slug;
      return card.ready.then(() => {});
    }, slug);
    const { out, strip, key } = await page.evaluate(screens);
    assert.deepEqual(out.filter(Boolean), [], slug);
    assert.ok(strip <= 844 / 5, `the strip of ${slug} takes ${strip} px`);
    // One tap from the first screen.
    if (key !== undefined) linked++;
    assert.ok(key === undefined || key < 844, `${slug}: the links to who should not take it end at ${key}`);
    count += out.length;
  }
  assert.ok(linked >= titles.length / 3, `${linked} cards have the links`);
  t.diagnostic(`${titles.length} cards, ${count} screenfuls`);
});

test('one tap leads to who should not take it, below the strip', async () => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card>', PHONE);
  await cardOf(page, 'Furosemide');
  const link = part(page, 'key-line').locator('a').first();
  const anchor = (await link.getAttribute('href')).slice(1);
  await link.tap();
  const { heading, strip } = await page.locator('drug-card').evaluate(({ shadowRoot }, anchor) => {
    const target = shadowRoot.getElementById(anchor);
    const box = (one) => one.getBoundingClientRect();
    return {
      heading: box(target.querySelector('.section-heading') ?? target).top,
      strip: box(shadowRoot.querySelector('.strip')).bottom,
    };
  }, anchor);
  assert.ok(heading >= strip - 1 && heading < 500, `the heading at ${heading}, the strip ends at ${strip}`);
});

test('a low window keeps the name in sight, and not the whole strip', async () => {
  const { page } = await site.show('<drug-card drug="hydroxyzine"></drug-card>', {
    viewport: { width: 640, height: 320 },
  });
  await part(page, 'name').waitFor();
  const places = await page.locator('drug-card').evaluate(async ({ shadowRoot }) => {
    scrollTo(0, 900);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    return ['.name', '.provenance'].map((name) => shadowRoot.querySelector(name).getBoundingClientRect().top);
  });
  assert.ok(places[0] >= 0 && places[0] < 20, `the name at ${places[0]}`);
  assert.ok(places[1] < 0, 'the provenance has scrolled away');
});
