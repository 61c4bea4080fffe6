// Takes the pictures of the product, in target/screenshots, and checks that nothing in them is cut off.
//
// With UPDATE_SCREENSHOTS=1 three of them become those of the README, in docs/.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { announced, cardOf, folder, part, workshop } from './lib.mjs';

const site = await workshop();
const pictures = await folder('target/screenshots');
/** Scenes that the README shows, and where it finds them. */
const README = process.env.UPDATE_SCREENSHOTS === '1' ? ['app', 'card', 'intranet'] : [];

const DESKTOP = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 320, height: 640 }, isMobile: true, hasTouch: true };
const LOOKS = {
  desktop: DESKTOP,
  'desktop-dark': { ...DESKTOP, colorScheme: 'dark' },
  'desktop-forced-colours': { ...DESKTOP, forcedColors: 'active' },
  320: PHONE,
  '320-dark': { ...PHONE, colorScheme: 'dark' },
};

const SCENES = {
  app: async (options) => {
    const { page } = await site.visit('/index.html', options);
    await type(page, 'furosemide side effects');
    return page;
  },
  'app-list': async (options) => {
    const { page } = await site.visit('/index.html', options);
    await page.getByRole('link', { name: 'Milrinone' }).waitFor();
    return page;
  },
  'app-card': async (options) => {
    const { page } = await site.visit('/index.html#/drug/furosemide', options);
    await cardOf(page, 'Furosemide');
    return page;
  },
  card: async (options) => {
    const { page } = await site.visit('/card.html', options);
    await part(page, 'provenance').first().waitFor();
    return page;
  },
  intranet: async (options) => {
    const { page } = await site.visit('/intranet.html', options);
    await part(page, 'provenance').first().waitFor();
    return page;
  },
  search: async (options) => {
    const { page } = await site.show('<drug-search></drug-search>', options);
    await type(page, 'can i drink with metronidazole');
    return page;
  },
  'search-empty': async (options) => {
    const { page } = await site.show('<drug-search></drug-search>', options);
    await page.getByRole('combobox').pressSequentially('qqzzxxjj', { delay: 15 });
    await part(page, 'empty').first().waitFor();
    return page;
  },
  'card-not-found': async (options) => {
    const { page } = await site.show('<drug-card drug="nonesuchol"><p>Ask your pharmacist.</p></drug-card>', options);
    await part(page, 'error').first().waitFor();
    return page;
  },
};

async function type(page, words) {
  await page.getByRole('combobox').first().pressSequentially(words, { delay: 15 });
  await page.getByRole('option').first().waitFor();
  await page.waitForLoadState('networkidle');
}

for (const [scene, open] of Object.entries(SCENES)) {
  for (const [look, options] of Object.entries(LOOKS)) {
    test(`${scene} on ${look} fits its window`, async () => {
      const page = await open(options);
      await announced(page);
      // The list of the search lies over the page: what the window shows is the picture, a card is shown whole.
      await page.screenshot({ path: `${pictures}${scene}-${look}.png`, fullPage: /card|intranet|list/.test(scene) });
      if (look === 'desktop' && README.includes(scene))
        await page.screenshot({ path: `${await folder('docs')}${scene}.png` });
      const { content, window } = await page.evaluate(() => ({
        content: document.scrollingElement.scrollWidth,
        window: document.documentElement.clientWidth,
      }));
      assert.ok(content <= window, `${content} px of content in ${window} px`);
      assert.deepEqual(await cutOff(page), []);
      await page.context().close();
    });
  }
}

/** Elements of ours with text that reach out of the window to the side. */
const cutOff = (page) =>
  page.evaluate(() => {
    const out = [];
    const look = (root) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const { left, right, width, height } = element.getBoundingClientRect();
        const style = getComputedStyle(element);
        if (!width || !height || width <= 1 || style.visibility === 'hidden' || style.clipPath !== 'none') continue;
        if (left < -1 || right > innerWidth + 1)
          out.push(`${element.localName}.${element.className} ${left}..${right}`);
        if (style.textOverflow === 'ellipsis')
          out.push(`${element.localName}.${element.className} may be cut by an ellipsis`);
      }
    };
    look(document);
    return out.slice(0, 5);
  });
