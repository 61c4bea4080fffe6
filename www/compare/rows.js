// Aligns the parts of two cards: what is about the same subject shares a row.

/** Parts that are no section of the source; each card has most of them once. */
const OWN = ['strip', 'header', 'preamble', 'serious', 'foot'];

/** Sections without a known kind have numbers as anchors, which say nothing about their subject. */
const UNKNOWN = 'other';

/** The heading of a part. @param {Element | undefined} part */
export const headingOf = (part) =>
  part?.querySelector('.section-heading')?.textContent?.trim() || part?.ariaLabel || '';

/**
 * What a part of a card is about: its kind, else its own heading. Nothing is guessed from words inside it.
 * @param {Element} part
 */
export function subjectOf(part) {
  const own = OWN.find((name) => part.classList.contains(name));
  if (own) return own;
  const kind = part.id.replace(/-\d+$/, '');
  return kind && kind !== UNKNOWN ? kind : `${UNKNOWN} ${headingOf(part).toLowerCase().replace(/\s+/g, ' ')}`;
}

/** A subject has one row: where a page has several sections about it, all of them. */
export class Rows {
  /** The parts of each card by subject, in the order of the card. @type {Map<string, Element[]>[]} */
  sides;

  /** @param {Element[]} articles */
  constructor(articles) {
    this.sides = articles.map((article) => {
      /** @type {Map<string, Element[]>} */
      const parts = new Map();
      for (const part of article.children) {
        const subject = subjectOf(part);
        parts.set(subject, [...(parts.get(subject) ?? []), part]);
      }
      return parts;
    });
  }

  /** The subjects of both: in the order of the first card, and what only the second has behind what it follows there. */
  subjects() {
    const [first = new Map(), second = new Map()] = this.sides;
    const all = [...first.keys()];
    let before = -1;
    for (const subject of second.keys()) {
      const at = all.indexOf(subject);
      if (at < 0) all.splice(++before, 0, subject);
      else before = at;
    }
    return all;
  }
}
