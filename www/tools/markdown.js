// Reads the card of a Markdown file by the Markdown core.

/**
 * @import { BundleClient } from '../bundle/bundle-client.js'
 * @import { Shown } from '../elements/card-source.js'
 */

/**
 * The card of a Markdown file.
 * @param {BundleClient} client
 * @param {string} src
 * @param {typeof import('../bundle/fetch-file.js').fetchFile} fetchFile
 * @returns {Promise<Shown>}
 */
export async function readMarkdown(client, src, fetchFile) {
  const core = await client.use((reader) => reader.core('markdown'));
  const { file, title, tree, due } = await core.page(src, fetchFile);
  return {
    slug: '',
    title,
    tree,
    build: '',
    due,
    source: ['Read in this browser from {0}; date and review not recorded', file],
    asked: '',
  };
}
