// Generates files from www/elements/interface.json: `node main.mjs PACKAGE DOCS STYLES` writes types, manifest and editor data to one
// folder, the page of documentation to another, and the styles of a card without script to a file.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import card from '../../www/elements/card.css.js';
import theme from '../../www/elements/theme.css.js';
import rich from '../../www/tools/rich.css.js';
import { docs, exampleStyles } from './docs.mjs';
import { editorData, manifest, webTypes } from './manifest.mjs';
import { declarations, frameworks, moduleTypes } from './types.mjs';

const [, , packageFolder, docsFolder, stylesheet] = process.argv;
const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const table = read('../../www/elements/interface.json');
const { version } = read('../../package.json');

const write = (folder, files) => {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`);
  }
};

write(packageFolder, {
  'drug-card.d.ts': declarations(table),
  ...moduleTypes(),
  ...frameworks(table),
  'custom-elements.json': manifest(table),
  'html-data.json': editorData(table),
  'web-types.json': webTypes(table, version),
});
write(docsFolder, { 'index.html': docs(table), 'examples.css': exampleStyles(table) });
writeFileSync(stylesheet, `${theme}${card}${rich}\n`);
