// Tests the app page with many medicines, on a shared screen, and the page for frames.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { cardOf, part, serve, setting, until, workshop } from './lib.mjs';

const site = await workshop();
const FRAMES = { policy: `${site.policy}; frame-src 'self'` };

/** A bundle of so many medicines, whose names begin with all letters and one of them with most. */
async function large(count) {
  const folder = mkdtempSync(join(tmpdir(), 'drug-card-large-'));
  const out = join(folder, 'bundle');
  after(() => rmSync(folder, { recursive: true }));
  for (let at = 0; at < count; at++) {
    const letter = at % 3 ? 'M' : String.fromCharCode(65 + ((at / 3) % 26));
    const title = `${letter}${'aeiou'[at % 5]}testamine ${at}`;
    const page = `---\ntitle: ${title}\n---\n# ${title}\n\n### Usage\nFor tests only, number ${at}.\n`;
    writeFileSync(join(folder, `drug-${at}.md`), page);
  }
  execFileSync(setting('DRUG_CARD_BIN'), ['build', folder, '-o', out], { stdio: 'ignore' });
  const server = await serve(out);
  after(() => server.stop());
  return server;
}

test('a long list shows one letter at a time, and nothing jumps', async () => {
  const { origin } = await large(1200);
  const { page } = await site.visit('/index.html', {
    viewport: { width: 390, height: 844 },
    before: async (page) => {
      await page.route(`${site.origin}/**`, async (route) => {
        const response = await route.fetch({ url: route.request().url().replace(site.origin, origin) });
        await route.fulfill({ response });
      });
      await page.addInitScript(() => {
        window.shift = 0;
        new PerformanceObserver((list) => {
          for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shift += value;
        }).observe({ type: 'layout-shift', buffered: true });
      });
    },
  });
  const items = page.locator('#index li');
  await items.first().waitFor();
  const letters = page.getByRole('navigation', { name: 'Letters', exact: true }).getByRole('link');
  assert.equal(await letters.count(), 26);
  assert.equal(await letters.first().getAttribute('aria-current'), 'true');
  await letters.getByText('M', { exact: true }).click();
  const second = page.getByRole('navigation', { name: 'Letters after M' }).getByRole('link');
  await until('the second letters', async () => (await second.count()) > 3);
  await second.getByText('Mo', { exact: true }).click();
  await until('those names', async () => /^Mo/.test(await items.first().innerText()));
  for (const text of await items.allInnerTexts()) assert.match(text, /^Mo/);
  const [height, shift] = await page.evaluate(() => [document.documentElement.scrollHeight, window.shift]);
  assert.ok(height < 20_000, `${height} px`);
  assert.ok(shift < 0.01, `layout shift ${shift}`);
  await items.first().getByRole('link').click();
  await part(page, 'name').getByText(/^Mo/).waitFor();
  await page.goBack();
  await until('the same letter', async () => /^Mo/.test(await items.first().innerText()));
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

test('a shared screen returns to its list, and forgets the last reader', async () => {
  const { page } = await site.visit('/index.html', {
    before: (page) =>
      page.route('**/index.html', async (route) => {
        const response = await route.fetch();
        const body = (await response.text()).replace('<html ', '<html data-kiosk="4" ');
        await route.fulfill({ response, body });
      }),
  });
  await page.locator('drug-search input').fill('warfarin');
  await page.getByRole('option').first().click();
  await cardOf(page, 'Warfarin');
  await page.getByRole('link', { name: 'All medicines' }).waitFor({ state: 'hidden' });
  assert.equal(await page.locator('drug-search input').inputValue(), '');
  assert.equal(await page.locator('#recent').isVisible(), false);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

/** A page with one frame; the server allows other origins to read its files where `cors` says so. */
async function framed(address, sandbox, cors) {
  const { page } = await site.show(`<iframe title="Card" ${sandbox} src="${address}"></iframe>`, {
    ...FRAMES,
    before: async (page) => {
      await page.addInitScript(() => {
        window.heights = [];
        addEventListener(
          'message',
          ({ data }) => data?.type === 'drug-card-height' && window.heights.push(data.height),
        );
      });
      if (!cors) return;
      await page.route(`${site.origin}/**`, async (route) => {
        if (route.request().url().includes('a-test')) return route.fallback();
        const response = await route.fetch();
        await route.fulfill({
          response,
          headers: { ...response.headers(), 'access-control-allow-origin': '*', 'content-security-policy': '' },
        });
      });
    },
  });
  return { page, frame: page.frameLocator('iframe') };
}

for (const [what, sandbox, cors] of [
  ['a frame', '', false],
  ['a sandboxed frame of a server that allows it', 'sandbox="allow-scripts"', true],
]) {
  test(`${what} shows the card that its address names, and reports its height`, async () => {
    const { page, frame } = await framed('/embed.html#warfarin/side_effects', sandbox, cors);
    await part(frame, 'name').getByText('Warfarin').waitFor();
    await until('the height of the card', () => page.evaluate(() => window.heights.at(-1) > 1000));
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });
}

for (const [what, address, sandbox, words] of [
  [
    'a sandboxed frame without the header',
    '/embed.html#warfarin',
    'sandbox="allow-scripts"',
    'Access-Control-Allow-Origin',
  ],
  ['an address without a medicine', '/embed.html', '', 'names no medicine'],
  ['a medicine that is not here', '/embed.html#zzqqxx', '', 'No medicine here is called “zzqqxx”'],
]) {
  test(`${what} is never a blank frame`, async () => {
    const { frame } = await framed(address, sandbox, false);
    await frame.getByText(words).first().waitFor();
  });
}

test('medicines are pinned for a round, and kept on the device only by choice', async () => {
  const { page } = await site.visit('/index.html#/drug/furosemide');
  await cardOf(page, 'Furosemide');
  const stored = () => page.evaluate(() => Object.keys(localStorage).filter((name) => /pinned/.test(name)).length);
  await page.getByLabel('Pin for this round').check();
  await page.evaluate(() => {
    location.hash = '#/drug/warfarin';
  });
  await cardOf(page, 'Warfarin');
  assert.equal(await page.getByLabel('Pin for this round').isChecked(), false, 'another medicine');
  await page.getByLabel('Pin for this round').check();
  await page.getByText('All medicines').first().click();
  const pins = () => page.locator('#pins a').allTextContents();
  assert.deepEqual(await pins(), ['Furosemide', 'Warfarin']);
  assert.equal(await stored(), 0, 'nothing is kept unasked');
  await page.reload();
  await page.locator('#index li').first().waitFor();
  assert.deepEqual(await pins(), []);

  await page.evaluate(() => {
    location.hash = '#/drug/furosemide';
  });
  await cardOf(page, 'Furosemide');
  await page.getByLabel('Pin for this round').check();
  await page.getByText('All medicines').first().click();
  await page.getByLabel('Keep on this device').check();
  assert.equal(await stored(), 1);
  await page.reload();
  await page.locator('#index li').first().waitFor();
  assert.deepEqual(await pins(), ['Furosemide']);
  await page.getByRole('button', { name: 'Remove all' }).click();
  assert.equal(await stored(), 0);
  assert.equal(await page.locator('#pinned').isVisible(), false);
});
