// Compares search engines for static sites: the same monographs and queries, one real browser, interleaved runs, medians.
// `cargo xtask bench` runs it.
//
//   DRUG_CARD_BIN=… CHROMIUM=… node benches/peers/run.mjs CONTENT

import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright-core';
import { build, files } from './build.mjs';

const [content] = process.argv.slice(2);
if (!content) throw new Error('expected a folder of monographs after run.mjs');
const REPEATS = 5;
const QUESTIONS = ['milrinone side effects', 'amlodipine dose', 'warfarin and alcohol', 'metformin kidney', 'salbutamol how it works'];

/** How each engine answers in the page: the time from its first request to results with text. */
const ENGINES = {
  'drug-card': async ([base, question]) => {
    const { loadIndex } = await import(`${base}drug-card.js`);
    return (await (await loadIndex(base)).search(question, { limit: 5 })).hits.length;
  },
  pagefind: async ([base, question]) => {
    const pagefind = await import(`${base}pagefind/pagefind.js`);
    const { results } = await pagefind.search(question);
    return (await Promise.all(results.slice(0, 5).map((result) => result.data()))).length;
  },
  minisearch: async ([base, question]) => {
    const [{ default: MiniSearch }, json] = await Promise.all([import(`${base}minisearch.js`), fetch(`${base}index.json`).then((r) => r.text())]);
    const index = await MiniSearch.loadJSONAsync(json, { fields: ['title', 'heading', 'text'], storeFields: ['title', 'heading', 'text'] });
    return index.search(question).slice(0, 5).length;
  },
};

/** DevTools' presets: megabits a second down, milliseconds a request. */
const LINES = { local: null, 'Fast 4G': [8.1, 165], 'Slow 4G': [1.44, 562.5] };

const TYPES = { '.js': 'text/javascript', '.json': 'application/json', '.html': 'text/html', '.css': 'text/css', '.wasm': 'application/wasm' };

/** Serves `root` as a good static host does: by brotli where it helps, packed once. */
function serve(root) {
  const packed = new Map();
  /** Counted here: a page's own tools see nothing of what a worker asks for. */
  const asked = { requests: 0, bytes: 0 };
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    if (path === '/') return response.setHeader('content-type', 'text/html').end('<!doctype html><title>peers</title>');
    const file = join(root, path);
    if (!existsSync(file)) return response.writeHead(404).end();
    if (!packed.has(file)) {
      const bytes = readFileSync(file);
      const small = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } });
      packed.set(file, small.length < bytes.length ? [small, 'br'] : [bytes, 'identity']);
    }
    const [body, encoding] = packed.get(file);
    asked.requests += 1;
    asked.bytes += body.length;
    response.setHeader('content-type', TYPES[extname(file)] ?? 'application/octet-stream').setHeader('content-encoding', encoding).end(body);
  });
  return new Promise((ready) => server.listen(0, '127.0.0.1', () => ready({ origin: `http://127.0.0.1:${server.address().port}`, asked, stop: () => server.close() })));
}

/** One cold start: a new browser, the engine's own files, one question. */
async function cold({ origin, asked }, engine, line, question) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  try {
    const page = await browser.newPage();
    await page.goto(origin);
    const session = await page.context().newCDPSession(page);
    await session.send('Network.enable');
    if (line) {
      const [down, latency] = line;
      await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: (down * 1e6) / 8, uploadThroughput: 1e6 });
    }
    Object.assign(asked, { requests: 0, bytes: 0 });
    const start = performance.now();
    const hits = await page.evaluate(ENGINES[engine], [`${origin}/${engine}/`, question]);
    return { ms: performance.now() - start, ...asked, hits };
  } finally {
    await browser.close();
  }
}

const median = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];
const work = mkdtempSync(join(tmpdir(), 'drug-card-peers-'));
try {
  const seconds = build(process.env.DRUG_CARD_BIN, content, work);
  const server = await serve(work);
  const runs = {};
  // A static host has its files packed before anyone asks: this server packs them here, uncounted.
  for (const engine of Object.keys(ENGINES)) for (const question of QUESTIONS) await cold(server, engine, null, question);
  for (let repeat = 0; repeat < REPEATS; repeat++) {
    for (const [name, line] of Object.entries(LINES)) {
      for (const engine of Object.keys(ENGINES)) {
        ((runs[engine] ??= {})[name] ??= []).push(await cold(server, engine, line, QUESTIONS[repeat % QUESTIONS.length]));
      }
    }
  }
  server.stop();
  console.log(`\nFirst answer with text, cold, medians of ${REPEATS}; ${content}`);
  console.log(`${'engine'.padEnd(12)} ${'build s'.padStart(8)} ${'files'.padStart(6)} ${'MB'.padStart(6)} ${'requests'.padStart(9)} ${'kB'.padStart(7)} ${Object.keys(LINES).map((line) => `${line} ms`.padStart(11)).join(' ')}`);
  for (const [engine, lines] of Object.entries(runs)) {
    const all = files(join(work, engine));
    const fast = lines['Fast 4G'];
    const cells = [
      seconds[engine].toFixed(2).padStart(8), String(all.length).padStart(6), (all.reduce((sum, [, size]) => sum + size, 0) / 1e6).toFixed(1).padStart(6),
      String(median(fast.map(({ requests }) => requests))).padStart(9), (median(fast.map(({ bytes }) => bytes)) / 1000).toFixed(0).padStart(7),
      ...Object.keys(LINES).map((line) => median(lines[line].map(({ ms }) => ms)).toFixed(0).padStart(11)),
    ];
    console.log(`${engine.padEnd(12)} ${cells.join(' ')}`);
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
