// Tests printing: a PDF of a real print, read back as text.

import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEEP } from '../hostile/lab.mjs';
import { cardOf, folder, part, serve, setting, until, workshop } from './lib.mjs';

const LONG = { timeout: 900_000 };
const CORPUS = fileURLToPath(new URL('../../../shared/corpus/composition', import.meta.url));

const site = await workshop();
const pictures = await folder('target/screenshots');
const run = promisify(execFile);

/** Prints the page and gives its sheets as text, and the text as one run of letters. */
async function print(page, name, pictured = true) {
  const path = `${pictures}${name}.pdf`;
  await page.pdf({ path, preferCSSPageSize: true });
  const { stdout } = await run('pdftotext', ['-layout', path, '-']);
  if (pictured) await run('pdftoppm', ['-r', '60', '-png', path, `${pictures}${name}`]);
  const sheets = stdout.split('\f').filter((sheet) => sheet.trim());
  return { sheets, letters: letters(stdout) };
}
/** What the first lines of a sheet say. */
const head = (sheet) =>
  sheet
    .split('\n')
    .filter((line) => line.trim())
    .slice(0, 6)
    .join('\n');
const letters = (text) => text.replace(/[^\p{L}\p{N}]/gu, '');

/** What a reader must find on paper. */
const wanted = (page) =>
  page
    .locator('drug-card')
    .first()
    .evaluate(({ shadowRoot }) =>
      [
        ...shadowRoot.querySelectorAll(
          '.provenance, .serious li, .section-heading, .section-body > p, li, .question, .answer > p, .notice p, .completeness, .source',
        ),
      ]
        .filter((one) => !one.closest('.repeats'))
        .map((one) => one.textContent.replace(/\s+/g, ' ').trim())
        .filter(Boolean),
    );

/** Sheets end between a heading and its text only by mistake; a heading may take several lines. */
async function noHeadingAlone(page, sheets) {
  const headings = await page
    .locator('drug-card')
    .evaluate(({ shadowRoot }) =>
      [...shadowRoot.querySelectorAll('.section-heading, .sub-heading, .question')].map((one) => one.textContent),
    );
  const alone = new Set(headings.map(letters));
  for (const sheet of sheets.slice(0, -1)) {
    const lines = sheet.split('\n').filter((line) => line.trim());
    for (let count = 1; count <= 4; count++) {
      const last = lines.slice(-count).join(' ').trim();
      assert.ok(
        !alone.has(letters(last)),
        `“${last}” is left alone at the end of a sheet of ${await page.locator('drug-card').getAttribute('drug')}`,
      );
    }
  }
}

for (const [name, attributes] of [
  ['card-print', ''],
  ['card-print-folded', 'collapsible'],
  ['card-print-large', 'print="large" collapsible'],
]) {
  test(`printed, a card with ${attributes || 'nothing set'} has all its text, a header on each sheet, date and address`, async () => {
    const { page } = await site.show(`<drug-card drug="furosemide" ${attributes}></drug-card>`);
    await cardOf(page, 'Furosemide');
    await page.locator('drug-card').evaluate((card) => card.collapseAll());
    const texts = await wanted(page);
    assert.ok(texts.length > 20);
    const closed = () =>
      page
        .locator('drug-card')
        .evaluate(({ shadowRoot }) => [...shadowRoot.querySelectorAll('details')].filter((one) => !one.open).length);
    const before = await closed();
    assert.ok(before > 0);
    const { sheets, letters: printed } = await print(page, name);
    for (const text of texts)
      assert.ok(printed.includes(letters(text)) || spread(printed, text), `lost in print: ${text}`);
    assert.ok(sheets.length >= 2, `${sheets.length} sheets`);
    sheets.forEach((sheet, at) => {
      assert.match(
        head(sheet),
        /Machine-written, review not recorded[\s\S]*^\s*Furosemide$/m,
        `name and provenance head sheet ${at + 1}`,
      );
      assert.match(sheet, new RegExp(`\\b${at + 1} ?/ ?${sheets.length}\\b`), `sheet ${at + 1} has its number`);
    });
    assert.match(printed, new RegExp(`Printed\\d{1,2}[A-Z][a-z]+\\d{4}from${letters(site.origin)}atesthtml`));
    await noHeadingAlone(page, sheets);
    await until('all to be as before', async () => (await closed()) === before);
    assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0, 'nothing of ours stays in the page');
  });
}

/** A paragraph that the strip on the next sheet cuts in two is still all there. */
function spread(printed, text) {
  const whole = letters(text);
  for (let at = whole.length - 1; at > 0; at -= 1) {
    const start = printed.indexOf(whole.slice(0, at));
    if (start < 0) continue;
    const next = printed.indexOf(whole.slice(at), start);
    return next > start && next - start < at + 250;
  }
  return false;
}

/** Prints every monograph of a served bundle on the page of one card. */
async function printAll(t, page, { origin }) {
  const root = await (await fetch(`${origin}/index.json`)).json();
  const titles = await (await fetch(`${origin}/${root.titles.file}`)).json();
  let count = 0;
  for (const [slug] of titles) {
    await page.locator('drug-card').evaluate((card, slug) => {
      card.drug = slug;
      return card.ready.then(() => {});
    }, slug);
    const { sheets } = await print(page, 'one-of-all', false);
    await noHeadingAlone(page, sheets);
    count += sheets.length;
  }
  assert.ok(count > titles.length, 'most take more than one sheet');
  t.diagnostic(`${titles.length} monographs on ${count} sheets`);
}

test('no monograph of content/ leaves a heading alone', LONG, async (t) => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card>');
  await printAll(t, page, site);
});

test('nor does any of twenty from the corpus', { ...LONG, skip: !DEEP || !existsSync(CORPUS) }, async (t) => {
  const scratch = await mkdtemp(join(tmpdir(), 'drug-card-corpus-'));
  const files = (await readdir(CORPUS, { recursive: true })).filter((file) => file.endsWith('.md')).sort();
  const step = Math.floor(files.length / 20);
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      cp(join(CORPUS, files[at * step]), join(scratch, 'md', basename(files[at * step]))),
    ),
  );
  execFileSync(setting('DRUG_CARD_BIN'), ['build', join(scratch, 'md'), '-o', join(scratch, 'bundle'), '--demo'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const other = await serve(join(scratch, 'bundle'));
  after(() => Promise.all([other.stop(), rm(scratch, { recursive: true })]));
  const { page } = await site.show('');
  await page.goto(`${other.origin}/card.html`);
  await printAll(t, page, other);
});

test('large print is larger', async () => {
  const { page } = await site.show('<drug-card drug="furosemide" print="large"></drug-card>');
  await cardOf(page, 'Furosemide');
  await page.emulateMedia({ media: 'print' });
  const size = await part(page, 'provenance').evaluate((one) =>
    parseFloat(getComputedStyle(one.parentElement).fontSize),
  );
  assert.equal(size, 24, '18 points');
});

test('each of two cards begins on a new sheet and heads its sheets with its own name', async () => {
  const { page } = await site.show('<drug-card drug="furosemide"></drug-card><drug-card drug="warfarin"></drug-card>');
  await cardOf(page, 'Furosemide');
  await cardOf(page, 'Warfarin');
  const { sheets, letters: printed } = await print(page, 'cards-print');
  for (const name of ['Furosemide', 'Warfarin']) assert.ok(printed.includes(name));
  const heads = sheets.map((sheet) => /^\s*(Furosemide|Warfarin)$/m.exec(head(sheet))?.[1]);
  assert.ok(heads.length >= 4 && heads.every(Boolean), heads.join());
  assert.deepEqual(heads, [...heads].sort(), 'no sheet holds both');
  assert.doesNotMatch(sheets.join('\n'), /\b1 ?\/ ?\d+\s*$/m);
});

test('a pre-rendered page prints the same', async () => {
  const scratch = await mkdtemp(join(tmpdir(), 'drug-card-print-'));
  after(() => rm(scratch, { recursive: true }));
  execFileSync(setting('DRUG_CARD_BIN'), ['render', '--all', '--bundle', setting('DRUG_CARD_BUNDLE'), '-o', scratch]);
  const html = await readFile(join(scratch, 'furosemide.html'), 'utf8');
  const { page } = await site.show('', {
    before: (page) =>
      page.route('**/static.html', (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html })),
  });
  await page.goto(`${site.origin}/static.html`);
  const texts = await page.evaluate(() =>
    [...document.querySelectorAll('.provenance, li, .question, .answer > p, .notice p, .completeness, .source')].map(
      (one) => one.textContent,
    ),
  );
  const { sheets, letters: printed } = await print(page, 'page-print');
  for (const text of texts)
    assert.ok(printed.includes(letters(text)) || spread(printed, text), `lost in print: ${text}`);
  for (const sheet of sheets) assert.match(head(sheet), /^\s*Furosemide\b/m);
});
