// Generates the page of documentation: every attribute, property, method, event, slot, part, variable and state, with live examples.

const SAFE = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escaped = (text) => String(text).replace(/[&<>"]/g, (letter) => SAFE[letter]);
const code = (text) => `<code>${escaped(text)}</code>`;
const slug = (...words) => words.join('-').replace(/[^a-z-]+/gi, '');

/** What one example of each element looks like while parts, variables and states are shown on it. */
const STAGE = {
  'drug-card': (kind) =>
    kind === 'Parts'
      ? '<drug-card collapsible open="usage" drug="ibuprofen">Ibuprofen</drug-card>'
      : '<drug-card drug="paracetamol">Paracetamol</drug-card>',
  'drug-compare': () => '<drug-compare drugs="citalopram escitalopram">Citalopram and escitalopram</drug-compare>',
  'drug-search': () =>
    '<drug-search mode="list" value="lasix dose" limit="3" href-template="../index.html#/drug/{slug}/{anchor}"></drug-search>',
};
const SLOTS = {
  'drug-card': (slots) =>
    `<drug-card drug="sertraline">${slots}</drug-card>\n<drug-card drug="nonesuchol">${slots}</drug-card>`,
  'drug-compare': () => '<drug-compare drugs="salbutamol nonesuchol">Salbutamol and nonesuchol</drug-compare>',
  'drug-search': (slots) => `<drug-search mode="list" value="qqzzxxjj">${slots}</drug-search>`,
};

const SCRIPTED = {
  'drug-card': '<drug-card drug="metronidazole">Metronidazole</drug-card>',
  'drug-compare': '<drug-compare drugs="citalopram escitalopram">Citalopram and escitalopram</drug-compare>',
  'drug-search': '<drug-search value="milrinone"></drug-search>',
};

const table = (caption, columns, rows) => `<div class="wide"><table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => `<th scope="col">${column}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(([first, ...rest]) => `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`).join('\n')}
</tbody></table></div>`;

/** An example is in a template until the reader scrolls near it: no real page has forty elements at once. */
const example = (id, markup, log = '') => `<figure class="example" id="${id}">
<div class="live${markup.includes('<drug-card') ? ' tall' : ''}"><template>${markup}</template></div>
<figcaption><pre tabindex="0">${escaped(markup)}</pre>${log}</figcaption>
</figure>`;

function attributes(element) {
  return element.attributes
    .map(
      (one) => `<section class="entry">
<h4>${code(one.name)} <span class="type">${escaped(one.type)}${one.default === '' ? '' : `, ${escaped(one.default)}`}</span></h4>
<p>${escaped(one.text)}</p>
${example(slug(element.name, one.name), one.example)}
</section>`,
    )
    .join('\n');
}

/** A stage and buttons that act on it, each naming what it shows. */
function staged(element, kind, list, row) {
  const id = slug(element.name, kind);
  const show = (one) => `<button type="button" data-stage="${id}" data-show="${slug(one.name)}">Show</button>`;
  return `${example(id, STAGE[element.name](kind))}
${table(
  `${kind} of ${code(`<${element.name}>`)}`,
  ['Name', 'What it is', 'Example'],
  list.map((one) => [code(one.name), row(one), show(one)]),
)}`;
}

function part(element) {
  const id = slug(element.name, 'scripted');
  const log = '<output class="log" tabindex="0" aria-label="What happened"></output>';
  const button = (verb, name, given = '') =>
    `<button type="button" data-run="${id}" data-${verb}="${name}"${given}>Run</button>`;
  const slots = element.slots
    .filter(({ name }) => name)
    .map(({ name }) => `<p slot="${name}">In the slot ${name}.</p>`)
    .join('');
  return `<section id="${element.name}">
<h2>${code(`<${element.name}>`)}</h2>
<p>${escaped(element.summary)}</p>
<h3>Attributes</h3>
<p>Each has a property of the same name, ${code('heading-level')} as ${code('headingLevel')}.</p>
${attributes(element)}
<h3>Properties, methods, events</h3>
${example(id, SCRIPTED[element.name], log)}
${table(
  'Properties',
  ['Name', 'Type', 'What it is', 'Example'],
  element.properties.map((one) => [code(one.name), code(one.type), escaped(one.text), button('read', one.name)]),
)}
${table(
  'Methods',
  ['Name', 'What it does', 'Example'],
  element.methods.map((one) => [
    code(one.name + one.signature),
    escaped(one.text),
    button('call', one.name, one.arguments ? ` data-with="${escaped(JSON.stringify(one.arguments))}"` : ''),
  ]),
)}
${table(
  'Events; they bubble and leave shadow trees',
  ['Name', 'Detail', 'When'],
  element.events.map((one) => [
    code(one.name),
    code(one.detail),
    escaped(one.text) + (one.cancelable ? ' Cancelable.' : ''),
  ]),
)}
<h3>Slots</h3>
${example(slug(element.name, 'slots'), SLOTS[element.name](slots))}
${table(
  'Slots',
  ['Name', 'What it is'],
  element.slots.map((one) => [one.name ? code(one.name) : 'without name', escaped(one.text)]),
)}
<h3>Parts</h3>
${staged(element, 'Parts', element.parts, (one) => escaped(one.text))}
<h3>Variables</h3>
${staged(element, 'Variables', element.variables, (one) => `${escaped(one.text)} Otherwise ${escaped(one.default)}.`)}
<h3>States</h3>
<p>For styles: ${code(`${element.name}:state(ready)`)}.</p>
${table(
  'States',
  ['Name', 'When'],
  element.states.map((one) => [code(one.name), escaped(one.text)]),
)}
</section>`;
}

/** The page. */
export function docs({ elements, errors }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="Every attribute, event, slot, part and variable of drug-card and drug-search, each with a running example.">
<title>drug-card and drug-search: documentation</title>
<link rel="icon" href="../icon.svg">
<link rel="stylesheet" href="docs.css">
<script type="module" src="docs.js"></script>
</head>
<body>
<header>
<p class="notice"><strong>Information only, not medical advice.</strong> The texts in the examples are machine-written and not clinically reviewed.</p>
<h1>drug-card and drug-search</h1>
<p>One script tag, two elements. <a href="../index.html">The demonstration</a> and <a href="../intranet.html">a hospital page</a> use them.</p>
<pre tabindex="0">${escaped('<script type="module" src="/drugs/drug-card.js"></script>')}</pre>
<nav aria-label="On this page"><a href="#drug-card">drug-card</a> <a href="#drug-search">drug-search</a> <a href="#errors">Errors</a></nav>
</header>
<main>
${elements.map(part).join('\n')}
<section id="errors">
<h2>Errors</h2>
<p>The event ${code('drug-error')} carries a code, a sentence for the reader and a hint for the owner of the page.</p>
${table(
  'Codes',
  ['Code', 'What happened'],
  errors.map((one) => [code(one.name), escaped(one.text)]),
)}
</section>
</main>
</body>
</html>
`;
}

/** Outlines for parts, values for variables: what the buttons of the page switch on. */
export function exampleStyles({ elements }) {
  const rules = ['/* Made of interface.json; do not edit. */'];
  for (const element of elements) {
    for (const { name } of element.parts) {
      rules.push(
        `#${slug(element.name, 'Parts')}[data-show="${slug(name)}"] ${element.name}::part(${name}) { outline: 3px solid #c026d3; }`,
      );
    }
    for (const { name, example: value } of element.variables) {
      rules.push(
        `#${slug(element.name, 'Variables')}[data-show="${slug(name)}"] ${element.name} { ${name}: ${value}; }`,
      );
    }
  }
  return `${rules.join('\n')}\n`;
}
