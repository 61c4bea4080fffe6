// Adds the styles of tables and of the tools to a card.

import rich from './rich.css.js';

const STYLES = `
.toggle .section-heading{margin:0}
.section:has(>.fold){padding-block:6px}
.fold>.section-body{padding:0 0 14px 1.6em}
.summary{max-height:240px;overflow:auto;font-size:max(.875em,13.5px);line-height:1.4}
.summary .strip{top:0;padding-block:4px 6px}
.summary .name{font-size:1.25em}
.summary>*{padding:6px 10px 8px}
.summary .copy-mark{display:none}
.tools{display:flex;flex-wrap:wrap;gap:.5em;margin-top:.7em}
.tool{min-height:44px;min-width:44px;padding:0 .8em;border:1px solid var(--line);border-radius:6px;color:var(--accent);font-size:max(.875em,13.5px);cursor:pointer}
.heard{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
@media print{
.summary{max-height:none;overflow:visible}
.tools,.one-section>:is(.section,.serious,.preamble):not(.printed-alone){display:none}
}
`;

/** The cards that have these styles. @type {WeakSet<object>} */
const styled = new WeakSet();

/** @param {{adoptStyles: (...more: string[]) => void}} card */
export function style(card) {
  if (styled.has(card)) return;
  styled.add(card);
  // By the card itself, which keeps them when others are added and when it moves to another document.
  card.adoptStyles(rich + STYLES);
}
