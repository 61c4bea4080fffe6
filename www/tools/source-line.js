// Writes where a text of a card comes from: medicine, section, provenance, version, date, address.

/** The text of an element in one line. @param {Element | null | undefined} element */
export const words = (element) => element?.textContent?.replace(/\s+/g, ' ').trim() ?? '';

/**
 * @param {Element} article
 * @param {Element | null} inside what is copied, or where it begins
 */
export function sourceOf(article, inside) {
  const section = inside?.closest('.section, .serious');
  const title = [words(article.querySelector('.name')), words(section?.querySelector('.section-heading'))];
  return [
    title.filter(Boolean).join(' · '),
    words(article.querySelector('.provenance')),
    words(article.querySelector('.source')),
    location.href,
  ]
    .filter(Boolean)
    .join('\n');
}
