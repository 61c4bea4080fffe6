// Tests that all of interface.json occurs in a real page: attributes, parts, slots, events, states, variables; and
// that the documentation page runs each.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import axe from 'axe-core';
import { announced, cardOf, event, fileOf, part, until, workshop } from './lib.mjs';

const site = await workshop();
const table = JSON.parse(readFileSync(new URL('../../www/elements/interface.json', import.meta.url), 'utf8'));
const [CARD, SEARCH] = ['drug-card', 'drug-search'].map((name) => table.elements.find((one) => one.name === name));
const names = (list) => list.map(({ name }) => name);

const ALERTED = `---
title: Testol
---
# Testol

Before the first section.

### Generic Name
Anothermycin

### Usage
Sorry, I cannot help. For tests, 5 mg.

#### Within
More.

### Storage

### Side Effects

**Common:**
* a click

**Serious (1 in 100):**
* a bang
`;
const overlay = {
  slug: 'x',
  title: 'X',
  tree: [
    'article',
    { c: 'card' },
    ['p', { c: 'provenance' }, 'Given.'],
    [
      'div',
      { c: 'header' },
      ['h', { c: 'name', level: 0 }, 'X'],
      ['div', { c: 'local' }, ['strong', { c: 'local-mark' }, 'Local note, N, D']],
    ],
  ],
};

/** All names of parts, or of classes of slots, that a page shows now. */
const partsOf = (page, name) =>
  page
    .locator(name)
    .evaluateAll((all) =>
      all.flatMap(({ shadowRoot }) => [...shadowRoot.querySelectorAll('[part]')].flatMap((one) => [...one.part])),
    );

/** What was seen is what the table lists, no more and no less. @param {Set<string>} seen @param {string[]} listed */
function holdsAll(seen, listed) {
  assert.deepEqual(
    [...seen].filter((name) => !listed.includes(name)),
    [],
    'not in the table',
  );
  assert.deepEqual(
    listed.filter((name) => !seen.has(name)),
    [],
    'never seen',
  );
}

test('every part of a card occurs, and none that is not in the table', async () => {
  const records = await site.show(
    `<drug-card drug="furosemide" collapsible></drug-card><drug-card drug="lasix"></drug-card><drug-card drug="hydroxyzine"></drug-card>
    <drug-card id="slow" drug="warfarin"></drug-card><drug-card drug="milrinon"></drug-card><drug-card src="/gone.md"></drug-card><drug-card tools drug="atenolol"></drug-card>
    <drug-card src="/x.md" stale-after="1"></drug-card><drug-card id="given"></drug-card>`,
    {
      before: async (page) => {
        await page.route('**/x.md', (route) => route.fulfill({ contentType: 'text/markdown', body: ALERTED }));
        await page.route(fileOf('warfarin'), () => {});
      },
    },
  );
  const { page, events } = records;
  await page.locator('#given').evaluate((card, given) => {
    card.monograph = given;
  }, overlay);
  await cardOf(page, 'Testol');
  await until('errors', () => events.filter(({ name }) => name === 'drug-error').length > 1);
  await page.emulateMedia({ media: 'print' });
  const seen = new Set(await partsOf(page, 'drug-card'));
  holdsAll(seen, names(CARD.parts));
});

test('every part of a search occurs, and none that is not in the table', async () => {
  const seen = new Set();
  for (const [words, options] of [
    ['lasix dose', {}],
    ['ibuprofen pm', {}],
    ['qqzzxxjj', {}],
    ['furo', { policy: site.policy.replace(" 'wasm-unsafe-eval'", '') }],
  ]) {
    const { page, events, close } = await site.show('<drug-search></drug-search>', options);
    await page.getByRole('combobox').pressSequentially(words, { delay: 10 });
    await until('answers', () => events.some(({ name, query }) => name === 'drug-results' && query === words));
    await announced(page);
    for (const name of await partsOf(page, 'drug-search')) seen.add(name);
    await close();
  }
  holdsAll(seen, names(SEARCH.parts));
});

/** Whether an element is in this state. */
const is = (page, selector, state) =>
  page.locator(selector).evaluate((one, name) => one.matches(`:state(${name})`), state);

test('every state of a card occurs', async () => {
  const { page } = await site.show(
    '<drug-card id="idle"></drug-card><drug-card id="ready" drug="milrinone"></drug-card>' +
      '<drug-card id="error" drug="milrinon"></drug-card><drug-card id="loading" drug="warfarin"></drug-card><drug-card id="stale" drug="furosemide" stale-after="0.0000001"></drug-card>' +
      '<drug-card id="offline"></drug-card>',
    {
      before: (page) => page.route(fileOf('warfarin'), () => {}),
    },
  );
  await cardOf(page, 'Milrinone');
  await page.clock.install({ time: Date.now() + 9e10 });
  await page.locator('#stale').evaluate((card) => {
    card.staleAfter = 30;
  });
  await page.context().setOffline(true);
  await page.locator('#offline').evaluate((card) => {
    card.drug = 'metformin';
  });
  await page.clock.runFor(2000);
  for (const state of names(CARD.states)) await until(state, () => is(page, `#${state}`, state));
  assert.match(
    await page.locator('#stale').evaluate((card) => card.shadowRoot.querySelector('.stale').textContent),
    /Age of this copy in days: \d+; this site asks for at most/,
  );
  assert.ok(await is(page, '#stale', 'ready'));
});

test('every state of a search occurs', async () => {
  const open = async (words, options) => {
    const { page } = await site.show('<drug-search></drug-search>', options);
    await page.getByRole('combobox').pressSequentially(words, { delay: 10 });
    return page;
  };
  const { page: idle } = await site.show('<drug-search></drug-search>');
  await until('idle', () => is(idle, 'drug-search', 'idle'));
  const ready = await open('milr');
  for (const state of ['ready', 'open']) await until(state, () => is(ready, 'drug-search', state));
  assert.ok(await ready.locator('drug-search[open]').count());
  await until('empty', async () => is(await open('qqzzxxjj'), 'drug-search', 'empty'));
  const degraded = await open('furo', { policy: site.policy.replace(" 'wasm-unsafe-eval'", '') });
  await until('degraded', () => is(degraded, 'drug-search', 'degraded'));
  const loading = await open('furo', { before: (page) => page.route('**/index.json', () => {}) });
  await until('loading', () => is(loading, 'drug-search', 'loading'));
  const error = await open('furo', {
    before: (page) => page.route('**/index.json', (route) => route.fulfill({ status: 500 })),
  });
  await until('error', () => is(error, 'drug-search', 'error'));
});

test('every slot shows what the page puts there, and takes nothing away', async () => {
  const slots = (element) =>
    element.slots
      .map(({ name }) => `<b${name && ` slot="${name}"`} class="in-${name || 'default'}">In ${name}</b>`)
      .join('');
  const { page, events } = await site.show(
    `<drug-card drug="milrinone">${slots(CARD)}</drug-card><drug-card id="bad" drug="milrinon">${slots(CARD)}</drug-card>` +
      `<drug-card id="slow" drug="warfarin"><b slot="loading" class="in-loading">Wait</b></drug-card><drug-search>${slots(SEARCH)}</drug-search>`,
    {
      before: (page) => page.route(fileOf('warfarin'), () => {}),
    },
  );
  await cardOf(page, 'Milrinone');
  const shown = (inside, slot) =>
    page
      .locator(`${inside} .in-${slot || 'default'}`)
      .first()
      .isVisible();
  for (const slot of ['header', 'footer', 'disclaimer']) assert.ok(await shown('drug-card', slot), slot);
  assert.equal(await shown('drug-card', 'error'), false);
  assert.ok(await part(page, 'notice').first().isVisible(), 'the disclaimer of the card stays beside the slot');
  await page.locator('#bad .in-error').waitFor();
  assert.ok(await shown('#bad', ''));
  assert.ok(await shown('#slow', 'loading'));
  const input = page.getByRole('combobox');
  assert.equal(await shown('drug-search', 'empty'), false);
  await input.pressSequentially('qqzzxxjj', { delay: 10 });
  await until('an empty answer', () => events.some(({ query }) => query === 'qqzzxxjj'));
  for (const slot of names(SEARCH.slots)) assert.ok(await shown('drug-search', slot), slot);
});

test('every variable changes what is painted', async () => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card><drug-search></drug-search>');
  await cardOf(page, 'Furosemide');
  await page.getByRole('combobox').pressSequentially('milr', { delay: 10 });
  await page.getByRole('option').first().waitFor();
  const styles = () =>
    page.evaluate(() =>
      [...document.querySelectorAll('drug-card, drug-search')]
        .map(({ shadowRoot }) =>
          [...shadowRoot.querySelectorAll('*')]
            .map((one) => JSON.stringify([...getComputedStyle(one)].map((name) => getComputedStyle(one)[name])))
            .join(),
        )
        .join(),
    );
  for (const { name, example } of [...CARD.variables, ...SEARCH.variables]) {
    const print = name.includes('print');
    await page.emulateMedia({ media: print ? 'print' : 'screen' });
    // The skeleton is shown before a card only.
    if (name.includes('min-block-size')) continue;
    const before = await styles();
    await page.evaluate(([name, value]) => document.documentElement.style.setProperty(name, value), [name, example]);
    assert.notEqual(await styles(), before, name);
    await page.evaluate((name) => document.documentElement.style.removeProperty(name), name);
  }
});

test('sections come in the requested order, and none is missing', async () => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card>');
  await cardOf(page, 'Furosemide');
  const read = () =>
    page.locator('drug-card').evaluate(({ shadowRoot }) => ({
      sections: [...shadowRoot.querySelectorAll('.card > .section')].map(({ id }) => id),
      jumps: [...shadowRoot.querySelectorAll('.jump-list .jump')].map(({ hash }) => hash.slice(1)),
      letters: [...shadowRoot.querySelector('.card').textContent].sort().join(''),
    }));
  const source = await read();
  assert.equal(source.sections[0], 'dosage', 'the order for use');
  for (const [property, value, first] of [
    ['sections', 'how-it-works dosage', ['how_it_works', 'dosage']],
    ['order', 'patient', ['generic_name', 'usage']],
    ['order', 'source', ['generic_name', 'usage', 'dosage']],
  ]) {
    await page.locator('drug-card').evaluate(
      (card, [name, value]) => {
        card[name] = value;
      },
      [property, value],
    );
    const now = await until('the new order', async () => {
      const one = await read();
      return first.every((id, at) => one.sections[at] === id) && one;
    });
    assert.deepEqual([...now.sections].sort(), [...source.sections].sort());
    assert.equal(now.letters, source.letters);
    assert.deepEqual(
      now.jumps.filter((id) => id !== 'serious'),
      now.sections.filter((id) => now.jumps.includes(id)),
      'the links follow',
    );
    await page.locator('drug-card').evaluate((card, name) => {
      card[name] = null;
    }, property);
    await until('the order for use', async () => JSON.stringify(await read()) === JSON.stringify(source));
  }
});

test('what warns never folds, closing all leaves it, and a jump opens what is folded', async () => {
  const { page } = await site.show('<drug-card drug="furosemide" collapsible open="how-it-works"></drug-card>');
  await cardOf(page, 'Furosemide');
  const card = page.locator('drug-card');
  const folds = () =>
    card.evaluate(({ shadowRoot }) =>
      Object.fromEntries([...shadowRoot.querySelectorAll('.fold')].map((one) => [one.parentElement.id, one.open])),
    );
  const first = await folds();
  assert.ok(Object.keys(first).length > 0);
  for (const id of ['side_effects', 'contraindications', 'precautions', 'interactions', 'pregnancy', 'overdose'])
    assert.equal(first[id], undefined, id);
  await card.evaluate((card) => card.expandAll());
  assert.ok(Object.values(await folds()).every(Boolean));
  await card.evaluate((card) => card.collapseAll());
  assert.ok(Object.values(await folds()).every((open) => !open));
  assert.ok(await part(page, 'serious').isVisible());
  const [id] = Object.keys(first);
  await card.evaluate((card, id) => card.scrollToSection(id), id);
  await until('the section to open', async () => (await folds())[id]);
  const events = await card.evaluate(
    (card) =>
      new Promise((resolve) => {
        card.addEventListener('drug-toggle', (event) => resolve(event.detail));
        card.shadowRoot.querySelector('.toggle').click();
      }),
  );
  assert.equal(typeof events.section, 'string');
});

test('properties set before the class is known count, in any order', async () => {
  const body = '<drug-card></drug-card><drug-search></drug-search>';
  const { page } = await site.show(body, {
    before: (page) =>
      page.addInitScript(() =>
        addEventListener(
          'DOMContentLoaded',
          () => {
            const set = (name, values) => Object.assign(document.querySelector(name), values);
            if (!customElements.get('drug-card'))
              set('drug-card', { headingLevel: 4, drug: 'lasix', collapsible: true });
          },
          { capture: true },
        ),
      ),
    html: undefined,
  });
  await page.evaluate(() => {
    const card = document.querySelector('drug-card');
    Object.assign(card, { drug: 'furosemide' });
  });
  await cardOf(page, 'Furosemide');
  const early = await page.evaluate(async () => {
    const one = document.createElement('not-yet');
    Object.assign(one, { drug: 'warfarin', headingLevel: 5 });
    document.body.append(one);
    customElements.define('not-yet', class extends customElements.get('drug-card') {});
    await one.ready;
    return {
      name: one.shadowRoot.querySelector('h5')?.textContent,
      attribute: one.getAttribute('drug'),
      status: one.status,
    };
  });
  assert.deepEqual(early, { name: 'Warfarin', attribute: 'warfarin', status: 'ready' });
});

test('ready settles with the card or refuses with the reason; status stays what it is', async () => {
  const { page } = await site.show('<drug-card></drug-card>');
  const reported = await page.evaluate(async () => {
    const card = document.querySelector('drug-card');
    const out = [card.status];
    card.drug = 'milrinone';
    out.push((await card.ready).monograph.title);
    card.status = 'idle';
    out.push(card.status);
    card.drug = 'milrinon';
    out.push(await card.ready.catch((error) => error.code));
    return out;
  });
  assert.deepEqual(reported, ['idle', 'Milrinone', 'ready', 'not-found']);
});

test('a card given by the page is shown without an event, and null goes back', async () => {
  const records = await site.show('<drug-card drug="milrinone"></drug-card>');
  const { page, events } = records;
  await event(records, 'drug-load');
  const card = page.locator('drug-card');
  await card.evaluate((card, given) => {
    card.monograph = given;
  }, overlay);
  await cardOf(page, 'X');
  assert.match(await part(page, 'source').innerText(), /Given by this page/);
  await card.evaluate((card) => {
    card.monograph = { title: 'Y', tree: ['script', {}, 'x'] };
  });
  assert.equal((await event(records, 'drug-error')).code, 'bad-data');
  assert.equal(events.filter(({ name }) => name === 'drug-load').length, 1);
  await card.evaluate((card) => {
    card.monograph = null;
  });
  await cardOf(page, 'Milrinone');
  await card.evaluate((card, given) => {
    card.monograph = given;
  }, overlay);
  await cardOf(page, 'X');
  await card.evaluate((card) => card.show({ slug: 'warfarin' }));
  await cardOf(page, 'Warfarin');
});

test('a lazy card is fetched when it comes near', async () => {
  const { page, requests } = await site.show(
    '<div id="tall"></div><drug-card loading="lazy" drug="warfarin">Warfarin</drug-card>',
    {
      before: (page) =>
        page.addInitScript(() =>
          addEventListener('DOMContentLoaded', () => {
            document.getElementById('tall').style.height = '6000px';
          }),
        ),
    },
  );
  await page.waitForLoadState('networkidle');
  assert.equal(requests.filter(({ url }) => url.includes('/cards/')).length, 0);
  await page.locator('drug-card').scrollIntoViewIfNeeded();
  await cardOf(page, 'Warfarin');
});

test('a fragment of the address leads to the part of the first card', async () => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card>');
  await cardOf(page, 'Furosemide');
  await page.evaluate(() => {
    location.hash = 'side_effects';
  });
  await until('focus in the section', () =>
    page
      .locator('drug-card')
      .evaluate(({ shadowRoot }) => shadowRoot.activeElement?.closest('.section')?.id === 'side_effects'),
  );
});

test('a search is part of a form, can be disabled, and takes its shortcut', async () => {
  const { page } = await site.show(
    '<form><drug-search name="q" value="milr" shortcut="/"></drug-search><textarea></textarea></form>',
  );
  const data = () => page.evaluate(() => new FormData(document.forms[0]).get('q'));
  await page.getByRole('combobox').press('End');
  await page.getByRole('combobox').pressSequentially('inone');
  await until('the words in the form', async () => (await data()) === 'milrinone');
  await page.evaluate(() => document.forms[0].reset());
  assert.equal(await page.getByRole('combobox').inputValue(), 'milr');
  await page.locator('textarea').focus();
  await page.keyboard.press('/');
  assert.equal(await page.locator('textarea').inputValue(), '/');
  await page.locator('textarea').blur();
  await page.keyboard.press('/');
  assert.equal(await page.evaluate(() => document.activeElement.localName), 'drug-search');
  await page.locator('drug-search').evaluate((search) => {
    search.disabled = true;
  });
  assert.ok(await page.getByRole('combobox').isDisabled());
});

test('the search reports when it opens, closes, is cleared, and what it shows', async () => {
  const { page } = await site.show('<drug-search></drug-search>');
  await page.evaluate(() => {
    window.reported = [];
    for (const name of ['open', 'close', 'clear'])
      document.addEventListener(`drug-${name}`, () => window.reported.push(name));
    document.addEventListener('change', () => window.reported.push('change'));
  });
  const search = page.locator('drug-search');
  const input = page.getByRole('combobox');
  await input.pressSequentially('milrinone');
  await page.getByRole('option').first().waitFor();
  await until('results', () => search.evaluate((search) => search.results?.medicines[0]?.slug === 'milrinone'));
  await search.evaluate((search) => search.hide());
  await search.evaluate((search) => search.clear());
  await input.fill('x');
  await input.blur();
  await until('all of them', async () => {
    const reported = await page.evaluate(() => window.reported);
    return ['open', 'close', 'clear', 'change'].every((name) => reported.includes(name));
  });
  const answer = await search.evaluate(async (search) => {
    const aborted = await search.search('milr', { signal: AbortSignal.abort() }).catch((error) => error.name);
    const { medicines } = await search.search('lasix', { limit: 1 });
    return { aborted, first: medicines[0].slug, field: search.value };
  });
  assert.deepEqual(answer, { aborted: 'AbortError', first: 'furosemide', field: 'x' });
});

test('the page of documentation runs every example under the strict policy, and axe-core finds nothing', async () => {
  const { page, problems, requests } = await site.visit('/docs/index.html');
  await cardOf(page, 'Milrinone');
  const [lives, waiting] = [page.locator('.live'), page.locator('.live > template')];
  assert.ok((await waiting.count()) > (await lives.count()) / 2, 'most examples wait until the reader comes near');
  for (const live of await lives.all()) await live.scrollIntoViewIfNeeded();
  await until('each example to run', async () => !(await waiting.count()));
  await cardOf(page, 'Examplamine');
  await page.waitForLoadState('networkidle');
  for (const { attributes, name } of table.elements) {
    for (const attribute of attributes) {
      const live = page.locator(`#${name}-${attribute.name} .live`);
      assert.ok(await live.locator(name).count(), `${name} ${attribute.name} runs`);
    }
  }
  for (const button of await page.locator('button[data-run]').all()) await button.click();
  await until('each call to be reported', async () => (await page.locator('.log span').count()) >= 8);
  await page.locator('button[data-stage="drug-search-Parts"][data-show="label"]').click();
  const outline = () =>
    page
      .locator('#drug-search-Parts drug-search')
      .evaluate(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.label')).outlineStyle);
  await until('the outline', async () => (await outline()) === 'solid');
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
    ),
    [],
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    requests.filter(({ url }) => !url.startsWith(site.origin)),
    [],
  );
  await page.screenshot({
    path: new URL('../../target/screenshots/docs-desktop.png', import.meta.url).pathname,
    fullPage: false,
  });
});
