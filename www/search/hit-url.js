// Owns where a hit leads: a template with {slug}, {path} and {anchor} in it, filled.

/**
 * @param {string} template
 * @param {Record<string, any>} hit
 */
export function link(template, hit) {
  const url = template.replace(/{(slug|anchor|path)}/g, (_, name) =>
    encodeURIComponent((hit[name] ?? '').replace(/\.md$/i, '')).replaceAll('%2F', '/'),
  );
  // Browsers read over blanks and control characters in an address.
  return /^(\w+script|data):/i.test(url.replace(/[\0- ]/g, '')) ? '' : url;
}
