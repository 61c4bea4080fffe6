// The documents: every link has a target, and every shell command works.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { followTutorial } from './tutorial.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const program = process.env.DRUG_CARD_BIN;
assert.ok(program, 'expected DRUG_CARD_BIN in the environment; run these tests by `cargo xtask test`');
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  'CHANGELOG.md',
  'examples/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];
const text = (page) => readFileSync(join(root, page), 'utf8');
const prose = (page) =>
  text(page)
    .replace(/^(`{3,})[\s\S]*?^\1$/gm, '')
    .replace(/`[^`\n]*`/g, '');

/** The anchor of a heading, as GitHub makes it. */
const anchor = (heading) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/\s/g, '-');

test('every link leads to an existing file, and to a heading in it', () => {
  const dead = [];
  let links = 0;
  for (const page of pages) {
    for (const [, target] of prose(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      links += 1;
      const [file, fragment] = target.split('#');
      const path = file ? resolve(root, dirname(page), file) : join(root, page);
      const headings = () =>
        [...readFileSync(path, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));
      if (!existsSync(path) || (fragment && !headings().includes(fragment))) dead.push(`${page}: ${target}`);
    }
  }
  assert.deepEqual(dead, []);
  assert.ok(links > 15, `${links} links`);
});

test('every page can be reached from the start page', () => {
  const met = new Set(['docs/index.md']);
  for (const page of met) {
    for (const [, target] of prose(page).matchAll(/\]\(([^)\s#]+\.md)/g)) met.add(join(dirname(page), target));
  }
  assert.deepEqual(
    pages.filter((page) => page.startsWith('docs/') && !met.has(page)),
    [],
  );
});

test('the tutorial works, and prints what it says', async (t) => {
  const folder = mkdtempSync(join(tmpdir(), 'drug-card-tutorial-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  await followTutorial([program], folder, async (args, work) => {
    for (const path of args.filter((word) => word.startsWith('public'))) assert.ok(existsSync(join(work, path)), path);
  });
});

for (const page of pages) {
  if (page === 'docs/tutorial.md') continue;
  const scripts = [...text(page).matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, script]) => script);
  if (!scripts.length) continue;
  test(`the commands of ${page} work`, (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'drug-card-docs-'));
    t.after(() => rmSync(folder, { recursive: true, force: true }));
    symlinkSync(join(root, 'content'), join(folder, 'content'));
    // A release of DailyMed with one label, which is made up.
    copyFileSync(join(root, 'tests/import/release.zip'), join(folder, 'dm_spl_release_human_rx_part1.zip'));
    const env = { ...process.env, PATH: dirname(program) + delimiter + process.env.PATH };
    for (const script of scripts) {
      const { status } = spawnSync('sh', ['-euc', script], {
        cwd: folder,
        env,
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      // `check` exits with 1, because the example is only one sentence; it does not fail on official labels.
      assert.equal(status, /drug-card check/.test(script) && !/drug-card import/.test(script) ? 1 : 0, script);
    }
  });
}
