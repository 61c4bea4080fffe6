// Generates pages of docs/: the guide for authors from tests/specs, the command line from the program, the elements from
// interface.json. `node main.mjs DRUG_CARD [--check]`.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const [, , program, option] = process.argv;
const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(root + path, 'utf8');
const made = (source) => `<!-- Made by \`cargo xtask docs\` of ${source}; edit that. -->\n`;

/** The files of tests/specs in the order of a manual. */
const CHAPTERS = {
  front_matter: 'Front matter',
  sections: 'Sections',
  side_effects: 'Side effects',
  faq: 'Questions and answers',
  text: 'Text',
  alerts: 'Alerts and diagnostics',
};

/** An example: its Markdown, a line with a dot, and what is found in it. */
const EXAMPLE = /^`{8} example\n([\s\S]*?)\n?^\.\n([\s\S]*?)^`{8}$/gm;

function authors() {
  const chapters = Object.entries(CHAPTERS).map(([file, title]) => {
    const text = read(`tests/specs/${file}.txt`).replace(
      EXAMPLE,
      (_, source, facts) =>
        `\`\`\`\`\`markdown\n${source}\n\`\`\`\`\`\n\nis read as\n\n\`\`\`\`\`text\n${facts}\`\`\`\`\``,
    );
    return `## ${title}\n\n${text.trim()}\n`;
  });
  return `# How to write monographs\n\n${made('tests/specs')}\nEvery example is a test. The forms are those met in real collections; for a new collection, use the first of each chapter.\n\n${chapters.join('\n')}`;
}

function help(...names) {
  return execFileSync(program, [...names, '--help'], {
    encoding: 'utf8',
    env: { ...process.env, COLUMNS: '100' },
  }).trimEnd();
}

function commandLine() {
  const whole = help();
  const commands = [
    ...whole
      .split('Commands:')[1]
      .split('Options:')[0]
      .matchAll(/^ {2}(\S+)/gm),
  ]
    .map(([, name]) => name)
    .filter((name) => name !== 'help');
  const parts = commands.map((name) => `## ${name}\n\n\`\`\`text\n${help(name)}\n\`\`\`\n`);
  return `# The command line\n\n${made('the program')}\n\`\`\`text\n${whole}\n\`\`\`\n\n${parts.join('\n')}`;
}

/** A table of what an element has of one kind, or nothing. */
function table(title, rows, ...columns) {
  if (!rows?.length) return '';
  const cell = (value) =>
    String(value ?? '')
      .replaceAll('|', '\\|')
      .replaceAll('\n', ' ')
      .replaceAll('<', '&lt;');
  const code = (value) =>
    value || value === 0 ? `\`${String(value).replaceAll('|', '\\|').replaceAll('\n', ' ')}\`` : '';
  const line = (row) =>
    `| ${code(row.name) || '(default)'} | ${columns
      .map((column) => code(row[column]))
      .concat(cell(row.text))
      .join(' | ')} |`;
  const head = ['name', ...columns, ''];
  return `### ${title}\n\n| ${head.join(' | ')} |\n|${'---|'.repeat(head.length)}\n${rows.map(line).join('\n')}\n`;
}

function elements() {
  const { elements, errors } = JSON.parse(read('www/elements/interface.json'));
  const chapters = elements.map((one) =>
    [
      `## &lt;${one.name}&gt;\n\n${one.summary.replaceAll('<', '&lt;')}\n`,
      table('Attributes', one.attributes, 'type', 'default'),
      table('Properties', one.properties, 'type'),
      table('Methods', one.methods, 'signature'),
      table('Events', one.events, 'detail'),
      table('Slots', one.slots),
      table('Parts', one.parts),
      table('Variables', one.variables, 'default'),
      table('States', one.states),
    ]
      .filter(Boolean)
      .join('\n')
      .replaceAll(/^### /gm, `### ${one.name}: `),
  );
  return `# The elements\n\n${made('www/elements/interface.json')}\nEach with a running example: \`docs/\` of a bundle.\n\n${chapters.join('\n')}\n${table('Error codes', errors).replace('### ', '## ')}`;
}

const stale = Object.entries({
  'docs/authors.md': authors,
  'docs/cli.md': commandLine,
  'docs/html.md': elements,
}).filter(([path, make]) => {
  const text = make();
  if (option === '--check') return text !== read(path);
  writeFileSync(root + path, text);
  return false;
});
if (stale.length) {
  console.error(
    `expected the pages made of their sources, but ${stale.map(([path]) => path).join(', ')} ${stale.length > 1 ? 'are' : 'is'} older; run \`cargo xtask docs\``,
  );
  process.exit(1);
}
