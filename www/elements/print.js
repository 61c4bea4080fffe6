// Writes the styles of a printed card's page margins.

/**
 * The name of the medicine and the page number on each sheet.
 * @param {string} title
 */
export const margins = (title) =>
  `@page{margin:18mm 15mm;@top-left{content:"${CSS.escape(title)}"}@top-right{content:counter(page) " / " counter(pages)}@top-left,@top-right{font:9pt sans-serif}}`;
