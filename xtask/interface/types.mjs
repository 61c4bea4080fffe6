// Generates the TypeScript declarations of the module, and of the elements in the templates of three frameworks.

/** `heading-level` is `headingLevel`, `for` is `htmlFor`. */
export const property = (attribute) =>
  attribute === 'for' ? 'htmlFor' : attribute.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

/** What every element of HTML has is declared already. */
const ours = (attribute) => !attribute.native;

const comment = (text) => `/** ${text} */`;
const pascal = (event) => event.replace(/(^|-)(.)/g, (_, __, letter) => letter.toUpperCase());

/** The declarations of the module. */
export function declarations({ elements, errors, types }) {
  const out = ['// Made of interface.json; do not edit.', ''];
  for (const [name, type] of Object.entries(types)) {
    out.push(`export type ${name} = ${type === 'errors' ? errors.map((one) => `'${one.name}'`).join(' | ') : type};`);
  }
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
      // A framework may assign; nothing comes of it.
      else out.push(`  get ${name}(): ${type};`);
    }
    for (const { name, signature, text } of element.methods) out.push(`  ${comment(text)}`, `  ${name}${signature};`);
    out.push('}');
  }
  out.push(
    '',
    '/** What the elements report. */',
    'export class DrugError extends Error {',
    '  readonly code: DrugErrorCode;',
    '  readonly hint: string;',
    '  readonly similar: readonly string[];',
    '  readonly passing: boolean;',
    '}',
    '',
    '/** The search without the elements. */',
    'export interface DrugIndex {',
    '  medicines(): Promise<{ slug: string; title: string; line: string }[]>;',
    "  search(query: string, wish?: { limit?: number; scope?: 'all' | 'medicines' | 'answers'; signal?: AbortSignal }): Promise<{",
    '    hits: { id: string; kind: string; title: string; heading: string; url: string; text: string; ranges: number[][]; score: number }[];',
    '    different: DrugMedicineHit[]; total: number; ms: number;',
    '  }>;',
    '  get(slug: string): Promise<DrugMonograph>;',
    '  dispose(): void;',
    '}',
    'export function loadIndex(base: string, options?: { signal?: AbortSignal }): Promise<DrugIndex>;',
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
