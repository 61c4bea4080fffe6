// A positive control: the same strings on a page that takes text for markup. If nothing runs there, the harness sees nothing.

/** How many strings are on the page at once, and how long they get, in milliseconds. */
const BATCH = 40;
const PATIENCE = 900;

/** The events sent to every element, here and in the shadow trees. */
export const EVENTS = (
  'click dblclick mousedown mouseover mouseenter mousemove pointerdown pointerover focus focusin blur keydown keypress input ' +
  'change submit reset select toggle beforetoggle error load animationend transitionend scroll wheel copy cut paste drag drop contextmenu'
).split(' ');

/**
 * Which strings ran script and which asked for something elsewhere.
 * @param {import('playwright-core').Browser} browser
 * @param {string} url of an empty page without a policy
 * @param {{payload: string}[]} attacks
 */
export async function naive(browser, url, attacks) {
  const context = await browser.newContext({ serviceWorkers: 'block' });
  const page = await context.newPage();
  const [ran, asked] = [new Set(), new Set()];
  const { origin } = new URL(url);
  /** The string whose frame this is, or is inside of. */
  const owner = (frame) => {
    for (; frame; frame = frame.parentFrame()) {
      const [, at] = /^control-(\d+)-/.exec(frame.name()) ?? [];
      if (at) return Number(at);
    }
    return -1;
  };
  context.on('request', (request) => {
    // Any scheme counts: a request for `mailto:` or `file:` is one too.
    if (/^about:/.test(request.url()) || new URL(request.url()).origin === origin) return;
    try {
      asked.add(owner(request.frame()));
    } catch {
      // The request of a frame that is gone already has no owner.
    }
  });
  page.on('dialog', (dialog) => dialog.dismiss().catch(() => {}));
  await page.exposeBinding('testFired', ({ frame }) => void ran.add(owner(frame)));
  await page.addInitScript(() => {
    for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'canary'])
      window[name] = () => void window.testFired();
  });
  for (let from = 0; from < attacks.length; from += BATCH) {
    const batch = attacks.slice(from, from + BATCH).map(({ payload }, at) => ({ payload, at: from + at }));
    // Afresh each time: a string may have led the page elsewhere.
    await page.goto(url);
    await page
      .evaluate(
        async ({ batch, events, patience }) => {
          const escaped = (text) => text.replace(/"/g, '&quot;');
          // What the shortest Markdown converters do.
          const markdown = (text) =>
            text
              .replace(/^\[(\w+)\]: (\S+)\s+\[\1\]$/g, (_, words, to) => `<a href="${escaped(to)}">${words}</a>`)
              .replace(/^\[(\w+)\]: (\S+)\s+!\[\1\]$/g, (_, words, to) => `<img alt="${words}" src="${escaped(to)}">`)
              .replace(
                /!\[([^\]]*)\]\(<?([^)\s]*)>?[^)]*\)/g,
                (_, words, to) => `<img alt="${words}" src="${escaped(to)}">`,
              )
              .replace(
                /\[([^\]]*)\]\(<?((?:[^()]|\([^()]*\))*?)>?(?:\s+"[^"]*")?\)/g,
                (_, words, to) => `<a href="${escaped(to)}">${words}</a>`,
              )
              .replace(/<(\w+:[^\s<>]*)>/g, (_, to) => `<a href="${escaped(to)}">${to}</a>`);
          for (const { payload, at } of batch) {
            for (const [how, text] of [
              ['raw', payload],
              ['markdown', markdown(payload)],
            ]) {
              const frame = document.createElement('iframe');
              frame.name = `control-${at}-${how}`;
              document.body.append(frame);
              const win = frame.contentWindow;
              for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'canary'])
                win[name] = () => void win.testFired?.();
              frame.contentDocument.body.innerHTML = text;
            }
          }
          await new Promise((resolve) => setTimeout(resolve, patience / 3));
          for (const frame of document.querySelectorAll('iframe')) {
            for (const element of frame.contentDocument?.querySelectorAll('*') ?? []) {
              for (const type of events)
                element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true, composed: true }));
              element.focus?.();
              element.blur?.();
              element.click?.();
            }
          }
          await new Promise((resolve) => setTimeout(resolve, patience));
        },
        { batch, events: EVENTS, patience: PATIENCE },
      )
      .catch(() => {});
  }
  await context.close();
  return { ran, asked };
}
