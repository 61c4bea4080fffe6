// Tests two cards section by section: every word of both, each in its own column under its own name.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import axe from 'axe-core';
import { cardOf, drawn, part, until, workshop } from './lib.mjs';

const site = await workshop();

const objections = async (page) => {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} ${JSON.stringify(target)}`));
};

const markup = (drugs, more = '') => `<h1>Test</h1><drug-compare drugs="${drugs}"${more}></drug-compare>`;

/** Opens a page with this comparison, once both columns are there. */
const compared = async (drugs, options) => {
  const records = await site.show(markup(drugs), options);
  await until('the comparison', () => part(records.page, 'row').count());
  return records;
};

/** Look-alikes, a combination and its part, tables, pages with alerts, pages of other shapes. */
const PAIRS = [
  ['citalopram', 'escitalopram'],
  ['paracetamol-ibuprofen', 'paracetamol'],
  ['hydralazine', 'hydroxyzine'],
  ['warfarin', 'activated-charcoal'],
  ['insulin-glargine', 'vancomycin'],
  ['interferon-beta-1a', 'morphine'],
];

/** In the page: the texts of both cards as they are alone, and those of both columns. */
async function texts([left, right]) {
  const inside = (roots, unlike) => {
    const all = [];
    for (const root of roots) {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const { data, parentElement } = walker.currentNode;
        if (data.trim() && !parentElement.closest(unlike)) all.push(data.trim().replace(/\s+/g, ' '));
      }
    }
    return all.sort();
  };
  const alone = [];
  for (const drug of [left, right]) {
    const card = document.createElement('drug-card');
    card.setAttribute('drug', drug);
    document.querySelector('main').append(card);
    await card.ready;
    alone.push(inside([card.shadowRoot.querySelector('.card')], '.printed'));
    card.remove();
  }
  const compare = document.querySelector('drug-compare');
  compare.drugs = `${left}, ${right}`;
  const ready = () =>
    compare.status === 'ready' &&
    ['0', '1'].every((side, at) => {
      const name = compare.shadowRoot.querySelector(`[data-side="${side}"] .name`);
      return name && alone[at].includes(name.textContent.trim());
    });
  const end = Date.now() + 8000;
  while (!ready() && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 20));
  const columns = ['0', '1'].map((side) =>
    inside(compare.shadowRoot.querySelectorAll(`[data-side="${side}"]`), '.printed,.whose,.missing'),
  );
  const labels = ['0', '1'].map((side) => [
    ...new Set([...compare.shadowRoot.querySelectorAll(`[data-side="${side}"]`)].map((one) => one.ariaLabel)),
  ]);
  return { alone, columns, labels };
}

test('each column has every word of its own card and none of the other, under its own name', async () => {
  const { page, problems } = await compared('warfarin furosemide');
  for (const pair of PAIRS) {
    const { alone, columns, labels } = await page.evaluate(texts, pair);
    assert.deepEqual(columns, alone, pair.join());
    assert.ok(labels.every((names) => names.length === 1) && labels[0][0] !== labels[1][0], JSON.stringify(labels));
  }
  assert.deepEqual(problems, []);
});

test('sections of a kind share a row, and what a page lacks is said on its side', async () => {
  const { page } = await compared('warfarin furosemide');
  const rows = await part(page, 'row').evaluateAll((all) =>
    all.map((row) =>
      [...row.children].map((side) => ({
        top: Math.round(side.getBoundingClientRect().top),
        whose: side.querySelector('.whose strong')?.textContent,
        headings: [...side.querySelectorAll('.section-heading')].map((one) => one.textContent),
        missing: side.querySelector('.missing')?.textContent,
      })),
    ),
  );
  for (const [left, right] of rows) assert.equal(left.top, right.top, 'aligned');
  for (const [left, right] of rows.slice(1)) {
    assert.deepEqual([left.whose, right.whose], ['Warfarin', 'Furosemide']);
    if (left.missing) assert.match(left.missing, /^(The page of|On the page of) Warfarin/);
    if (right.missing) assert.match(right.missing, /^(The page of|On the page of) Furosemide/);
    assert.ok(!left.missing || !right.missing, 'a row has something on one side');
  }
  const both = rows.find(([left]) => left.headings.includes('How it Works'));
  assert.ok(both[1].headings.includes('How it Works'));
  assert.match(rows.find(([, right]) => right.headings.includes('Dosage'))[0].missing, /no section “Dosage”/);
  const lacking = rows.flat().filter(({ missing }) => missing?.includes('has no section'));
  assert.ok(lacking.length > 0);
  for (const { missing } of lacking) assert.match(missing, /Finding nothing here does not mean it is safe\.$/);
});

test('a passage inside another section is not called missing: a link leads there', async () => {
  const { page } = await compared('insulin-glargine, metronidazole');
  const links = await part(page, 'missing').locator('a').allTextContents();
  assert.ok(links.length > 0, 'a page with passages inside others');
  const link = part(page, 'missing').locator('a').first();
  const target = (await link.getAttribute('href')).slice(1);
  await link.click();
  await until('the focus there', () =>
    page.locator('drug-compare').evaluate(({ shadowRoot }, target) => {
      const part = shadowRoot.getElementById(target);
      return part && (part === shadowRoot.activeElement || part.contains(shadowRoot.activeElement));
    }, target),
  );
});

test('names are read as strictly as on a card, and each side says for itself what is wrong', async () => {
  const { page } = await site.show(markup('warfarin nonesuchol'));
  const said = () => page.locator('drug-compare drug-card .problem').allTextContents();
  await until('the error', async () => (await said()).some((text) => text.includes('“nonesuchol”')));
  assert.equal(await part(page, 'row').count(), 0, 'nothing is aligned');
  await cardOf(page, 'Warfarin');
  assert.ok(await page.locator('drug-compare').evaluate((one) => one.matches(':state(error)')));

  const other = await site.show(markup('coumadin lasix'));
  await until('the comparison', () => part(other.page, 'row').count());
  const asked = await part(other.page, 'asked').allTextContents();
  assert.deepEqual(asked, ['You asked for Coumadin: this is Warfarin.', 'You asked for Lasix: this is Furosemide.']);
});

test('two names of one medicine, one name and three names are no comparison, and the words say so', async () => {
  const { page } = await site.show(markup('warfarin coumadin'));
  await page.getByText('Both names lead to Warfarin: there is nothing to compare.').waitFor();
  assert.equal(await page.locator('drug-compare drug-card').count(), 1);
  for (const drugs of ['', 'warfarin', 'warfarin furosemide milrinone']) {
    const { page } = await site.show(markup(drugs));
    const text = `A comparison needs two names in drugs, separated by a space, or by a comma where a name has spaces, but got: ${drugs.replaceAll(' ', ', ') || 'nothing'}.`;
    await page.getByText(text).waitFor();
  }
});

test('the script comes with the first comparison, once, and cards alone never ask for it', async () => {
  const { requests, page } = await site.show(
    `${markup('warfarin furosemide')}<drug-compare drugs="citalopram sertraline"></drug-compare>`,
  );
  await until('both', async () => (await page.locator('drug-compare .strips').count()) === 2);
  assert.equal(requests.filter(({ url }) => /card-compare/.test(url)).length, 1);
  const cards = await site.show('<drug-card drug="warfarin"></drug-card>');
  await cardOf(cards.page, 'Warfarin');
  assert.equal(cards.requests.filter(({ url }) => /card-(compare|find)/.test(url)).length, 0);
});

test('without the script the fallback stays, and the words say why', async () => {
  const { page } = await site.show('<drug-compare drugs="warfarin furosemide">Warfarin and furosemide</drug-compare>', {
    before: (page) => page.route('**/card-compare.*', (route) => route.abort()),
  });
  await page.getByText('The server could not be reached for the search program.').waitFor();
  assert.ok(await page.getByText('Warfarin and furosemide').isVisible());
  await page.unroute('**/card-compare.*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await until('the comparison', () => part(page, 'row').count());
});

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };

test('on a phone one is below the other, and every screenful says whose text it is', async () => {
  const { page } = await compared('warfarin furosemide', PHONE);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(wide <= 390, `${wide}`);
  const unnamed = await page.locator('drug-compare').evaluate(async (compare) => {
    const bad = [];
    const end = compare.getBoundingClientRect().bottom + scrollY;
    for (let y = 0; y + innerHeight < end; y += 400) {
      scrollTo(0, y);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      for (const side of compare.shadowRoot.querySelectorAll('.side')) {
        const { top, bottom } = side.getBoundingClientRect();
        // What is in sight of a passage, for more than a line or two, has its name in sight.
        if (Math.min(bottom, innerHeight) - Math.max(top, 0) < 60) continue;
        const label = side.querySelector('.whose, .name').getBoundingClientRect();
        if (side.querySelector('.name')) continue;
        if (label.top < -1 || label.bottom > innerHeight + 1) bad.push(`${side.ariaLabel} at ${y}`);
      }
    }
    return bad;
  });
  assert.deepEqual(unnamed, []);
  assert.deepEqual(await objections(page), []);
});

test('both strips stay in sight on a wide window, and nothing in the page is against the rules', async () => {
  const { page } = await compared('warfarin furosemide');
  assert.deepEqual(await objections(page), []);
  await page.evaluate(() => scrollTo(0, 1500));
  await drawn(page);
  const tops = await part(page, 'name').evaluateAll((all) => all.map((one) => one.getBoundingClientRect()));
  for (const { top, bottom } of tops) assert.ok(top >= 0 && bottom < 200, `${top} to ${bottom}`);
});

test('the keyboard reaches the links of both sides, and questions open by it', async () => {
  const { page } = await compared('warfarin furosemide');
  const reached = new Set();
  let opened = false;
  for (let step = 0; step < 80; step++) {
    await page.keyboard.press('Tab');
    const at = await page
      .locator('drug-compare')
      .evaluate(({ shadowRoot: { activeElement: one } }) => [
        one?.closest('.side')?.dataset.side ?? '',
        one?.localName ?? '',
      ]);
    reached.add(at.join(' '));
    if (at[1] === 'summary' && !opened) {
      const open = () =>
        page.locator('drug-compare').evaluate(({ shadowRoot }) => shadowRoot.activeElement.closest('details').open);
      const before = await open();
      await page.keyboard.press('Enter');
      assert.notEqual(await open(), before);
      opened = true;
    }
  }
  for (const want of ['0 a', '1 a', '0 summary', '1 summary'])
    assert.ok(reached.has(want), `${want} of ${[...reached]}`);
});

test('on paper everything is open, in two columns, and each sheet has both names', async () => {
  const { page } = await compared('warfarin furosemide');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const state = await page.locator('drug-compare').evaluate(({ shadowRoot }) => ({
    closed: shadowRoot.querySelectorAll('details:not([open])').length,
    head: getComputedStyle(shadowRoot.querySelector('.strips')).display,
    printed: [...shadowRoot.querySelectorAll('.printed')].map((one) => one.textContent),
    cells: [...shadowRoot.querySelectorAll('.side')].every((one) => getComputedStyle(one).display === 'table-cell'),
  }));
  assert.equal(state.closed, 0);
  assert.equal(state.head, 'table-header-group');
  assert.ok(state.cells);
  assert.equal(state.printed.length, 2);
  for (const line of state.printed) assert.match(line, /^Printed .* from http/);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  assert.ok(await page.locator('drug-compare details:not([open])').count());
});

test('what is copied says whose it is, and carries the sources of all that it is from', async () => {
  const { page } = await compared('warfarin furosemide');
  const copy = (from, to) =>
    page.locator('drug-compare').evaluate(
      ({ shadowRoot }, [from, to]) => {
        const [first, last] = [from, to].map((one) => shadowRoot.querySelector(one));
        getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
        const clipboardData = new DataTransfer();
        first.dispatchEvent(
          new ClipboardEvent('copy', { clipboardData, bubbles: true, composed: true, cancelable: true }),
        );
        return clipboardData.getData('text/plain');
      },
      [from, to],
    );
  const one = await copy('[id="1-dosage"]', '[id="1-dosage"]');
  assert.match(one, /^Furosemide:\nDosage\n[\s\S]*\n\nFurosemide\n.*Machine-written[\s\S]*\nContent version/);
  assert.doesNotMatch(one, /Warfarin/);
  const both = await copy('[id="0-how_it_works"]', '[id="1-how_it_works"]');
  assert.match(both, /^Warfarin:\n/);
  assert.match(both, /\nWarfarin\n[\s\S]*\nFurosemide\n/);
});

test('the app page compares by its address, offers it below a card, and leads back', async () => {
  const { page, problems } = await site.visit('/index.html#/compare/warfarin/furosemide');
  await until('the comparison', () => part(page, 'row').count());
  assert.match(await page.title(), /^(Warfarin and Furosemide|Furosemide and Warfarin) · /);
  assert.equal(await page.locator('#list').isVisible(), false);
  assert.deepEqual(await objections(page), []);
  await page.evaluate(() => {
    location.hash = '#/drug/warfarin';
  });
  await cardOf(page, 'Warfarin');
  assert.equal(await page.locator('drug-compare').count(), 0);
  await page.getByText('Compare with another medicine').click();
  const field = page.locator('#beside drug-search');
  await until('the field', () => field.count());
  await field.locator('input').fill('hydralazine');
  await until('the hit', () => field.locator('.option').count());
  await page.keyboard.press('Enter');
  await until('the comparison', () => part(page, 'row').count());
  assert.match(page.url(), /#\/compare\/warfarin\/hydralazine$/);
  await page.goBack();
  await cardOf(page, 'Warfarin');
  assert.deepEqual(problems, []);
});

test('a comparison changes with its names and its language, and moves to a frame with its styles', async () => {
  const { page } = await compared('warfarin furosemide');
  await page.locator('drug-compare').evaluate((one) => {
    one.drugs = 'citalopram escitalopram';
  });
  await until(
    'the others',
    async () => (await part(page, 'name').allTextContents()).join() === 'Citalopram,Escitalopram',
  );
  await page.locator('drug-compare').evaluate((one) => {
    one.lang = 'de';
    one.drugs = 'warfarin furosemide';
  });
  await until('German', async () =>
    (await part(page, 'missing').allTextContents()).join().includes('keinen Abschnitt'),
  );
  const display = await page.locator('drug-compare').evaluate(async (one) => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    frame.contentDocument.body.append(one);
    const end = Date.now() + 5000;
    while (!one.shadowRoot.querySelector('.row') && Date.now() < end)
      await new Promise((resolve) => setTimeout(resolve, 20));
    return frame.contentWindow.getComputedStyle(one.shadowRoot.querySelector('.row')).display;
  });
  assert.equal(display, 'grid');
});
