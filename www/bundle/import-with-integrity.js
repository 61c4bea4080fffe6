// Owns importing a script of a bundle, held against its hash. The standalone script has another in its place.

/** Makes addresses differ: a browser remembers a script that failed to load as failed, and one that did as the same. */
let records = 0;

/**
 * A script; one that does not come is asked for past all that is remembered of it, and then once more.
 * @param {string} url
 * @param {string} sha256 base64
 * @param {(cache?: RequestCache) => Promise<unknown>} fetched throws what is wrong with what comes
 */
export async function load(url, sha256, fetched) {
  const once = () => record(`${url}#${++records}`, `sha256-${sha256}`);
  // Chromium and Firefox refuse a script whose bytes differ from the hash of its link. WebKit runs it, so `fetch` checks the
  // bytes first, by way of the caches: without network, only the kept copy answers.
  if (!/Chrom|Gecko\//.test(navigator.userAgent)) await fetched();
  return once().catch(() => fetched('reload').then(once));
}

/**
 * An import itself names no hash: the script is loaded by a link that does, and the import takes the same.
 * @param {string} href
 * @param {string} integrity
 */
async function record(href, integrity) {
  const link = document.createElement('link');
  if (link.relList.supports('modulepreload')) {
    // What was refused here is not imported: where it may not be kept, the import would fetch it anew and run it.
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: 'modulepreload', integrity, onload, onerror, href });
      document.head.append(link);
    }).finally(() => link.remove());
  }
  const script = await import(href);
  // What came may be what was remembered, and nothing.
  return Object.keys(script)[0] ? script : Promise.reject();
}
