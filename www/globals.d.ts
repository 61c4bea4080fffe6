// Declares what the build and the builder put around the scripts.

/** Written in front of drug-card.js when a bundle is built (src/bundle/preload.rs). */
declare const DRUG_CARD_BUNDLE: import('./bundle/preload.js').BundleHint | undefined;

/** Written in front of offline.js when a bundle is built (src/bundle/offline.rs). */
declare const DRUG_CARD_RELEASE: {
  release: string;
  /** Days after which the page calls its content old; null for never. */
  staleAfter: number | null;
};

interface Window {
  /** Not in the types of TypeScript. A `TrustedScriptURL` is taken like a string. */
  trustedTypes?: {
    createPolicy(
      name: string,
      rules: { createScriptURL: (url: string) => string },
    ): { createScriptURL(url: string): string };
  };
}

/** Not in the types of TypeScript, and not in every browser. */
declare var scheduler: { yield?: () => Promise<void> } | undefined;

/** What wasm-bindgen generates for a core. */
declare module 'glue' {
  export default function init(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;
  /** Makes the next call start a new instance. */
  export function __wbg_reset_state(): void;

  /** src/wasm/search.rs */
  export class Engine implements import('./bundle/reader-types.js').WasmIndex {
    static open(head: Uint8Array | undefined, names: string): Engine;
    join(head: Uint8Array, names: string): void;
    readonly build: string;
    search(query: string, limit: number, scope: string): string;
    load(path: string, bytes: Uint8Array): void;
  }

  /** src/wasm/markdown.rs */
  export function card(markdown: string): { title: string; tree: import('./bundle/result-types.js').Tree };
}

/** The search core as a function, which the build of the standalone script makes from search-core.js. */
declare module 'search-core-factory' {
  export function make(): Promise<typeof import('./search/search-core.js')>;
}

/** The tools of a card, which the build of the standalone script adds to it. */
declare module 'card-tools' {
  export * from './tools/card-tools.js';
}

/** The comparison of two cards, which the build of the standalone script adds to it. */
declare module 'card-compare' {
  export * from './compare/card-compare.js';
}

/** The search inside a card, which the build of the standalone script adds to it. */
declare module 'card-find' {
  export * from './find/card-find.js';
}

/** The files of a bundle in base64 by name; `drug-card standalone` writes it in front of the standalone script. */
declare const FILES: Record<string, string>;
