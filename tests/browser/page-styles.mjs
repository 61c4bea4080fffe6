// Tests that no style of a page removes, adds or blurs what a card or an answer says: neither by parts nor by variables.

import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { cardOf, event, workshop } from './lib.mjs';

const site = await workshop();

/** Declarations that hide, and pseudo-elements that add. */
const HARM = [
  '{display:none!important}',
  '{visibility:hidden!important}',
  '{opacity:0!important}',
  '{color:transparent!important}',
  '{font-size:0!important}',
  '{block-size:0!important;overflow:hidden!important}',
  '{position:absolute!important;inset-inline-start:-9999px!important}',
  '{clip-path:inset(50%)!important}',
  '{transform:scale(0)!important}',
  '{text-transform:uppercase!important}',
  '{-webkit-line-clamp:1;display:-webkit-box;-webkit-box-orient:vertical;overflow:hidden}',
  '{content-visibility:hidden!important}',
  '{text-decoration:line-through!important}',
  '::before{content:"1"!important}',
  '::after{content:"0"!important}',
  '::first-letter{font-size:0!important}',
  '::marker{content:"not "!important}',
];

/** Values that would make text disappear. */
const VARIABLES = {
  '--drug-card-color': ['transparent', '#fff', 'rgb(0 0 0/.02)', 'nonsense', 'white'],
  '--drug-card-secondary-color': ['transparent', '#fff', '#eee'],
  '--drug-card-accent': ['transparent', '#fff', 'yellow'],
  '--drug-card-warning-color': ['transparent', '#fff5ec', 'lime'],
  '--drug-card-background': ['#17212b', 'black', '#51606e', 'rgb(0 0 0/.5)'],
  '--drug-card-shade': ['#51606e', 'black', '#17212b'],
  '--drug-card-warning-background': ['#9a3412', 'black', 'red'],
  '--drug-card-font-size': ['0', '0px', '1px', '.1em', '-4px'],
  '--drug-card-line-height': ['0', '.1', '-1'],
  '--drug-card-max-inline-size': ['0', '1px', '0%'],
  '--drug-card-padding': ['9999px', '-500px', '100%'],
  '--drug-card-radius': ['500px', '50%'],
};

const CARD =
  '<drug-card drug="warfarin"></drug-card><drug-card drug="hydroxyzine"></drug-card><drug-search></drug-search>';

/** A page with cards and an open list of answers. */
async function shown(options) {
  const records = await site.show(CARD, options);
  const { page } = records;
  await cardOf(page, 'Warfarin');
  await page.getByRole('combobox').pressSequentially('lasix dose', { delay: 10 });
  await event(records, 'drug-results');
  await page.locator('drug-search .option-text').first().waitFor();
  return page;
}

/** In the page: replaces its styles by one rule. */
const style = (page, rule) =>
  page.evaluate((rule) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(rule);
    document.adoptedStyleSheets = [sheet];
  }, rule);

/** In the page: text, pseudo-elements and visibility of every element that a reader reads. */
const reading = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('drug-card, drug-search')].map(({ shadowRoot }) => {
      const wrapper = shadowRoot.querySelector('.base');
      const elements = [...wrapper.querySelectorAll('*:not(slot, input)')];
      return {
        text: wrapper.innerText,
        looks: elements.map((one) => {
          const { display, visibility, opacity, color, fontSize, position, clipPath, transform, textDecorationLine } =
            getComputedStyle(one);
          const around = ['::before', '::after', '::marker', '::first-letter'].map((name) => {
            const { content, fontSize } = getComputedStyle(one, name);
            return content + fontSize;
          });
          const { width, height } = one.getBoundingClientRect();
          const box = [Math.round(width), Math.round(height)];
          return [one.className, display, visibility, opacity, color, fontSize, position, clipPath, transform]
            .concat(textDecorationLine, around, box)
            .join('|');
        }),
      };
    }),
  );

test('no part that a page can style holds a word about a medicine', async () => {
  const page = await shown();
  const parts = await page.evaluate(() =>
    [...document.querySelectorAll('drug-card, drug-search')].flatMap(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('[part]')].map((one) => [one.getAttribute('part'), one.textContent]),
    ),
  );
  assert.deepEqual(parts, [
    ['label', 'Search medicines'],
    ['input', ''],
  ]);
});

test('the rules of this test have teeth: they hide a part that is one', async () => {
  const page = await shown();
  const label = page.locator('drug-search .label');
  await style(page, 'drug-search::part(label){display:none!important}');
  assert.equal(await label.isVisible(), false);
  await style(page, 'drug-search::part(label)::before{content:"1"!important}');
  assert.equal(await label.evaluate((one) => getComputedStyle(one, '::before').content), '"1"');
});

for (const harm of HARM) {
  test(`no part of card or answer takes ${harm}`, async () => {
    const page = await shown();
    const before = await reading(page);
    assert.ok(before[0].text.length > 1000);
    const names = await page.evaluate(() => [
      ...new Set(
        [...document.querySelectorAll('drug-card, drug-search')].flatMap(({ shadowRoot }) =>
          [...shadowRoot.querySelectorAll('[class]')].flatMap((one) => [...one.classList]),
        ),
      ),
    ]);
    for (const name of ['dose', 'foot', 'header', 'provenance', 'serious', 'source', 'option-text'])
      assert.ok(names.includes(name), name);
    const rest = names.filter((name) => !['label', 'input'].includes(name));
    await style(page, rest.map((name) => `drug-card::part(${name})${harm}drug-search::part(${name})${harm}`).join(''));
    assert.deepEqual(await reading(page), before);
  });
}

for (const colorScheme of ['light', 'dark']) {
  test(`no variable makes text vanish in ${colorScheme}`, async () => {
    const page = await shown({ colorScheme });
    await page.evaluate(() => document.documentElement.style.setProperty('color-scheme', 'light dark'));
    const wrong = [];
    for (const [name, values] of Object.entries(VARIABLES)) {
      for (const value of values) {
        await style(page, `drug-card,drug-search{${name}:${value}}`);
        for (const problem of await page.evaluate(legible)) wrong.push(`${name}:${value} leaves ${problem}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

const THEMES = new URL('../../docs/themes/', import.meta.url);
for (const name of readdirSync(THEMES).filter((name) => name.endsWith('.css'))) {
  test(`the theme ${name} shows, and leaves every text legible`, async () => {
    const page = await shown();
    const corners = () =>
      page
        .locator('drug-card .card')
        .first()
        .evaluate((one) => getComputedStyle(one).borderRadius);
    const before = await corners();
    await style(page, readFileSync(new URL(name, THEMES), 'utf8'));
    assert.notEqual(await corners(), before);
    assert.deepEqual(await page.evaluate(legible), []);
  });
}

/** In the page: text of a card that is too small, too faint or out of its box. */
function legible() {
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const pixel = (...colours) => {
    context.clearRect(0, 0, 1, 1);
    for (const colour of colours) {
      context.fillStyle = colour;
      context.fillRect(0, 0, 1, 1);
    }
    return [...context.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((one) =>
      one / 255 <= 0.04045 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4,
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const dark = matchMedia('(prefers-color-scheme: dark)').matches;
  const out = new Set();
  for (const { shadowRoot } of document.querySelectorAll('drug-card, drug-search')) {
    for (const element of shadowRoot.querySelectorAll(
      'p, li, strong, .name, .section-heading, a, summary, .option-text',
    )) {
      if (!element.checkVisibility() || !element.innerText.trim()) continue;
      const style = getComputedStyle(element);
      const papers = [];
      for (let at = element; at; at = at.parentElement) papers.unshift(getComputedStyle(at).backgroundColor);
      const paper = pixel(dark ? '#000' : '#fff', ...papers);
      const ink = pixel(`rgb(${paper})`, style.color);
      const [light, deep] = [luminance(paper), luminance(ink)].sort((a, b) => b - a);
      const contrast = (light + 0.05) / (deep + 0.05);
      if (contrast < 4.5) out.add(`.${element.className || element.localName} at ${contrast.toFixed(1)}`);
      if (parseFloat(style.fontSize) < 12) out.add(`.${element.className} at ${style.fontSize}`);
      if (parseFloat(style.lineHeight) < parseFloat(style.fontSize))
        out.add(`.${element.className} with lines that overlap`);
      const [own, card] = [element, shadowRoot.querySelector('.base')].map((one) => one.getBoundingClientRect());
      if (own.left < card.left || own.right > card.right + 1 || own.width < 30)
        out.add(`.${element.className} out of the card`);
    }
  }
  return [...out].slice(0, 3);
}
