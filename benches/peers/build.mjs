// Builds the index of each search engine from the same monographs, and measures the time.

import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const run = (program, ...words) => execFileSync(program, words, { maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'inherit'] });

/** Every file below `folder` with its length. */
export function files(folder, below = '') {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const path = join(below, entry.name);
    return entry.isDirectory() ? files(folder, path) : [[path, statSync(join(folder, path)).size]];
  });
}

const timed = (task) => {
  const start = performance.now();
  task();
  return (performance.now() - start) / 1000;
};

/**
 * Builds all engines below `to` and gives the seconds each took; what only prepares its input is not counted.
 * @param {string} program the command line of drug-card
 */
export function build(program, content, to) {
  const seconds = {};
  seconds['drug-card'] = timed(() => run(program, 'build', content, '-o', join(to, 'drug-card')));

  const pages = join(to, 'pagefind');
  run(program, 'render', '--all', '--bundle', join(to, 'drug-card'), '-o', pages);
  // Pieces of pages, which it would warn of and pass over.
  for (const name of readdirSync(pages)) if (name.endsWith('.fragment.html')) rmSync(join(pages, name));
  // Its package exports no path to its program.
  const pagefind = fileURLToPath(new URL('node_modules/pagefind/lib/runner/bin.cjs', import.meta.url));
  seconds.pagefind = timed(() => run(process.execPath, pagefind, '--site', pages));

  const folder = join(to, 'minisearch');
  mkdirSync(folder);
  const pagesAsData = run(program, 'parse', content, '--jsonl').toString().trim().split('\n').map((line) => JSON.parse(line));
  const units = pagesAsData.flatMap(({ path, title, sections, faqs }) => [
    ...sections.map(({ kind, text }) => ({ id: `${path}#${kind}`, title, heading: kind, text })),
    ...faqs.map(({ question, answer }, at) => ({ id: `${path}#faq-${at + 1}`, title, heading: question, text: answer })),
  ]);
  const unique = [...new Map(units.map((unit) => [unit.id, unit])).values()];
  const { default: MiniSearch } = require('minisearch');
  seconds.minisearch = timed(() => {
    const index = new (MiniSearch ?? require('minisearch'))({ fields: ['title', 'heading', 'text'], storeFields: ['title', 'heading', 'text'] });
    index.addAll(unique);
    writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  });
  cpSync(join(require.resolve('minisearch'), '../../es/index.js'), join(folder, 'minisearch.js'));
  return seconds;
}
