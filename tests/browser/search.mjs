// Tests what a person who types into `<drug-search>` can rely on.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cardOf, drawn, event, fileOf, part, until, workshop } from './lib.mjs';

const site = await workshop();
const SEARCH = '<drug-search></drug-search><p>Text below.</p>';

/** Opens a page with a search and types. */
async function ask(words, body = SEARCH, options = {}) {
  const records = await site.show(body, options);
  const input = records.page.getByRole('combobox');
  await input.pressSequentially(words, { delay: 15 });
  return { ...records, input, options: records.page.getByRole('option') };
}

/** The active option. */
const active = (page) =>
  page.locator('drug-search').evaluate((search) => {
    const { shadowRoot } = search;
    const id = shadowRoot.querySelector('input').getAttribute('aria-activedescendant');
    const option = id && shadowRoot.getElementById(id);
    return option && { text: option.innerText, selected: option.getAttribute('aria-selected') };
  });

test('the field has a name, and opens nothing before it is asked', async () => {
  const { page } = await site.show(SEARCH);
  const input = page.getByRole('combobox', { name: /search/i });
  await input.focus();
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  assert.equal(await input.getAttribute('aria-autocomplete'), 'list');
  assert.equal(await page.getByRole('option').count(), 0);
});

test('typing shows groups in words, and the right medicine first', async () => {
  const { page, input, options } = await ask('milr');
  await options.first().waitFor();
  assert.match(await options.first().innerText(), /^Milrinone/);
  assert.equal(await input.getAttribute('aria-expanded'), 'true');
  const list = page.getByRole('listbox');
  assert.equal(await input.getAttribute('aria-controls'), await list.getAttribute('id'));
  const groups = await page.getByRole('group').evaluateAll((groups) =>
    groups.map((group) => {
      const label = group.getAttribute('aria-labelledby');
      return group.getAttribute('aria-label') ?? group.getRootNode().getElementById(label)?.textContent;
    }),
  );
  assert.ok(groups.length >= 1 && groups.every((name) => name?.trim()), JSON.stringify(groups));
});

test('the keyboard walks the list while the focus stays in the field', async () => {
  const { page, input, options, events } = await ask('amlo');
  await until('the answers', () => events.some(({ name, query }) => name === 'drug-results' && query === 'amlo'));
  await options.nth(2).waitFor();
  assert.equal(await active(page), null);
  await input.press('ArrowDown');
  const first = await active(page);
  assert.equal(first.selected, 'true');
  await input.press('ArrowDown');
  const second = await active(page);
  assert.notEqual(second.text, first.text);
  await input.press('ArrowUp');
  assert.deepEqual(await active(page), first);
  assert.equal(await page.locator('drug-search [aria-selected="true"]').count(), 1);
  assert.ok(await input.evaluate((input) => input.getRootNode().activeElement === input));
});

test('Escape closes the list, and clears the field when pressed again', async () => {
  const { page, input, options } = await ask('milr');
  await options.first().waitFor();
  await input.press('Escape');
  assert.equal(await input.getAttribute('aria-expanded'), 'false');
  assert.equal(await options.first().isVisible(), false);
  assert.equal(await input.inputValue(), 'milr');
  await input.press('Escape');
  assert.equal(await input.inputValue(), '');
  assert.equal(await page.getByRole('option').count(), 0);
});

test('Enter chooses the option that is marked', async () => {
  const { input, options, ...records } = await ask('milrinone');
  await options.first().waitFor();
  await input.press('ArrowDown');
  await input.press('Enter');
  const chosen = await event(records, 'drug-select');
  assert.equal(chosen.slug, 'milrinone');
  assert.ok(chosen.cancelable && chosen.composed);
});

test('a page can prevent what a choice does', async () => {
  const { page, input, options, ...records } = await ask('milrinone');
  await options.first().waitFor();
  const before = page.url();
  await page.evaluate(() => document.addEventListener('drug-select', (chosen) => chosen.preventDefault()));
  await options.first().click();
  await event({ ...records, page }, 'drug-select');
  await drawn(page);
  assert.equal(page.url(), before);
});

test('a question about a part of a page is answered by that part', async () => {
  const { page, options } = await ask('milrinone side effects');
  const answer = options.filter({ hasText: /Milrinone/ }).filter({ hasText: /side effects/i });
  await answer.first().waitFor();
  await until('words of the answer', async () =>
    /Ventricular|heartbeats|blood pressure/.test(await page.getByRole('listbox').innerText()),
  );
});

test('another national name leads to the medicine and is said', async () => {
  const { options } = await ask('frusemide');
  await options.first().waitFor();
  const text = await options.first().innerText();
  assert.match(text, /Furosemide/);
  assert.match(text, /frusemide/i);
});

test('a look-alike is never above the medicine that was named', async () => {
  for (const [asked, wanted] of [
    ['citalopram', 'Citalopram'],
    ['escitalopram', 'Escitalopram'],
    ['hydralazine', 'Hydralazine'],
  ]) {
    const { options, close } = await ask(asked);
    await until(`${wanted} first`, async () =>
      (
        await options
          .first()
          .innerText()
          .catch(() => '')
      ).startsWith(wanted),
    );
    await close();
  }
});

test('what nobody knows is answered in words, not by silence', async () => {
  const { page } = await ask('qqzzxxjj');
  const empty = part(page, 'empty').first();
  await empty.waitFor();
  assert.ok((await empty.innerText()).trim().length > 15);
  assert.equal(await page.getByRole('option').count(), 0);
});

test('the number of results is announced to those who cannot see them', async () => {
  const { page } = await ask('milr');
  const status = page.getByRole('status').first();
  await until('a status', async () => /\d/.test(await status.innerText()));
});

test('an older answer never replaces a newer one', async () => {
  const { input, options, events } = await ask('warf');
  await options.first().waitFor();
  await input.fill('');
  await input.pressSequentially('milrinone');
  await until('Milrinone', async () =>
    /^Milrinone/.test(
      await options
        .first()
        .innerText()
        .catch(() => ''),
    ),
  );
  await until('the last results', () => events.findLast(({ name }) => name === 'drug-results')?.query === 'milrinone');
  assert.doesNotMatch(await options.first().innerText(), /Warfarin/);
});

test('no request carries what was typed', async () => {
  const { requests, input, options, problems, events } = await ask('zwarfarinz');
  await input.fill('');
  await input.pressSequentially('can i drink with metronidazole');
  await options.first().waitFor();
  await until('the last results', () => events.at(-1)?.query === 'can i drink with metronidazole');
  assert.ok(requests.length > 3);
  for (const { url, body } of requests) {
    assert.ok(url.startsWith(site.origin), `${url} leaves the bundle`);
    assert.doesNotMatch(decodeURIComponent(url) + body, /warfarin|drink|metronidazole/i);
  }
  assert.deepEqual(problems, []);
});

test('choosing in the search shows the card beside it', async () => {
  const { page } = await site.visit('/index.html');
  const input = page.getByRole('combobox').first();
  await input.pressSequentially('milrinone', { delay: 15 });
  const option = page.getByRole('option', { name: /^Milrinone/ }).first();
  await option.waitFor();
  await option.click();
  await cardOf(page, 'Milrinone');
});

for (const [where, open] of Object.entries({
  'a page': () => site.show('<drug-search for="card"></drug-search><drug-card id="card" drug="milrinone"></drug-card>'),
  'the app page': () => site.visit('/index.html'),
})) {
  test(`on ${where} a choice through another name says so on the card, and only on that one`, async () => {
    const { page } = await open();
    const asked = part(page, 'asked');
    const choose = async (words, name) => {
      const input = page.getByRole('combobox').first();
      await input.fill('');
      await input.pressSequentially(words, { delay: 15 });
      await page.getByRole('option', { name }).first().click();
    };
    await choose('lasix', /^Furosemide/);
    await asked.getByText('You asked for Lasix: this is Furosemide.').waitFor();
    await choose('warfarin', /^Warfarin/);
    await cardOf(page, 'Warfarin');
    assert.equal(await asked.count(), 0);
    await choose('furosemide', /^Furosemide/);
    await cardOf(page, 'Furosemide');
    assert.equal(await asked.count(), 0);
  });
}

/** The sentences above the list, and the headings of its groups. */
const shown = (page) =>
  page.locator('drug-search').evaluate(({ shadowRoot }) => ({
    said: [...shadowRoot.querySelectorAll('.sentence')].map((sentence) => sentence.textContent),
    groups: [...shadowRoot.querySelectorAll('.group-label')].map((label) => label.textContent),
  }));

/** Asks, and waits for the results of the whole query. */
async function results(query, body) {
  const asked = await ask(query, body);
  await until('the results', () =>
    asked.events.some((event) => event.name === 'drug-results' && event.query === query),
  );
  return asked;
}

for (const [query, said, groups] of [
  [
    'ibuprofen pm',
    ['Nothing here is called “ibuprofen pm”.', 'Finding nothing here does not mean it is safe.'],
    ['Did you mean'],
  ],
  [
    'Nurofen Plus',
    ['“Nurofen Plus” is a medicine; there is no page about it here.', 'Finding nothing here does not mean it is safe.'],
    ['Not the same medicine, similar name'],
  ],
  ['crushing milrinone', ['This page does not speak of crushing. That does not mean it is safe.'], ['Medicine']],
  [
    'warfarin and milrinone',
    ['Neither page names the other. That does not mean they can be taken together.'],
    ['Medicine'],
  ],
  ['blood thinner', [], ['Medicines for this']],
]) {
  test(`“${query}”: what is not known is said above the groups, and Enter opens nothing`, async () => {
    const { page, input, events } = await results(query);
    assert.deepEqual(await shown(page), { said, groups });
    const status = page.getByRole('status').first();
    for (const sentence of said) await status.getByText(sentence).waitFor();
    if (groups[0] === 'Medicine' && !said[0].startsWith('Neither')) return;
    await input.press('Enter');
    await page.waitForTimeout(200);
    assert.ok(!events.some(({ name }) => name === 'drug-select'));
  });
}

test('a medicine that has no page here is known as one', async () => {
  const { page } = await results('satralizumab');
  await part(page, 'empty').getByText('“satralizumab” is a medicine; there is no page about it here.').waitFor();
  assert.equal(await page.getByRole('option').count(), 0);
});

test('Enter opens the medicine that is named, and combinations are one line below the answers', async () => {
  const { page, input, options, ...records } = await results('amlodipine');
  assert.deepEqual((await shown(page)).groups.slice(0, 2), ['Medicine', 'Answers']);
  const texts = await options.allInnerTexts();
  const folded = texts.indexOf('1 combination with Amlodipine');
  assert.match(texts[folded - 1], /^Amlodipine · /);
  const before = await options.count();
  for (let at = 0; at <= folded; at++) await input.press('ArrowDown');
  await input.press('Enter');
  await options.filter({ hasText: /^Amlodipine \+ Atorvastatin/ }).waitFor();
  assert.equal(await options.count(), before);
  assert.match((await active(page)).text, /^Amlodipine \+ Atorvastatin/);
  assert.ok(!records.events.some(({ name }) => name === 'drug-select'));
  await input.press('ArrowDown');
  await input.fill('amlodipin');
  await until('the results', () => records.events.some(({ query }) => query === 'amlodipin'));
  await input.fill('amlodipine');
  await input.press('Enter');
  assert.equal((await event(records, 'drug-select')).slug, 'amlodipine');
});

test('Enter opens the section that the query names, with its words highlighted on the card', async () => {
  const body = '<drug-search for="card"></drug-search><drug-card id="card"></drug-card>';
  const { page, input, ...records } = await results('warfarin side effects', body);
  await input.press('Enter');
  const chosen = await event(records, 'drug-select');
  assert.deepEqual([chosen.slug, chosen.anchor], ['warfarin', 'side_effects']);
  assert.deepEqual([chosen.rank, chosen.queryLength, chosen.query], [2, 21, undefined]);
  await cardOf(page, 'Warfarin');
  await until('the highlight', () => page.evaluate(() => CSS.highlights.get('drug-search-found')?.size > 0));
});

test('the typed text is part of drug-select only where the page asks for it', async () => {
  const { input, ...records } = await results('warfarin', '<drug-search select-query></drug-search>');
  await records.page.evaluate(() => document.addEventListener('drug-select', (event) => event.preventDefault()));
  await input.press('Enter');
  assert.equal((await event(records, 'drug-select')).query, 'warfarin');
});

for (const viewport of [
  { width: 768, height: 1024 },
  { width: 390, height: 844 },
]) {
  test(`at ${viewport.width} × ${viewport.height} the first answer is in sight`, async () => {
    const { options, events } = await ask('amlodipine dose', SEARCH, { viewport });
    await until('the results', () => events.some(({ query }) => query === 'amlodipine dose'));
    const answer = options.filter({ hasText: /^Amlodipine · / }).first();
    const { y, height } = await answer.boundingBox();
    assert.ok(y >= 0 && y + Math.min(height, 120) <= viewport.height, `${y} and ${height}`);
  });
}

test('a list of results says how many there are, shows all, and narrows them', async () => {
  const { page, ...records } = await site.show('<drug-search mode="list" limit="3"></drug-search>');
  const input = page.locator('drug-search input');
  await input.fill('warfarin');
  const status = page.getByRole('status').first();
  await status.getByText('the first 3 answers, 1 medicine').waitFor();
  await page.getByRole('button', { name: 'Show all answers' }).click();
  const links = page.locator('drug-search a.option');
  await until('all answers', async () => (await links.count()) > 5);
  const count = (await links.count()) - 1;
  await status.getByText(`${count} answers, 1 medicine`).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Show all answers' }).count(), 0);
  const section = page.getByLabel('Section');
  await section.selectOption({ label: 'FAQ' });
  for (const text of (await links.allInnerTexts()).slice(1)) assert.match(text, /^Warfarin · FAQ/);
  assert.ok(await section.evaluate((select) => select.getRootNode().activeElement?.name === 'section'));
  await input.fill('warfarin dose');
  await until('the results', () => records.events.some(({ query }) => query === 'warfarin dose'));
  assert.equal(await section.inputValue(), '');
});

test('below the answers is where they come from', async () => {
  const { page } = await results('warfarin');
  await page.getByText('Information only, not medical advice. Each card says where its text comes from.').waitFor();
});

test('an offer is opened by choosing it, and the card shows the query', async () => {
  const body = '<drug-search for="card"></drug-search><drug-card id="card"></drug-card>';
  const { page, input, options } = await results('ibuprofen pm', body);
  await input.press('ArrowDown');
  await input.press('Enter');
  await part(page, 'asked').getByText('You asked for Ibuprofen pm: this is Ibuprofen.').waitFor();
  await input.fill('');
  await input.pressSequentially('metfromin', { delay: 15 });
  await options
    .filter({ hasText: /^Metformin/ })
    .first()
    .click();
  await part(page, 'asked').getByText('You asked for Metfromin: this is Metformin.').waitFor();
});

test('without the search program, a name with another word is an offer, and Enter does not open it', async () => {
  const { page, input, options, events } = await ask('lasix dose', SEARCH, {
    before: (page) => page.route('**/search-core.*.wasm', (route) => route.fulfill({ status: 404 })),
  });
  await options.filter({ hasText: /^Furosemide/ }).waitFor();
  await until('the results', () =>
    events.some((event) => event.name === 'drug-results' && event.query === 'lasix dose'),
  );
  assert.deepEqual((await shown(page)).groups, ['Did you mean']);
  await input.press('Enter');
  await page.waitForTimeout(200);
  assert.ok(!events.some(({ name }) => name === 'drug-select'));
});

test('the first answer with text asks for seven files', async () => {
  const { page, requests, events } = await site.show(SEARCH);
  await page.getByRole('combobox').fill('milrinone dose');
  await until('the answer', () => events.some(({ name }) => name === 'drug-results'));
  const files = requests.map(({ url }) => new URL(url).pathname).filter((path) => !/a-test|favicon/.test(path));
  assert.equal(files.length, 7, files.join(' '));
});

/** The hints of the builder to the script of a bundle, without some of them. */
const without =
  (...names) =>
  (shell) =>
    names.reduce((text, name) => text.replace(new RegExp(`"${name}":\\[\\[.*?\\]\\]`), `"${name}":[]`), shell);

for (const [question, hints, change, slug] of [
  ['milrinone dose', 'by the builder', without(), 'milrinone'],
  ['milrinone dose', 'by the names', without('cards'), 'milrinone'],
  ['milrinone dose', 'by the names of the root alone', without('cards', 'names'), 'milrinone'],
  ['amlodipine and atorvastatin', 'by the builder', without(), 'amlodipine'],
  ['amlodipine atorvastatin dose', 'by the builder', without(), 'amlodipine-atorvastatin'],
  ['fluticasone dose', 'by the builder', without(), 'salmeterol-fluticasone'],
  ['is it safe to take milrinone', 'by the names', without('cards'), 'milrinone'],
]) {
  test(`the card that “${question}” begins with is requested before the search core, with ${hints} as hints`, async () => {
    let release = () => {};
    const held = new Promise((resolve) => (release = () => resolve(undefined)));
    const { page, requests, events } = await site.show(SEARCH, {
      before: async (page) => {
        await page.route('**/search-core.*.wasm', (route) => held.then(() => route.continue()));
        await page.route('**/drug-card.js', async (route) => {
          const answer = await route.fetch();
          const shell = await answer.text();
          assert.match(shell, /"cards":\[\[.*?\]\].*"names":\[\[/, 'the hints of the builder');
          return route.fulfill({ response: answer, body: change(shell) });
        });
      },
    });
    const paths = () => requests.map(({ url }) => `**/${url.slice(site.origin.length + 1)}`);
    const cards = () => paths().filter((path) => path.includes('/cards/'));
    await page.getByRole('combobox').fill(question);
    await until('the card', () => cards().length);
    assert.equal(events.length, 0, 'nothing is answered yet');
    assert.deepEqual(cards(), [fileOf(slug)]);
    release();
    await page.getByRole('option').first().waitFor();
    assert.equal(cards().filter((path) => path === fileOf(slug)).length, 1, 'asked for once');
    assert.ok(!paths().some((path) => path.endsWith('/names/.json')), 'nothing without a name');
  });
}

test('of a small bundle, what words need that name nothing is on its way before the search program is', async () => {
  const { page, requests } = await site.show(SEARCH, {
    before: (page) => page.route('**/search-core.*.wasm', () => {}),
  });
  await page.getByRole('combobox').fill('zzzzz');
  await until('the typos', () => requests.some(({ url }) => /\/typos\//.test(url)));
});

test('where the search program is missing or damaged, the search says so, and finds it when it is there', async () => {
  for (const [answer, words] of [
    [{ status: 404 }, /answered 404 for the search program/],
    [{ contentType: 'text/javascript', body: 'export const open = <html>' }, /sent the search program damaged/],
  ]) {
    let broken = true;
    const { page, input } = await ask('milrinone', SEARCH, {
      before: (page) =>
        page.route('**/search-core.*.js', (route) => (broken ? route.fulfill(answer) : route.continue())),
    });
    await part(page, 'why').getByText(words).waitFor();
    // A reader who goes on typing searches again in between.
    await until('the state', () =>
      page.locator('drug-search').evaluate((search) => search.matches(':state(error):state(open)')),
    );
    assert.equal(await page.getByRole('option').count(), 0);
    broken = false;
    await input.press('ArrowDown');
    await page
      .getByRole('option', { name: /^Milrinone/ })
      .first()
      .waitFor();
  }
});
