// Fills in the address that a hit leads to.

/**
 * @param {string} template with `{slug}`, `{path}` and `{anchor}` in it
 * @param {{slug?: string, path?: string, anchor?: string}} hit
 */
export function hitUrl(template, hit) {
  const url = template.replace(/{(slug|anchor|path)}/g, (_, name) =>
    encodeURIComponent((hit[/** @type {'slug'} */ (name)] ?? '').replace(/\.md$/i, '')).replaceAll('%2F', '/'),
  );
  // Browsers ignore spaces and control characters in an address.
  return /^(\w+script|data):/i.test(url.replace(/[\0- ]/g, '')) ? '' : url;
}
