// Types of what a search finds, as scripts and events get it.

/**
 * @typedef {'all' | 'medicines' | 'answers'} Scope what to search for
 *
 * @typedef {'exact' | 'synonym' | 'prefix' | 'ingredient' | 'spelling' | 'similar'} Match how a query led to a medicine;
 *   `spelling` is a corrected name, `similar` another medicine with a similar name
 *
 * @typedef {object} PageAlert what a reader must know before relying on a page, such as that it is about another medicine
 * @property {string} code `refusal`, `fiction`, `other-drug`, `several-medicines`, `partial-refusal`,
 *   `template`, `draft` or `withdrawn`; others may be added
 * @property {string} text the sentence that the card shows, in the language of the page
 *
 * @typedef {object} MedicineHit a medicine that a search found
 * @property {string} slug
 * @property {string} title
 * @property {string} line what it is for, in one short sentence
 * @property {Match} match
 * @property {string | null} via the name that led to it, where that is not the title
 * @property {string} [path] its source file
 * @property {string} [anchor]
 * @property {PageAlert} [alert]
 * @property {string} [base] where several bundles are searched, the address of its own
 * @property {string} [collection] the name of that bundle
 * @property {string} [template] where that bundle wants hits to lead
 * @property {string} [lang] the language of that bundle
 * @property {number} [volume] the number of that bundle in the index
 *
 * @typedef {object} AnswerHit a passage that answers a query
 * @property {string} slug
 * @property {string} path its source file
 * @property {string} title the medicine
 * @property {string} anchor the section or the question
 * @property {string} kind
 * @property {string} heading
 * @property {string[]} labels the labels that hold for the first block of `text`, outermost first; the text holds them, too
 * @property {string} text whole lines, each with every label above it; a line `…` where lines are left out
 * @property {number[][]} ranges what to highlight in `text`: start and end in UTF-16 code units
 * @property {number[][]} headingRanges the same in `heading`
 * @property {number} score
 * @property {string} match how the query led to the medicine; `text` where the query names none
 * @property {PageAlert} [alert]
 * @property {string} [base] where several bundles are searched, the address of its own
 * @property {string} [collection] the name of that bundle
 * @property {string} [template] where that bundle wants hits to lead
 * @property {string} [lang] the language of that bundle
 * @property {number} [volume] the number of that bundle in the index
 *
 * @typedef {Omit<Partial<MedicineHit & AnswerHit>, 'match'> & {slug: string, title: string, match: string}} Hit a medicine or an
 *   answer
 *
 * @typedef {object} MissingBundle one of several bundles that could not be searched
 * @property {string} collection what it is called
 * @property {string} base
 * @property {{code: string, message: unknown, hint?: string}} error
 *
 * @typedef {object} SearchResults
 * @property {MedicineHit[]} medicines
 * @property {AnswerHit[]} answers
 * @property {MedicineHit[]} different medicines to offer and never to open or answer from: first corrected names (match `spelling`)
 *   and names of which only a part was understood (`via` is that part; without Wasm their match is `synonym`), then other medicines
 *   with a similar name (match `similar`, no `via`)
 * @property {number} total
 * @property {boolean} [noMatch] nothing in the bundle matches the query; this does not mean that something is safe
 * @property {string[]} [not_here] names of medicines that have no page here, as typed
 * @property {{text: string, name: string}[]} [not_understood] names with a word that may make them another product: `text` as typed,
 *   and the `name` in it that is known here
 * @property {string[]} [unmet] words of the query that the page of the medicine does not speak of; this does not mean that something
 *   is safe
 * @property {{typed: string, shown: string}[]} [corrected] words that were read as another spelling of a name
 * @property {boolean} [strangers] two medicines were named and neither page names the other; this does not mean that they can be
 *   taken together
 * @property {MissingBundle[]} [missing] which of several bundles could not be searched
 *
 * @typedef {object} IndexHit a medicine or an answer as `loadIndex(…).search()` returns it
 * @property {string} id `<path>` of a medicine, `<path>#<anchor>` of an answer
 * @property {string} kind
 * @property {string} title
 * @property {string} heading
 * @property {string} url where the site, or else the app page of the bundle, shows it
 * @property {string} text
 * @property {number[][]} ranges what to highlight in `text`: start and end in UTF-16 code units
 * @property {number} score
 * @property {string} match how the query led to the medicine
 * @property {PageAlert} [alert]
 *
 * @typedef {object} DrugIndex a bundle that a script searches
 * @property {() => Promise<{slug: string, title: string, line: string, alert?: PageAlert, reviewed?: string | null,
 *   nextReview?: string | null}[]>} medicines every medicine, by title, with the days of its last and its next review where recorded
 * @property {(pages: Withdrawn[]) => void} withdraw replaces pages by the cards given, in all elements of
 *   this bundle on the page, until it is called again
 * @property {(query: string, options?: {limit?: number, scope?: Scope, signal?: AbortSignal}) => Promise<
 *   Omit<SearchResults, 'medicines' | 'answers'> & {hits: IndexHit[], ms: number}
 * >} search best first: the medicines that the query names, then answers. Offers and other medicines with a similar name are in
 *   `different`. `noMatch` means that nothing matches; it does not mean that something is safe.
 * @property {(slug: string) => Promise<Readonly<{slug: string, title: string, build: string, tree: Tree}>>} get the card of a
 *   medicine as a tree
 * @property {() => void} dispose frees the memory
 *
 * @typedef {string | readonly [tag: string, attributes: Readonly<Record<string, unknown>>, ...children: Tree[]]} Tree
 *   a text or an element of a card
 */

/**
 * @typedef {object} PageRecord what is recorded of a page, as its card file has it
 * @property {'draft' | 'active' | 'withdrawn'} [status]
 * @property {string} [reviewed]
 * @property {string} [reviewedBy]
 * @property {string} [nextReview]
 */

/**
 * @typedef {object} Withdrawn a page that was withdrawn after its release
 * @property {string} slug
 * @property {string} title
 * @property {string} text the sentence that lists show
 * @property {Tree} tree its card
 * @property {PageRecord} record
 */

export {};
