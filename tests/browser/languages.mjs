// Tests languages: messages in the language of the page, English where a message or a whole file is missing, and names, numbers
// and the text of the medicine in their own direction.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { crc32 } from '../../www/bundle/crc32.js';
import { cardOf, drawn, event, fileOf, folder, PATIENCE, part, rootFile, setting, until, workshop } from './lib.mjs';

const place = await mkdtemp(join(tmpdir(), 'drug-card-languages-'));
after(() => rm(place, { recursive: true }));
/** Runs the program. */
const drugCard = (...words) => execFileSync(setting('DRUG_CARD_BIN'), words);

// A bundle in Persian beside that of the samples; its title is in Latin letters.
await cp(setting('DRUG_CARD_BUNDLE'), join(place, 'bundle'), { recursive: true });
await mkdir(join(place, 'persian'));
await writeFile(
  join(place, 'persian/aspirin.md'),
  '---\ntitle: Aspirin\n---\n\n# Aspirin\n\nAspirin درد را کم می‌کند.\n',
);
drugCard('build', join(place, 'persian'), '-o', join(place, 'bundle/persian'), '--lang', 'fa');
process.env.DRUG_CARD_BUNDLE = join(place, 'bundle');
const site = await workshop();
const pictures = await folder('target/screenshots/languages');
const LANGUAGES = ['ar', 'de', 'es', 'fr'];
const table = async (language) =>
  JSON.parse(await readFile(new URL(`../../www/i18n/messages/${language}.json`, import.meta.url), 'utf8'));
const SAFETY = 'Finding nothing here does not mean it is safe.';

/** A sentence of a table with its parts. */
const say = (words, key, ...parts) => {
  assert.ok(words[key], `expected “${key}” in the table`);
  return words[key].replace(/{(\d)}/g, (_, at) => parts[at]);
};

/** The words of ours that an element shows now, each with the language it is marked as, without what is only quoted in it. */
const saidBy = (page, selector) =>
  page.locator(selector).evaluateAll((all) =>
    all.flatMap(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('span')]
        .filter((span) => span.message && span.checkVisibility())
        .map((span) => {
          const own = span.cloneNode(true);
          for (const one of own.querySelectorAll('bdi, [dir]')) one.remove();
          return { text: span.textContent, own: own.textContent, lang: span.lang, dir: span.dir };
        }),
    ),
  );

/** Nothing is left in English, but for keys of the keyboard, file names and hints, which are English everywhere. */
async function allIn(page, language, selector = 'drug-card, drug-search') {
  const said = await saidBy(page, selector);
  assert.ok(said.length > 0);
  for (const { text, own, lang, dir } of said) {
    assert.deepEqual({ lang, dir }, { lang: language, dir: '' }, text);
    if (language === 'ar') assert.doesNotMatch(own, /(?!\b(Enter|Esc|index|json|WebAssembly)\b)\b[a-z]{2,}/i, text);
  }
}

async function nothingByAxe(page) {
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(
    violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id} ${JSON.stringify(target)} ${failureSummary}`),
    ),
    [],
  );
}

/** A page in that language, as its own markup says. */
const pageIn = (language, body, options) =>
  site.show(`<div lang="${language}"${language === 'ar' ? ' dir="rtl"' : ''}><h1>7B</h1>${body}</div>`, options);

for (const language of LANGUAGES) {
  const words = await table(language);

  test(`${language}: a card says all of its own in it, and leaves the text as it is`, async () => {
    const { page, events, problems } = await pageIn(
      language,
      `<drug-card id="ready" drug="lasix"></drug-card><drug-card id="stale" drug="milrinone" stale-after="30"></drug-card>
      <drug-card id="loading" drug="warfarin"></drug-card><drug-card id="missing" drug="milrinon"></drug-card><drug-card id="broken" drug="amoxicillin"></drug-card>`,
      {
        before: async (page) => {
          await page.route(fileOf('warfarin'), () => {});
          await page.route(fileOf('amoxicillin'), (route) => route.abort('connectionrefused'));
        },
      },
    );
    await cardOf(page, 'Furosemide');
    await part(page, 'retry').waitFor();
    await page.clock.install({ time: Date.now() + 9e9 });
    await page.locator('#stale').evaluate((card) => {
      card.staleAfter = 31;
    });
    await part(page, 'stale').waitFor();
    const { content, built } = await (await fetch(`${site.origin}/index.json`)).json();
    const days = Math.floor(((await page.evaluate(() => Date.now())) - Date.parse(built)) / 864e5);
    const text = (id, name) => page.locator(`#${id} .${name}`).first().textContent();
    assert.equal(await text('ready', 'asked'), say(words, 'You asked for {0}: this is {1}.', 'Lasix', 'Furosemide'));
    assert.equal(
      await text('stale', 'stale'),
      say(words, 'Age of this copy in days: {0}; this site asks for at most {1}.', days, 31),
    );
    const day = new Date(built).toLocaleDateString(`${language}-u-nu-latn`, { dateStyle: 'long', timeZone: 'UTC' });
    assert.match(day, /\d{4}/);
    assert.equal(
      await text('ready', 'source'),
      say(words, '{0} · reviewed: not recorded', say(words, 'Content version {0}, built {1}', content, day)),
    );
    assert.equal(await text('loading', 'loading'), say(words, 'Loading {0} …', 'warfarin'));
    assert.equal(
      await text('missing', 'error-text'),
      say(words, 'No medicine here is called “{0}”. {1}', 'milrinon', words[SAFETY]),
    );
    assert.equal(await text('missing', 'different'), `${words['Not the same medicine, similar name']}: Milrinone`);
    assert.equal(
      await text('broken', 'error-text'),
      say(words, 'The server could not be reached for {0}.', say(words, 'the card of {0}', 'Amoxicillin')),
    );
    assert.equal(await text('broken', 'retry'), words['Try again']);
    assert.match(await text('broken', 'hint'), /connect-src\.$/, 'a hint is English');
    assert.equal(await page.locator('#broken .hint [lang^="en"][dir="ltr"]').count(), 1, 'and says so');
    await allIn(page, language);
    const { message } = await event({ events: events.filter(({ code }) => code === 'not-found') }, 'drug-error');
    assert.equal(message, `No medicine here is called “milrinon”. ${SAFETY}`, 'for programs it is English');
    const looks = await page.locator('#ready').evaluate(({ shadowRoot }) =>
      ['.base', '.card'].map((one) => {
        const { direction } = getComputedStyle(shadowRoot.querySelector(one));
        return `${shadowRoot.querySelector(one).lang} ${direction}`;
      }),
    );
    assert.deepEqual(looks, [language === 'ar' ? ' rtl' : ' ltr', 'en ltr']);
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    assert.match(await text('ready', 'printed'), new RegExp(`${site.origin}/a-test\\.html`));
    assert.equal(await page.locator('#ready .printed > span').getAttribute('lang'), language);
    await page.screenshot({ path: `${pictures}card-${language}.png`, fullPage: true, timeout: PATIENCE });
    await nothingByAxe(page);
    assert.deepEqual(
      problems.filter((problem) => !/Failed to load resource/.test(problem)),
      [],
    );
  });

  test(`${language}: a search says all of its own in it`, async () => {
    const { page, problems } = await pageIn(language, '<drug-search></drug-search>');
    const [input, status] = [page.getByRole('combobox', { name: words['Search medicines'] }), part(page, 'status')];
    await input.pressSequentially('lasix dose');
    await part(page, 'option-meta').first().waitFor();
    const keys = words['↑↓ to move, Enter to open, Esc to close'];
    const counts = (answers) =>
      say(
        words,
        '{0}, {1}',
        say(words, 'the first {0} answers', answers),
        say(words, '{0} medicines|one|{0} medicine', 1),
      );
    await until(
      'counts and keys',
      async () => (await status.textContent()) === `${counts(await part(page, 'option-meta').count())} · ${keys}`,
    );
    assert.equal(await part(page, 'group-label').first().textContent(), words.Medicine);
    assert.equal(await part(page, 'option-via').first().textContent(), say(words, 'also called {0}', 'lasix'));
    await allIn(page, language);
    await page.screenshot({ path: `${pictures}search-${language}.png`, fullPage: true, timeout: PATIENCE });
    await nothingByAxe(page);
    await input.fill('citalopram');
    await page.getByRole('group', { name: words['Not the same medicine, similar name'] }).waitFor();
    await status.getByText(say(words, '{0} with a similar name', '1')).waitFor();
    await allIn(page, language);
    await page.screenshot({ path: `${pictures}different-${language}.png`, fullPage: true, timeout: PATIENCE });
    await input.fill('qqzzxxjj');
    await status.getByText(say(words, 'Nothing here matches “{0}”. {1}', 'qqzzxxjj', words[SAFETY])).waitFor();
    await allIn(page, language);
    await nothingByAxe(page);
    assert.deepEqual(problems, []);
  });
}

/** Serves the German words altered, under a name that fits their bytes. */
const altered = (alter) => async (page) => {
  const words = await table('de');
  alter(words);
  const body = JSON.stringify(words);
  const name = `${crc32(Buffer.from(body))}0000`;
  await page.route('**/index.json', async (route) => {
    const root = await (await route.fetch()).json();
    await route.fulfill({ body: rootFile({ ...root, words: { ...root.words, de: name } }) });
  });
  await page.route(`**/words/${name}.json`, (route) => route.fulfill({ contentType: 'application/json', body }));
};

test('a sentence that a language lacks is English and marked as such, the others are not', async () => {
  const { page } = await pageIn('de', '<drug-card drug="milrinon"></drug-card>', {
    before: altered((words) => {
      delete words['No medicine here is called “{0}”. {1}'];
    }),
  });
  await part(page, 'different').getByText('Anderes Arzneimittel').waitFor();
  const [error, similar] = await saidBy(page, 'drug-card');
  assert.match(
    error.text,
    /^No medicine here is called “milrinon”\. Hier nichts zu finden/,
    'what is there is not thrown away',
  );
  assert.deepEqual([error.lang, error.dir, similar.lang, similar.dir], ['en-GB', 'ltr', 'de', '']);
  await nothingByAxe(page);
});

const NO_FILE = {
  'is not on the server': (page) => page.route('**/words/*', (route) => route.fulfill({ status: 404, body: '' })),
  'comes damaged': (page) =>
    page.route('**/words/*', async (route) => {
      const body = await (await route.fetch()).text();
      await route.fulfill({
        contentType: 'application/json',
        body: body.replace('nichts zu finden', 'etwas zu finden'),
      });
    }),
  'never comes': (page) => page.route('**/words/*', () => {}),
  'is of no language that there is': () => {},
};
for (const [words, before] of Object.entries(NO_FILE)) {
  test(`where the file ${words}, all is English, says so, and the card is there`, async () => {
    const language = before.length ? 'de' : 'nl-BE';
    const { page, events, requests } = await pageIn(
      language,
      '<drug-card id="there" drug="lasix"></drug-card><drug-card id="gone" drug="milrinon"></drug-card>',
      { before },
    );
    await cardOf(page, 'Furosemide');
    await part(page, 'error').first().waitFor();
    if (words === 'never comes') await until('the request', () => requests.some(({ url }) => url.includes('/words/')));
    else await page.waitForLoadState('networkidle');
    await drawn(page);
    const said = await saidBy(page, 'drug-card');
    assert.deepEqual(
      said.filter(({ lang, dir }) => lang !== 'en-GB' || dir !== 'ltr'),
      [],
    );
    assert.ok(said.some(({ text }) => text === `No medicine here is called “milrinon”. ${SAFETY}`));
    assert.deepEqual(
      events.filter(({ name }) => name === 'drug-error').map(({ code }) => code),
      ['not-found'],
      'nothing else is reported',
    );
  });
}

test('an English page asks for no words', async () => {
  for (const language of ['en', 'en-US', 'EN']) {
    const { page, requests, close } = await pageIn(
      language,
      '<drug-card drug="lasix"></drug-card><drug-search></drug-search>',
    );
    await cardOf(page, 'Furosemide');
    await page.waitForLoadState('networkidle');
    assert.deepEqual(
      requests.filter(({ url }) => url.includes('/words/')),
      [],
    );
    assert.deepEqual(
      (await saidBy(page, 'drug-card, drug-search')).filter(({ lang, dir }) => lang !== 'en-GB' || dir),
      [],
    );
    await close();
  }
});

test('the text of a card is in the language that its bundle names, whatever that of the page', async () => {
  const { page } = await pageIn('fr', '<drug-card drug="lasix"></drug-card><drug-search></drug-search>', {
    before: (page) =>
      page.route('**/index.json', async (route) =>
        route.fulfill({ body: rootFile({ ...(await (await route.fetch()).json()), lang: 'de-CH' }) }),
      ),
  });
  await cardOf(page, 'Furosemide');
  assert.equal(await part(page, 'card').getAttribute('lang'), 'de-CH');
  await part(page, 'source').getByText('Version du contenu').waitFor();
  await allIn(page, 'fr');
  await page.getByRole('combobox').fill('lasix dose');
  await page.getByRole('option').nth(1).waitFor();
  assert.deepEqual(
    await page.getByRole('option').evaluateAll((all) => [...new Set(all.map(({ lang, dir }) => `${lang} ${dir}`))]),
    ['de-CH auto'],
  );
});

test('two elements of one page each have their language, and follow a change of it', async () => {
  const { page, requests } = await site.show(
    '<drug-card id="one" lang="de-AT" drug="milrinon"></drug-card><div lang="fr"><drug-card id="two" drug="milrinon"></drug-card></div><drug-card id="three" drug="milrinon"></drug-card>',
  );
  const error = (id) => page.locator(`#${id} .error-text`);
  const [de, fr, es] = await Promise.all(['de', 'fr', 'es'].map(table));
  await error('one').getByText(de[SAFETY]).waitFor();
  await error('two').getByText(fr[SAFETY]).waitFor();
  assert.match(await error('three').textContent(), /Finding nothing here does not mean it is safe/);
  await page.locator('#one').evaluate((card) => {
    card.lang = 'es';
  });
  await error('one').getByText(es[SAFETY]).waitFor();
  assert.equal(await page.locator('#one .retry').count(), 0);
  await page.locator('#one').evaluate((card) => {
    card.lang = 'en';
  });
  await until('English', async () => /does not mean it is safe/.test(await error('one').textContent()));
  assert.equal(requests.filter(({ url }) => url.includes('/words/')).length, 3, 'each file once');
});

test('language and direction come from the nearest element that says so, also from outside of a shadow tree', async () => {
  const { page } = await site.show('<div id="host" lang="ar" dir="rtl"></div>');
  await page.locator('#host').evaluate((host) => {
    const card = document.createElement('drug-card');
    card.drug = 'milrinon';
    host.attachShadow({ mode: 'open' }).append(card);
  });
  await part(page, 'error')
    .getByText((await table('ar'))[SAFETY])
    .waitFor();
  assert.equal(await part(page, 'base').evaluate((base) => getComputedStyle(base).direction), 'rtl');
});

test('styles of a page turn nothing, and `dir` of the element counts most', async () => {
  const directions = (page) =>
    page
      .locator('drug-card')
      .evaluateAll((all) => all.map(({ shadowRoot }) => getComputedStyle(shadowRoot.querySelector('.base')).direction));
  const { page } = await site.show(
    '<drug-card drug="lasix"></drug-card><div dir="rtl"><drug-card drug="lasix"></drug-card><drug-card dir="ltr" drug="lasix"></drug-card></div>',
  );
  await page.evaluate(() => {
    document.documentElement.style.direction = 'rtl';
  });
  await cardOf(page, 'Furosemide');
  await until('all three', async () => (await part(page, 'name').count()) === 3);
  assert.deepEqual(await directions(page), ['ltr', 'rtl', 'ltr']);
});

test('in an Arabic sentence a name stays whole, from left to right, and the sentence runs from right to left', async () => {
  const { page } = await pageIn('ar', '<drug-card drug="milrinone 20-40 mg"></drug-card>');
  await part(page, 'error')
    .getByText((await table('ar'))[SAFETY])
    .waitFor();
  const { name, first, last } = await part(page, 'error-text').evaluate((line) => {
    const at = (node, from, to = from + 1) => {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      return range.getBoundingClientRect().left;
    };
    const { firstChild: name } = line.querySelector('bdi');
    const { firstChild: start } = line.firstChild;
    return {
      name: [...name.data].map((_, index) => at(name, index)),
      first: at(start, 0),
      last: at(start, start.length - 3),
    };
  });
  assert.deepEqual(
    name,
    name.toSorted((a, b) => a - b),
  );
  assert.ok(first > last);
});

test('a text runs as its language does, whatever letters it begins with', async () => {
  const { page } = await pageIn('fr', '<drug-card base="persian" drug="aspirin"></drug-card>');
  await cardOf(page, 'Aspirin');
  const card = part(page, 'card');
  assert.deepEqual(await card.evaluate((card) => [card.lang, card.dir, getComputedStyle(card).direction]), [
    'fa',
    'rtl',
    'rtl',
  ]);
});

test('the standalone script has the words inside', async () => {
  drugCard('standalone', setting('DRUG_CARD_BUNDLE'), '-o', join(place, 'drug-card.standalone.js'));
  await writeFile(
    join(place, 'alone.html'),
    '<!doctype html><html lang="de"><meta charset="utf-8"><title>T</title><script src="drug-card.standalone.js"></script><drug-card drug="milrinon"></drug-card>',
  );
  const { page } = await site.show('');
  await page.goto(pathToFileURL(join(place, 'alone.html')).href);
  await part(page, 'error')
    .getByText((await table('de'))[SAFETY])
    .waitFor();
});
