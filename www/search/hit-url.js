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

/**
 * The address of a hit on the app page of its bundle, where the site has no page of its own.
 * @param {string} base the address of the bundle
 * @param {{slug: string, anchor?: string}} hit
 */
export const appUrl = (base, { slug, anchor }) =>
  `${base}index.html#/drug/${encodeURIComponent(slug)}${anchor ? `/${encodeURIComponent(anchor)}` : ''}`;
