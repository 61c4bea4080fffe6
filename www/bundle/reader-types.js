// The interface between the elements and a bundle: `Release` reads one bundle, `MultiBundle` several as if they were one.

/**
 * @import { Message, MessageKey } from '../i18n/messages.js'
 * @import { Code } from './errors.js'
 * @import { fetchFile } from './fetch-file.js'
 * @import { IndexHit, MissingBundle, PageAlert, Scope, SearchResults, Tree } from './result-types.js'
 *
 * @typedef {{code: Code, message: Message | string, hint: string}} Failure what the cores and the multi-bundle reader throw: they
 *   are scripts of their own, without the class DrugError
 *
 * @typedef {{file: string, sha256: string, bytes: number}} FileEntry
 * @typedef {{js: FileEntry, wasm: FileEntry}} CoreEntry
 * @typedef {[string, string][]} Directory the least name of each shard and the hash of its file
 *
 * @typedef {object} Root what `index.json` says
 * @property {number} format
 * @property {string} build
 * @property {string} content
 * @property {string | null} built the day of the build
 * @property {string} [lang] the language of the monographs
 * @property {Directory} names
 * @property {FileEntry} head
 * @property {FileEntry} titles
 * @property {string} [title] what the collection is called
 * @property {Record<string, string>} [words] the hash of each language's messages
 * @property {string | null} [urlTemplate] where hits lead
 * @property {Record<string, string>} [redirects] slugs of earlier releases, and the slugs they lead to
 * @property {{search: CoreEntry, markdown: CoreEntry, several: {js: FileEntry}, tools: {js: FileEntry}, compare: {js: FileEntry},
 *   find: {js: FileEntry}}} cores
 *
 * @typedef {object} Medicine a medicine as the names of a bundle list it
 * @property {string} slug
 * @property {string} title
 * @property {string} line what it is for, in one short sentence
 * @property {string} file its card file; empty if it is only listed
 * @property {PageAlert} [alert]
 * @property {string} [base] where several bundles are read, the address of its own
 * @property {string} [collection] the name of that bundle
 * @property {string} [template] where that bundle wants hits to lead
 * @property {Note[]} [note]
 *
 * @typedef {[MessageKey, string]} Note a message that follows another one, `{0}`, and names a collection
 * @typedef {{name: string, shown: string, own: [number, Medicine][]}} Name the medicines under a name and how it names each,
 *   strongest first
 * @typedef {{medicine: Medicine, renamed: boolean} | {several: readonly Medicine[]}} Found the one medicine of a name, or the
 *   medicines that it may mean
 *
 * @typedef {object} NameLookup the names of all medicines; needs no WebAssembly
 * @property {MissingBundle[]} [missing] the bundles that the last lookups did without
 * @property {(asked: string) => Promise<Found>} find the medicine with exactly this name
 * @property {(asked: string) => Promise<Medicine[]>} similar medicines whose names begin alike: other medicines
 * @property {(name: string) => Promise<Name | undefined>} at a whole name
 * @property {(start: string) => Promise<Name[]>} with the names that begin so, in order
 *
 * @typedef {{title: string, tree: Tree, root: Root, note: Note[], record?: import('./result-types.js').PageRecord}} Card
 *
 * @typedef {SearchResults & {hits: (root: string, template: string) => IndexHit[], opened?: unknown}} CoreResults results from
 *   the search core: `hits` makes what scripts get, `opened` is what the index was opened with
 *
 * @typedef {object} SearchCore
 * @property {string} [build] of the index
 * @property {(query: string, limit: number, scope: Scope) => Promise<CoreResults>} run searches; after a trap once more, on a
 *   new instance
 * @property {() => void} close frees the memory; the next search starts a new instance
 *
 * @typedef {object} MarkdownCore
 * @property {(src: string, fetcher: typeof fetchFile) => Promise<{file: string, title: string, tree: Tree, due?: string}>} page the card of
 *   a Markdown file
 *
 * @typedef {object} WasmIndex an index inside a Wasm instance
 * @property {string} build of the bundle that was opened or joined last
 * @property {(head: Uint8Array, names: string) => void} join
 *
 * @typedef {object} IndexSource where a search core gets its index
 * @property {() => Promise<[Uint8Array | undefined, string, ((index: WasmIndex) => unknown)?]>} head the head of the index, the
 *   directory of its names as JSON, and what joins further bundles; what that returns is `opened` of all results
 * @property {(path: string, opened: unknown) => Promise<Uint8Array>} part a file that a query needs
 *
 * @typedef {{search: SearchCore, markdown: MarkdownCore}} Cores
 * @typedef {{search: typeof import('../search/search-core.js'), markdown: typeof import('../search/markdown-core.js'),
 *   several: typeof import('./multi-bundle.js'), tools: typeof import('../tools/card-tools.js'),
 *   compare: typeof import('../compare/card-compare.js'), find: typeof import('../find/card-find.js')}} Scripts
 *
 * @typedef {object} BundleReader reads the bundle of an address, or several bundles as if they were one
 * @property {Root} root
 * @property {() => Promise<NameLookup>} names
 * @property {(medicine: Medicine) => Promise<Card>} card
 * @property {() => Promise<Pick<SearchCore, 'run' | 'close'>>} search
 * @property {<N extends 'search' | 'tools' | 'compare' | 'find'>(name: N) => Promise<Scripts[N]>} script the script of the search
 *   core, which needs no WebAssembly to show the list below the field, or one of those that do more with cards
 * @property {(name: 'markdown') => Promise<MarkdownCore>} core
 * @property {(language: string) => Promise<Partial<Record<string, string>>>} messages what the elements say, by the English
 *   sentence; empty if the bundle lacks the language
 * @property {() => Promise<[
 *   slug: string, title: string, line: string, alert?: string, text?: string, reviewed?: string | null, nextReview?: string | null
 * ][]>} titles of all medicines, those that have an alert with its code and sentence, those with a record with the days of review
 * @property {(query: string) => void | Promise<void>} preload starts to load what this query is likely to need
 */

/**
 * @template T
 * @typedef {(wasm: () => Promise<Response>, source: IndexSource) => Promise<T>} OpenCore what the script of a core exports as
 *   `open`
 */

export {};
