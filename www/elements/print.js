// Prepares what an element shows for paper, and restores it after.

/** The number of each sheet; the name comes from the strip of the card, which each sheet repeats. */
const SHEETS = '@page{margin:18mm 15mm;@top-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}}';

/** Remembers what it opens and the sheets that it numbers, so that both can be restored. */
export function paper() {
  /** @type {HTMLDetailsElement[]} */ const opened = [];
  /** @type {CSSStyleSheet | undefined} */ let margins;
  return {
    /** Opens everything. @param {ShadowRoot} shadow */
    open(shadow) {
      for (const details of shadow.querySelectorAll('details')) {
        if (!details.open) opened.push(details);
        details.open = true;
      }
    },
    /** Numbers the sheets of the document. */
    number() {
      margins ??= new CSSStyleSheet();
      margins.replaceSync(SHEETS);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, margins];
    },
    /** Restores what was there before. */
    restore() {
      for (const details of opened.splice(0)) details.open = false;
      if (margins) document.adoptedStyleSheets = document.adoptedStyleSheets.filter((sheet) => sheet !== margins);
    },
  };
}
