// How Eleventy reads this site: monographs unchanged, a card on any page.

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');

export default function (eleventy) {
  eleventy.addShortcode(
    'drugCard',
    (drug, href) =>
      `<drug-card base="/drugs/" drug="${escaped(drug)}"><a href="${escaped(href)}">${escaped(drug)}</a></drug-card>`,
  );
  // A monograph is Markdown only: braces in its text are text.
  return { markdownTemplateEngine: false };
}
