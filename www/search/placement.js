// Places the list next to its field in the top layer of the page, so that no box of the page cuts it off.

/** @import { DrugSearchElement } from '../elements/drug-search-element.js' */

/** The distance to the field, and to the edges of the window. */
const GAP = 6;

/** With less space than this below the field, the list opens above it if there is more space; in pixels. */
const ENOUGH = 320;

/** In a narrower window the list takes its whole width, and the height that the keyboard leaves; in pixels. */
const PHONE = 480;

/** Where one list is shown. */
export class Placement {
  #search;
  #input;
  #popup;
  /** While it is open. @type {AbortController | undefined} */ #open;
  /** @type {CSSStyleSheet | undefined} */ #sheet;

  /**
   * @param {DrugSearchElement} search
   * @param {HTMLElement} input
   * @param {HTMLElement} popup
   */
  constructor(search, input, popup) {
    this.#search = search;
    this.#input = input;
    this.#popup = popup;
  }

  /** @param {boolean} open */
  set(open) {
    const [popup, { view }] = [this.#popup, this.#search];
    // Without top layer, the styles place the list below its field.
    if (!popup.showPopover || !view) return;
    if (open && this.#open) return this.#place(view);
    this.#open?.abort();
    this.#open = undefined;
    popup.popover = open ? 'manual' : null;
    const { shadow } = this.#search;
    const others = shadow.adoptedStyleSheets.filter((sheet) => sheet !== this.#sheet);
    // Inline styles would need a policy. The window may be another one than the last time.
    this.#sheet = open ? new view.CSSStyleSheet() : undefined;
    shadow.adoptedStyleSheets = this.#sheet ? [...others, this.#sheet] : others;
    if (!open) return;
    popup.showPopover();
    this.#open = new AbortController();
    const { signal } = this.#open;
    const options = { signal, capture: true, passive: true };
    const place = () => this.#place(view);
    for (const event of ['scroll', 'resize']) {
      view.addEventListener(event, place, options);
      view.visualViewport?.addEventListener(event, place, options);
    }
    if (view.innerWidth < PHONE && this.#input.getBoundingClientRect().top > view.innerHeight / 4) {
      this.#input.scrollIntoView({ block: 'start' });
    }
    place();
  }

  /** @param {Window & typeof globalThis} view */
  #place(view) {
    const popup = this.#popup;
    const { top, bottom, left, right, width } = this.#input.getBoundingClientRect();
    const { clientWidth } = view.document.documentElement;
    const phone = view.innerWidth < PHONE;
    // An on-screen keyboard makes the visual viewport smaller. So does zooming in, which must not.
    const seen = view.visualViewport;
    const [from, height] = seen && seen.scale < 1.05 ? [seen.offsetTop, seen.height] : [0, view.innerHeight];
    const above = top - from - 2 * GAP;
    const below = from + height - bottom - 2 * GAP;
    const up = below < ENOUGH && above > below;
    const [edge, space] = [phone ? 0 : GAP, Math.max(up ? above : below, 2 * GAP)];
    const size = `inline-size:${phone ? clientWidth : width}px;${phone && !up ? '' : 'max-'}block-size:${space}px;`;
    const rule = (/** @type {string} */ text) => this.#sheet?.replaceSync(`.open:popover-open{${text}}`);
    rule(size);
    const wide = popup.offsetWidth;
    const start = this.#search.wrapper.dir === 'rtl' ? right - wide : left;
    const x = Math.max(Math.min(start, clientWidth - wide - edge), edge);
    rule(`${size}left:${x}px;${up ? `bottom:${view.innerHeight - top + GAP}` : `top:${bottom + GAP}`}px`);
  }
}
