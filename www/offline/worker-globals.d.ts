// Declares the globals of the service worker.

/** Written in front of sw.js when a bundle is built (src/bundle/offline.rs): the release and the files that the first visit keeps. */
declare const DRUG_CARD_RELEASE: {
  release: string;
  content: string;
  built: string | null;
  /** The file with the list of all others. */
  list: string;
  core: { file: string; sha256: string; bytes: number }[];
};
