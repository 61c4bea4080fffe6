// Imports a script of a bundle after checking its hash. The standalone script replaces this module.

/** Makes addresses unique: a browser remembers that a script failed to load, and gives a loaded one back as the same module. */
let records = 0;

/**
 * Imports a script. If that fails, the script is fetched past the caches and imported once more.
 * @param {string} url
 * @param {string} sha256 base64
 * @param {(cache?: RequestCache) => Promise<unknown>} fetched throws an error if the bytes are wrong
 */
export async function load(url, sha256, fetched) {
  const once = () => record(`${url}#${++records}`, `sha256-${sha256}`);
  // Chromium and Firefox refuse a script whose bytes differ from the hash of its link. WebKit runs it, so `fetch` checks the
  // bytes first, by way of the caches: without network, only the kept copy answers.
  if (!/Chrom|Gecko\//.test(navigator.userAgent)) await fetched();
  return once().catch(() => fetched('reload').then(once));
}

/**
 * An import cannot name a hash: a link with the hash loads the script, and the import gets the same one.
 * @param {string} href
 * @param {string} integrity
 */
async function record(href, integrity) {
  const link = document.createElement('link');
  if (link.relList.supports('modulepreload')) {
    // If the link rejects the script, it is not imported: without a cache, the import would fetch it again and run it.
    await new Promise((onload, onerror) => {
      Object.assign(link, { rel: 'modulepreload', integrity, onload, onerror, href });
      document.head.append(link);
    }).finally(() => link.remove());
  }
  const script = await import(href);
  // A browser may return a failed script that it remembered, without exports.
  return Object.keys(script)[0] ? script : Promise.reject();
}
