// Reads the modules that the bundles of the front end are made of.

import { readdirSync, readFileSync } from 'node:fs';

const www = new URL('../../www/', import.meta.url);

/** Module source by path below `www`: `elements/render.js`. @type {Record<string, string>} */
export const sources = Object.fromEntries(
  ['i18n', 'bundle', 'elements', 'search', 'tools', 'compare', 'find'].flatMap((folder) =>
    readdirSync(new URL(folder, www))
      .filter((name) => name.endsWith('.js'))
      .map((name) => [`${folder}/${name}`, readFileSync(new URL(`${folder}/${name}`, www), 'utf8')]),
  ),
);
