// Generates the TypeScript declarations of the module, and of the elements in the templates of three frameworks.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The modules whose types the package has, besides the elements. */
const TYPED = ['load-index', 'errors', 'result-types'];

/** What users import, by the name that it has in these modules. */
const EXPORTED = {
  errors: { DrugErrorCode: 'Code' },
  'result-types': {
    DrugTree: 'Tree',
    DrugPageAlert: 'PageAlert',
    DrugMedicineHit: 'MedicineHit',
    DrugAnswerHit: 'AnswerHit',
    DrugIndex: 'DrugIndex',
    DrugIndexHit: 'IndexHit',
    DrugResults: 'SearchResults',
  },
};

/** `heading-level` is `headingLevel`, `for` is `htmlFor`. */
export const property = (attribute) =>
  attribute === 'for' ? 'htmlFor' : attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** What every element of HTML has is declared already. */
const ours = (attribute) => !attribute.native;

const comment = (text) => `/** ${text} */`;
const pascal = (event) => event.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());

/** The types that tsc finds in the JSDoc of the modules, by file name. */
export function moduleTypes() {
  const folder = mkdtempSync(join(tmpdir(), 'drug-card-types-'));
  try {
    const options = '--declaration --emitDeclarationOnly --stripInternal --noEmit false --rootDir www --outDir'.split(
      ' ',
    );
    execFileSync(
      process.execPath,
      [join(root, 'node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json', ...options, folder],
      {
        cwd: root,
      },
    );
    const read = (name) => readFileSync(join(folder, 'bundle', `${name}.d.ts`), 'utf8');
    const files = Object.fromEntries(TYPED.map((name) => [`${name}.d.ts`, read(name)]));
    for (const [name, text] of Object.entries(files)) {
      for (const [, from] of text.matchAll(/(?:from |import\()'([^']+)'/g)) {
        if (!files[from.replace('./', '').replace(/\.js$/, '.d.ts')])
          throw new Error(`expected ${name} to import only ${TYPED}, but it imports ${from}`);
      }
    }
    return files;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The declarations of the module: the elements, whose properties come from their attributes, and what `moduleTypes` has. */
export function declarations({ elements, types }) {
  const out = [
    '// Made of interface.json; do not edit.',
    '',
    "export { DrugError } from './errors.js';",
    "export { loadIndex } from './load-index.js';",
  ];
  for (const [module, names] of Object.entries(EXPORTED)) {
    const list = Object.entries(names).map(([name, own]) => (name === own ? name : `${own} as ${name}`));
    out.push(`import type { ${list.join(', ')} } from './${module}.js';`);
  }
  out.push(`export type { ${Object.values(EXPORTED).flatMap(Object.keys).join(', ')} };`);
  for (const [name, type] of Object.entries(types)) out.push(`export type ${name} = ${type};`);
  const events = new Map(elements.flatMap((element) => element.events.map((event) => [event.name, event])));
  for (const { name, detail } of events.values())
    out.push(`export type ${pascal(name)}Event = CustomEvent<${detail}>;`);
  for (const element of elements) {
    out.push('', comment(element.summary), `export class ${element.class} extends HTMLElement {`);
    for (const { name, type, text } of element.attributes.filter(ours))
      out.push(`  ${comment(text)}`, `  ${property(name)}: ${type};`);
    for (const { name, type, text, readonly } of element.properties) {
      out.push(`  ${comment(text)}`);
      if (!readonly) out.push(`  ${name}: ${type};`);
      // A framework may assign to it, without effect.
      else out.push(`  get ${name}(): ${type};`);
    }
    for (const { name, signature, text } of element.methods) out.push(`  ${comment(text)}`, `  ${name}${signature};`);
    out.push('}');
  }
  out.push(
    '',
    'declare global {',
    '  interface HTMLElementTagNameMap {',
    ...elements.map((element) => `    '${element.name}': ${element.class};`),
    '  }',
    '  interface HTMLElementEventMap {',
    ...[...events.keys()].map((name) => `    '${name}': ${pascal(name)}Event;`),
    '  }',
    '}',
    '',
  );
  return out.join('\n');
}

/** The elements in templates: files for React's JSX, Vue and Svelte. */
export function frameworks({ elements }) {
  /** Attributes, properties of another name, and the listeners as `listener` calls them. */
  const attributes = (element, listener) =>
    [
      ...element.attributes
        .filter(ours)
        .map(({ name, type }) => `'${name}'?: ${type === 'number' ? 'number | string' : type};`),
      ...element.attributes
        .filter(({ name }) => property(name) !== name)
        .map(({ name, type }) => `'${property(name)}'?: ${type};`),
      ...element.events.map(
        ({ name }) => `'${listener(name)}'?: (event: import('./drug-card.js').${pascal(name)}Event) => void;`,
      ),
    ].join(' ');
  const plain = (event) => `on${event}`;
  const head = '// Made of interface.json; do not edit.\n';
  const each = (line) => elements.map(line).join('\n');
  return {
    'react.d.ts': `${head}import type { DetailedHTMLProps, HTMLAttributes } from 'react';
declare module 'react' {
  namespace JSX {
    interface IntrinsicElements {
${each((element) => `      '${element.name}': DetailedHTMLProps<HTMLAttributes<import('./drug-card.js').${element.class}>, import('./drug-card.js').${element.class}> & { ${attributes(element, plain)} };`)}
    }
  }
}
`,
    'vue.d.ts': `${head}import type { DefineComponent } from 'vue';
declare module 'vue' {
  interface GlobalComponents {
${each((element) => `    '${element.name}': DefineComponent<{ ${attributes(element, (event) => `on${pascal(event)}`)} }>;`)}
  }
}
`,
    'svelte.d.ts': `${head}import type { HTMLAttributes } from 'svelte/elements';
declare module 'svelte/elements' {
  interface SvelteHTMLElements {
${each((element) => `    '${element.name}': HTMLAttributes<import('./drug-card.js').${element.class}> & { ${attributes(element, plain)} };`)}
  }
}
`,
  };
}
