// Measures search in a real browser, with the queries of `cargo bench --bench search`.
//
//   DRUG_CARD_BIN=target/release/drug-card DRUG_CARD_BUNDLE=DIR CHROMIUM=chromium node benches/browser.mjs QUESTIONS.jsonl
//
// QUESTIONS.jsonl holds lines {"text": "…"}; the bundle is one that `drug-card build` wrote.

import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';
import { serve, setting } from '../tests/browser/lib.mjs';

const [file] = process.argv.slice(2);
if (!file) throw new Error('expected a file of questions, lines {"text": "…"}');
const questions = (await readFile(file, 'utf8')).trim().split('\n').map((line) => JSON.parse(line).text);
const site = await serve();
const browser = await chromium.launch({ executablePath: setting('CHROMIUM'), args: ['--no-sandbox', '--disable-gpu'] });
try {
  const page = await browser.newPage();
  await page.goto(`${site.origin}/card.html`);
  const result = await page.evaluate(async (questions) => {
    const { loadIndex } = await import(new URL('drug-card.js', location.href).href);
    const begun = performance.now();
    const index = await loadIndex('./');
    await index.search('milrinone');
    const first = performance.now() - begun;
    /** Milliseconds of each search; warm, one after the other. */
    const times = async (texts) => {
      const spent = [];
      for (const text of texts) {
        const start = performance.now();
        await index.search(text, { limit: 10 });
        spent.push(performance.now() - start);
      }
      return spent.sort((a, b) => a - b);
    };
    await times(questions);
    const keystrokes = questions.flatMap((text) => [...text].map((_, at, all) => all.slice(0, at + 1).join('')));
    return { first, question: await times(questions), keystroke: await times(keystrokes) };
  }, questions);
  console.log(`first answer  ${result.first.toFixed(0)} ms from a local server`);
  for (const what of ['question', 'keystroke']) {
    const times = result[what];
    const at = (share) => times[Math.floor((times.length - 1) * share)].toFixed(2);
    console.log(`${what.padEnd(13)} ${times.length}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms`);
  }
} finally {
  await browser.close();
  site.stop();
}
