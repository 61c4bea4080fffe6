// Owns where the monographs are; their front matter stays as it is.

import { defineCollection } from 'astro:content';
import { glob } from 'astro/loaders';

export const collections = {
  composition: defineCollection({
    loader: glob({ base: './composition', pattern: '**/*.md', generateId: ({ entry }) => entry.replace(/\.md$/, '') }),
  }),
};
