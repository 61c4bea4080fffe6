// Reads the link of another program (HL7 Infobutton, URL form): which medicine, which section, for whom. What it says about a
// patient is not read.

/** Sections by MeSH subheading and by LOINC; a code that is not here opens the card at its top. @type {Record<string, string>} */
const SECTIONS = {
  Q000008: 'dosage',
  Q000009: 'side_effects',
  Q000188: 'usage',
  Q000494: 'how_it_works',
  Q000506: 'overdose',
  Q000627: 'usage',
  Q000633: 'overdose',
  Q000744: 'contraindications',
  '34066-1': 'boxed_warning',
  '34067-9': 'usage',
  '34068-7': 'dosage',
  '34070-3': 'contraindications',
  '34073-7': 'interactions',
  '34075-2': 'monitoring',
  '34076-0': 'faqs',
  '34084-4': 'side_effects',
  '34088-5': 'overdose',
  '34089-3': 'class',
  '42228-7': 'pregnancy',
  '43678-2': 'presentation',
  '43679-0': 'how_it_works',
  '43682-4': 'pharmacokinetics',
  '43684-0': 'special_groups',
  '43685-7': 'precautions',
  '44425-7': 'storage',
  '59845-8': 'preparation',
};

const STRENGTH =
  /\b\d+(?:[.,]\d+)?\s*(?:mg|mcg|µg|ug|g|kg|ml|l|iu|unt|units?|meq|mmol|hr|%)(?:\s*\/\s*(?:\d+(?:[.,]\d+)?\s*)?(?:mg|g|ml|l|h|hr|hour|day|dose|actuat|act))?(?![\p{L}\p{N}])/giu;
const FORM =
  /[\s,;-]+(?:oral|chewable|delayed|extended|prolonged|modified|release|disintegrating|film|coated|tab|tabs|tablets?|cap|caps|capsules?|solution|suspension|injection|injectable|infusion|syrup|elixir|drops?|cream|ointment|gel|lotion|patch|transdermal|inhaler|inhalation|nebuli[sz]er|nasal|spray|suppository|rectal|topical|ophthalmic|otic|powder|vial|ampoule|syringe|pen|product|pill)\s*$/iu;

/**
 * A name without strength, form and the brand in brackets: `Metoprolol 50 MG Oral Tablet [Lopressor]` is `Metoprolol`.
 * @param {string} name
 */
export function plainName(name) {
  let plain = name
    .replace(/\[[^\]]*\]/g, ' ')
    .replace(STRENGTH, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  for (let last = ''; last !== plain; ) {
    last = plain;
    plain = plain.replace(FORM, '').trim();
  }
  return plain;
}

/**
 * What the query of an address asks for; nothing where it names no medicine. Names of parameters compare without case.
 * @param {string} query
 * @returns {{names: string[], anchor: string, patient: boolean} | null} the names to try, the best first
 */
export function readInfobutton(query) {
  const given = new Map([...new URLSearchParams(query)].map(([name, value]) => [name.toLowerCase(), value.trim()]));
  /** @param {...string} names */
  const first = (...names) => names.map((name) => given.get(name)).find(Boolean) ?? '';
  const criteria = (/** @type {string} */ part) =>
    first(`mainsearchcriteria.v.${part}`, `mainsearchcriteria.c.${part}`);
  const texts = [criteria('dn'), criteria('ot')].filter(Boolean);
  if (!texts.length) return null;
  const names = [...new Set(texts.flatMap((text) => [text, plainName(text)]))].filter(Boolean);
  const anchor = SECTIONS[first('subtopic.v.c', 'subtopic.c.c').toUpperCase()] ?? '';
  return { names, anchor, patient: first('informationrecipient', 'informationrecipient.v.c').toUpperCase() === 'PAT' };
}
