// Tests the search field on other people's pages: keyboards that compose, boxes that cut off, forms, labels, frames and windows.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf, drawn, event, part, until, workshop } from './lib.mjs';

const site = await workshop();
/** A page that may have frames. */
const FRAMES = { policy: `${site.policy}; frame-src 'self'` };

/** Types the words and waits for the results of all of them. */
async function results(words, body, options) {
  const records = await site.show(body, options);
  const input = records.page.locator('drug-search input');
  await input.fill(words);
  await until('the results', () =>
    records.events.some(({ name, query }) => name === 'drug-results' && query === words),
  );
  return { ...records, input, options: part(records.page, 'option') };
}

test('what an input method still composes is searched, and its keys are left to it', async () => {
  const { page, events } = await site.show('<drug-search></drug-search>');
  const input = page.getByRole('combobox');
  await input.focus();
  const client = await page.context().newCDPSession(page);
  for (const text of ['w', 'wa', 'war', 'warf', 'warfarin']) {
    const end = text.length;
    await client.send('Input.imeSetComposition', { text, selectionStart: end, selectionEnd: end });
  }
  await until('the results', () => events.some(({ name, query }) => name === 'drug-results' && query === 'warfarin'));
  await page
    .getByRole('option', { name: /^Warfarin/ })
    .first()
    .waitFor();
  await input.evaluate((input) => {
    for (const key of ['ArrowDown', 'Enter', 'Escape']) {
      input.dispatchEvent(new KeyboardEvent('keydown', { key, isComposing: true, bubbles: true, cancelable: true }));
    }
  });
  await drawn(page);
  assert.equal(await page.locator('drug-search [aria-selected]').count(), 0);
  assert.ok(await page.locator('drug-search').evaluate(({ open }) => open));
  assert.ok(!events.some(({ name }) => name === 'drug-select'));
});

/** Bodies and styles in which a list in the flow of the page would be cut off. */
const BOXES = {
  'a bar that hides what is outside': ['<div id="box"><drug-search></drug-search></div>', '#box{overflow:hidden}'],
  'a panel that clips': ['<div id="box"><drug-search></drug-search></div>', '#box{overflow:clip;border-radius:9px}'],
  'a narrow column that scrolls': [
    '<div id="box"><drug-search></drug-search></div>',
    '#box{overflow:auto;block-size:140px;inline-size:300px}',
  ],
  'a small dialog': ['<dialog id="box"><drug-search></drug-search></dialog>', '#box{block-size:160px}'],
  'a bar below the content': [
    '<div id="box"><drug-search></drug-search></div><div id="over">Text</div>',
    '#box{position:sticky;top:0;z-index:1}#over{position:relative;z-index:2;block-size:900px;background:#fff}',
  ],
  'the foot of the window': [
    '<div id="over"></div><drug-search></drug-search>',
    '#over{block-size:calc(100vh - 110px)}',
  ],
};

/** Whether the first option, the list and the status can be seen and pressed. */
const reachable = (page) =>
  page.locator('drug-search').evaluate((search) => {
    const at = (selector) => search.shadowRoot.querySelector(selector).getBoundingClientRect();
    const seen = ({ left, top, width, height }) =>
      [0.1, 0.5, 0.9].every((share) => document.elementFromPoint(left + width / 2, top + height * share) === search);
    const list = at('.popup');
    return {
      first: seen(at('.option')),
      status: seen(at('.status')),
      inside: list.top >= 0 && list.bottom <= innerHeight && list.left >= 0 && list.right <= innerWidth,
      space: list.height > 200,
    };
  });

for (const [name, [body, styles]] of Object.entries(BOXES)) {
  test(`${name} does not cut off the list`, async () => {
    const records = await site.show(body);
    const { page } = records;
    await page.evaluate((styles) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`body{margin:8px}${styles}`);
      document.adoptedStyleSheets = [sheet];
      document.querySelector('dialog')?.showModal();
    }, styles);
    await page.locator('drug-search input').fill('warfarin');
    await until('the results', () => records.events.some(({ query }) => query === 'warfarin'));
    await drawn(page);
    assert.deepEqual(await reachable(page), { first: true, status: true, inside: true, space: true });
    await part(page, 'option').first().click();
    assert.equal((await event(records, 'drug-select')).slug, 'warfarin');
  });
}

test('the list follows its field when the page scrolls', async () => {
  const { page } = await results('warfarin', '<drug-search></drug-search><div id="tall">Text</div>');
  const gap = () =>
    page.locator('drug-search').evaluate(({ shadowRoot }) => {
      const [input, list] = ['.input', '.popup'].map((name) => shadowRoot.querySelector(name).getBoundingClientRect());
      return Math.round(list.top - input.bottom);
    });
  const before = await gap();
  await page.evaluate(() => {
    document.querySelector('#tall').style.setProperty('height', '3000px');
    scrollTo(0, 40);
  });
  await drawn(page);
  assert.equal(await gap(), before);
});

test('on a phone the list takes the width, and the height below the field', async () => {
  const { page } = await results('warfarin', '<div id="over">Text</div><drug-search></drug-search><p id="tall"></p>', {
    viewport: { width: 390, height: 844 },
    before: (page) =>
      page.addInitScript(() =>
        addEventListener('DOMContentLoaded', () => {
          document.querySelector('#over').style.setProperty('height', '500px');
          document.querySelector('#tall').style.setProperty('height', '3000px');
        }),
      ),
  });
  await drawn(page);
  const { width, height, bottom } = await part(page, 'popup').evaluate((popup) =>
    popup.getBoundingClientRect().toJSON(),
  );
  assert.equal(width, 390);
  assert.ok(height > 700 && bottom <= 844, `${height} to ${bottom}`);
});

test('a page may ask for a list that is wider than its field', async () => {
  const { page } = await results('warfarin', '<drug-search></drug-search>', {
    before: (page) =>
      page.addInitScript(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('drug-search{inline-size:180px;--drug-search-list-inline-size:400px}');
        document.adoptedStyleSheets = [sheet];
      }),
  });
  await drawn(page);
  assert.equal(await part(page, 'popup').evaluate((popup) => popup.offsetWidth), 400);
});

for (const [where, body] of Object.entries({
  'nothing that shows it': '<drug-search></drug-search>',
  'a `for` that names nothing': '<drug-search for="none"></drug-search>',
  'an address that would run a script': '<drug-search href-template="javascript:{slug}"></drug-search>',
})) {
  test(`with ${where}, a choice leads to the app page of the bundle`, async () => {
    const { page, options, problems } = await results('milrinone side effects', body);
    const answer = options.filter({ hasText: /side effects/i }).first();
    await answer.click();
    await page.waitForURL(/\/index\.html#\/drug\/milrinone/);
    await cardOf(page, 'Milrinone');
    assert.deepEqual(problems, []);
  });
}

test('in a list, each hit is a link', async () => {
  const { options } = await results('warfarin', '<drug-search mode="list"></drug-search>');
  const links = await options.evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  assert.ok(links.length > 3);
  for (const link of links) assert.match(link, /\/index\.html#\/drug\/warfarin(\/[\w-]+)?$/);
});

test('Enter sends the form where nothing is chosen, and not where a medicine is opened', async () => {
  const { page, input, ...records } = await results(
    'zzqqxx',
    '<form action="/found"><drug-search name="q"></drug-search><button>Search the site</button></form>',
  );
  await page.evaluate(() => {
    window.sent = [];
    document.forms[0].addEventListener('submit', (event) => {
      event.preventDefault();
      window.sent.push(new FormData(event.target).get('q'));
    });
    document.addEventListener('drug-select', (event) => event.preventDefault());
  });
  await input.press('Enter');
  assert.deepEqual(await page.evaluate(() => window.sent), ['zzqqxx']);
  await input.fill('warfarin');
  await input.press('Enter');
  assert.equal((await event(records, 'drug-select')).slug, 'warfarin');
  await input.fill('a');
  await input.press('Enter');
  assert.deepEqual(await page.evaluate(() => window.sent), ['zzqqxx', 'a']);
});

test('Enter that is faster than the search opens the medicine when it is found', async () => {
  const records = await site.show('<drug-search preload="none"></drug-search>');
  await records.page.evaluate(() => document.addEventListener('drug-select', (event) => event.preventDefault()));
  const input = records.page.getByRole('combobox');
  await input.fill('furosemide');
  await input.press('Enter');
  assert.equal((await event(records, 'drug-select')).slug, 'furosemide');
});

test('the initial text belongs to the form, and a reset brings it back without a list', async () => {
  const { page } = await site.show('<form><drug-search name="q" value="warfarin"></drug-search></form>');
  await page.waitForFunction(() => customElements.get('drug-search'));
  await drawn(page);
  const sent = () => page.evaluate(() => new FormData(document.forms[0]).get('q'));
  assert.equal(await sent(), 'warfarin');
  await page.locator('drug-search input').fill('milrinone');
  assert.equal(await sent(), 'milrinone');
  await page.evaluate(() => document.forms[0].reset());
  assert.equal(await sent(), 'warfarin');
  assert.equal(await page.locator('drug-search').evaluate(({ open }) => open), false);
});

test('Back restores the text and its results where the browser kept no page', async () => {
  const { page, input, options } = await results(
    'warfarin side effects',
    '<form><drug-search name="q" mode="list" href-template="/index.html#/drug/{slug}"></drug-search></form>',
  );
  await options.nth(1).click();
  await page.waitForURL(/index\.html/);
  await page.goBack();
  await until('the text', async () => (await input.inputValue()) === 'warfarin side effects');
  await options.nth(1).waitFor();
  assert.equal(await page.evaluate(() => new FormData(document.forms[0]).get('q')), 'warfarin side effects');
});

test('the typed text is in the address of the page only where the page asks for it', async () => {
  const { page } = await results('warfarin dose', '<drug-search mode="list"></drug-search>');
  assert.equal(new URL(page.url()).search, '');
  const { page: other, ...records } = await site.show('<drug-search mode="list" query-param="q"></drug-search>');
  await other.locator('drug-search input').fill('warfarin dose');
  await until('the address', () => new URL(other.url()).searchParams.get('q') === 'warfarin dose');
  assert.ok(records.requests.every(({ url }) => !url.includes('warfarin')));
});

test('a label of the page names the field and moves the focus to it', async () => {
  const { page } = await site.show(
    '<label for="s">Find a medicine</label> <drug-search id="s"></drug-search>' +
      '<label>Wrapped <drug-search label="or question"></drug-search></label>',
  );
  const input = page.getByRole('combobox', { name: 'Find a medicine' });
  await input.waitFor();
  assert.equal(await page.getByText('Search medicines').first().isVisible(), false);
  await page.getByText('Find a medicine').click();
  assert.ok(await input.evaluate((input) => input.getRootNode().activeElement === input));
  await page.getByRole('combobox', { name: 'Wrapped or question' }).waitFor();
});

test('a copy of the page, as Turbo and htmx keep it, has no open list', async () => {
  const { page } = await results('warfarin', '<div id="copied"><drug-search></drug-search></div>');
  assert.ok((await page.locator('drug-search').getAttribute('open')) !== null);
  await page.evaluate(() => {
    const old = document.querySelector('#copied');
    old.replaceWith(old.cloneNode(true));
  });
  await drawn(page);
  assert.equal(await page.locator('drug-search').getAttribute('open'), null);
});

test('a search that moves to a frame or to another window keeps its styles, and works there', async () => {
  const { page, problems } = await site.show(
    '<drug-search></drug-search><drug-card drug="warfarin"></drug-card><iframe title="Other document"></iframe>',
  );
  await cardOf(page, 'Warfarin');
  const look = () =>
    page.evaluate(() => {
      const [document] = [window.frames[0].document];
      const card = document.querySelector('drug-card').shadowRoot;
      const { borderInlineStartWidth } = getComputedStyle(card.querySelector('.serious'));
      return { borderInlineStartWidth, hidden: getComputedStyle(card.querySelector('.printed')).display };
    });
  await page.evaluate(() => {
    const { body } = window.frames[0].document;
    body.append(document.querySelector('drug-search'), document.querySelector('drug-card'));
  });
  assert.deepEqual(await look(), { borderInlineStartWidth: '5px', hidden: 'none' });
  const frame = page.frames()[1];
  await frame.locator('drug-search input').fill('warfarin');
  await part(frame, 'option').first().waitFor();
  const [popup] = await Promise.all([
    page.context().waitForEvent('page'),
    page.evaluate(() => {
      const opened = window.open('about:blank', '', 'width=600,height=700');
      opened.document.body.append(window.frames[0].document.querySelector('drug-search'));
    }),
  ]);
  await popup.locator('drug-search input').fill('milrinone');
  await part(popup, 'option').first().waitFor();
  assert.notEqual(await part(popup, 'popup').evaluate((list) => getComputedStyle(list).position), 'static');
  await popup.mouse.click(3, 3);
  assert.equal(await popup.locator('drug-search').getAttribute('open'), null);
  assert.deepEqual(problems, []);
});

test('a frame from srcdoc reads files of its page', async () => {
  const inner = '<script type=module src=/drug-card.js></script><drug-card src=/docs/example.md>Leaflet</drug-card>';
  const { page } = await site.show(`<iframe title="Frame" srcdoc="${inner}"></iframe>`, FRAMES);
  await part(page.frameLocator('iframe'), 'name').waitFor();
});

test('a frame that opens with a section leaves the focus where it is', async () => {
  const { page } = await site.show(
    '<input aria-label="Typing here"><iframe title="Frame" src="/card.html#usage" height="300"></iframe>',
    FRAMES,
  );
  await page.getByLabel('Typing here').focus();
  const frame = page.frameLocator('iframe');
  await part(frame, 'name').waitFor();
  await drawn(page);
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'input');
});
