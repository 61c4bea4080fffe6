// Runs the examples of the documentation page: buttons that act on an element, and a log of its events.

/** The elements, from the first example that comes near on: the text is there before them. */
const elements = () => import('../drug-card.js');

// The buttons need them, the first look at the page does not.
const styles = document.createElement('link');
styles.rel = 'stylesheet';
styles.href = 'examples.css';
document.head.append(styles);

/** Lets an example run. @param {Element} live */
const mount = (live) => {
  const template = live.querySelector('template');
  template?.replaceWith(template.content);
  elements().catch(() => {});
};
const lives = document.querySelectorAll('.live');
const near = new IntersectionObserver(
  (entries) =>
    entries.forEach(({ target, isIntersecting }) => {
      if (!isIntersecting) return;
      near.unobserve(target);
      mount(target);
    }),
  { rootMargin: '50%' },
);
for (const live of lives) near.observe(live);
addEventListener('beforeprint', () => lives.forEach(mount));

/** @param {unknown} value */
const words = (value) => {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Element) return `<${value.localName}>`;
  return value === undefined ? 'done' : (JSON.stringify(value)?.slice(0, 300) ?? String(value));
};

/** @param {string} id @param {string} line */
function log(id, line) {
  const out = document.querySelector(`#${id} .log`);
  const item = document.createElement('span');
  item.textContent = line;
  out?.prepend(item);
  while (out && out.children.length > 12) out.lastElementChild?.remove();
}

/** @param {HTMLElement} button */
async function run({ dataset: { run: id = '', read = '', call = '', with: given = '[]' } }) {
  const live = /** @type {Element} */ (document.querySelector(`#${id} .live`));
  mount(live);
  try {
    await elements();
    const element = /** @type {any} */ (live.firstElementChild);
    log(id, `${read || `${call}()`} → ${words(await (read ? element[read] : element[call](...JSON.parse(given))))}`);
  } catch (error) {
    log(id, `${read || call} ✗ ${words(error)}`);
  }
}

document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element && target.closest('button');
  if (!button) return;
  const { stage, show } = button.dataset;
  if (stage) document.getElementById(stage)?.setAttribute('data-show', show ?? '');
  if (button.dataset.run) run(button);
});

for (const name of ['load', 'error', 'toggle', 'results', 'select', 'open', 'close', 'clear']) {
  document.addEventListener(`drug-${name}`, (event) => {
    const id = /** @type {Element} */ (event.target).closest('[id$=scripted]')?.id;
    if (id) log(id, `drug-${name} ${words(/** @type {CustomEvent} */ (event).detail)}`);
  });
}
