// The styles of the sheets of paper under a printed card.

/** The number of each sheet; the name comes from the strip of the card, which each sheet repeats. */
export const SHEETS =
  '@page{margin:18mm 15mm;@top-right{content:counter(page) " / " counter(pages);font:9pt sans-serif}}';
