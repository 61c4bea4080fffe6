// Owns importing a script of a bundle, held against its hash. The standalone script has another in its place.

/**
 * An import itself names no hash: the script is loaded by a link that does, and the import takes the same.
 * @param {string} url
 * @param {string} sha256 base64
 */
export async function load(url, sha256) {
  const link = document.createElement('link');
  if (link.relList?.supports?.('modulepreload')) {
    // What was refused here is not imported: where it may not be kept, the import would fetch it anew and run it.
    await new Promise((resolve, reject) => {
      Object.assign(link, { rel: 'modulepreload', integrity: `sha256-${sha256}`, onload: resolve, onerror: reject, href: url });
      document.head.append(link);
    }).finally(() => link.remove());
  }
  return import(url);
}
