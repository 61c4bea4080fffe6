// Builds the first part of drug-card.standalone.js: `node standalone.mjs GLUE OUT` turns the front end into a classic script
// without imports, with the search core as a function inside.

import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const [, , glue, outfile] = process.argv;
const source = (name) => fileURLToPath(new URL(`../../www/${name}`, import.meta.url));
const shared = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  target: 'es2022',
  logLevel: 'warning',
};

const core = await build({
  ...shared,
  entryPoints: [source('search/search-core.js')],
  alias: { glue },
  format: 'iife',
  globalName: 'core',
  write: false,
});
const [, body] = /var core=(.*)\(\);\s*$/s.exec(core.outputFiles[0].text) ?? [];
if (!body) throw new Error('expected esbuild to write `var core=(…)();`, but it wrote something else; fix this file');

await build({
  ...shared,
  entryPoints: [source('elements/drug-card.js')],
  format: 'iife',
  outfile,
  define: { 'import.meta.url': 'here' },
  inject: [source('bundle/standalone.js')],
  plugins: [
    {
      name: 'standalone',
      setup({ onResolve, onLoad }) {
        onResolve({ filter: /^search-core-factory$/ }, ({ path }) => ({ path, namespace: 'core' }));
        for (const [name, folder] of [
          ['card-tools', 'tools'],
          ['card-compare', 'compare'],
          ['card-find', 'find'],
        ])
          onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: source(`${folder}/${name}.js`) }));
        onLoad({ filter: /.*/, namespace: 'core' }, () => ({ contents: `export const make = ${body};` }));
        onLoad({ filter: /\/import-with-integrity\.js$/ }, () => ({
          contents: `export { load } from ${JSON.stringify(source('bundle/standalone.js'))};`,
        }));
      },
    },
  ],
});
