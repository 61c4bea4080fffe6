// Where the monographs are. Their front matter is not changed.

import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

export const collections = {
  composition: defineCollection({
    loader: glob({ base: './composition', pattern: '**/*.md', generateId: ({ entry }) => entry.replace(/\.md$/, '') }),
  }),
};
