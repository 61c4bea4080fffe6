// Builds the npm package: `node package.mjs WEB INTERFACE PROGRAM OUT` copies its files, writes package.json and the hashes, and
// checks its exports.

import { createHash } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const [, , web, interfaces, program, out] = process.argv;
const root = fileURLToPath(new URL('../../', import.meta.url));
const { version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
mkdirSync(out, { recursive: true });
const write = (name, text) => writeFileSync(join(out, name), text);

// The classes without any side effect; what defines the elements is a file of its own.
await build({
  stdin: {
    contents: `export * from './elements/drug-card-element.js'; export * from './elements/drug-search-element.js';
      export { DrugCompareElement, defineCompare } from './elements/drug-compare-element.js';
      export { DrugError } from './bundle/errors.js'; export { loadIndex } from './bundle/load-index.js';`,
    resolveDir: join(root, 'www'),
  },
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  legalComments: 'none',
  logLevel: 'warning',
  outfile: join(out, 'elements.js'),
});
// The scripts of a bundle are on its server; webpack would look for them among its own files. Minifying drops such comments.
const elements = readFileSync(join(out, 'elements.js'), 'utf8');
const imports = elements.split(/\bimport\((?=\w)/);
if (imports.length !== 2) throw new Error(`expected one import() in elements.js, but there are ${imports.length - 1}`);
write('elements.js', imports.join('import(/* webpackIgnore: true */ /* @vite-ignore */ '));
write(
  'index.js',
  "import { defineCard, defineCompare, defineSearch } from './elements.js';\ndefineCard();\ndefineCompare();\ndefineSearch();\n" +
    "export { DrugCardElement, DrugCompareElement, DrugError, DrugSearchElement, loadIndex } from './elements.js';\n",
);
copyFileSync(join(web, 'drug-card.js'), join(out, 'drug-card.js'));
copyFileSync(join(web, 'card.css'), join(out, 'card.css'));
mkdirSync(join(out, 'cli'), { recursive: true });
copyFileSync(program, join(out, 'cli/drug-card.wasm'));
for (const name of ['drug-card.mjs', 'serve.mjs'])
  copyFileSync(join(root, 'xtask/interface/cli', name), join(out, 'cli', name));
chmodSync(join(out, 'cli/drug-card.mjs'), 0o755);
for (const name of readdirSync(interfaces)) copyFileSync(join(interfaces, name), join(out, name));
for (const name of ['CHANGELOG.md', 'LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'THIRD-PARTY.txt'])
  copyFileSync(join(root, name), join(out, name));
// Its own: that of the repository links to files that are not in this package.
copyFileSync(join(root, 'xtask/interface/README.md'), join(out, 'README.md'));
write('index.d.ts', "export * from './drug-card.js';\n");
write(
  'elements.d.ts',
  "export * from './drug-card.js';\n/** Defines `<drug-card>`. */\nexport function defineCard(): void;\n" +
    '/** Defines `<drug-compare>`. */\nexport function defineCompare(): void;\n' +
    '/** Defines `<drug-search>`. */\nexport function defineSearch(): void;\n',
);

// The one place where the address of the repository is set.
const [, repository] = /^repository = "(.*)"$/m.exec(readFileSync(join(root, 'Cargo.toml'), 'utf8')) ?? [];
const types = (name) => ({ types: `./${name}.d.ts` });
const module = (name) => ({ ...types(name), default: `./${name}.js` });
const manifest = {
  name: 'drug-card',
  version,
  description:
    'Custom elements that show and find Markdown drug monographs in the browser, and the command line tool that builds them',
  license,
  ...(repository && { repository: { type: 'git', url: `git+${repository}.git` } }),
  keywords: ['medicine', 'formulary', 'search', 'custom-elements', 'markdown', 'webassembly'],
  type: 'module',
  // With `./` in front, npm drops it when it publishes.
  bin: { 'drug-card': 'cli/drug-card.mjs' },
  engines: { node: '>=20' },
  sideEffects: ['./index.js', './drug-card.js'],
  exports: {
    '.': module('index'),
    './elements': module('elements'),
    './drug-card.js': module('drug-card'),
    './react': types('react'),
    './vue': types('vue'),
    './svelte': types('svelte'),
    './card.css': './card.css',
    './custom-elements.json': './custom-elements.json',
    './html-data.json': './html-data.json',
    './web-types.json': './web-types.json',
    './sri.json': './sri.json',
    './package.json': './package.json',
  },
  types: './index.d.ts',
  customElements: './custom-elements.json',
  'web-types': './web-types.json',
};
write('package.json', `${JSON.stringify(manifest, null, 2)}\n`);

const hashes = readdirSync(out)
  .filter((name) => /\.(js|css)$/.test(name))
  .sort()
  .map((name) => [
    name,
    `sha384-${createHash('sha384')
      .update(readFileSync(join(out, name)))
      .digest('base64')}`,
  ]);
write('sri.json', `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);

const paths = (value) => (typeof value === 'string' ? [value] : Object.values(value).flatMap(paths));
for (const path of [...paths(manifest.exports), manifest.types, manifest.customElements, manifest['web-types']]) {
  if (!existsSync(join(out, path))) throw new Error(`expected ${path} in the package, but it is not there`);
}
const names = Object.keys(await import(pathToFileURL(join(out, 'index.js'))))
  .sort()
  .join(', ');
if (names !== 'DrugCardElement, DrugCompareElement, DrugError, DrugSearchElement, loadIndex') {
  throw new Error(`expected the exports of www/elements/drug-card.js under Node, but got: ${names}`);
}
console.log(`drug-card ${version}: ${readdirSync(out).length} files in ${out}`);
