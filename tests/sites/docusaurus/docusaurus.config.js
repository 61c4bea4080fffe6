// How Docusaurus reads this site: monographs as documents, the search in the bar at the top.

module.exports = {
  title: 'Formulary',
  url: 'https://example.org',
  baseUrl: '/',
  trailingSlash: true,
  // A monograph is Markdown, not MDX: a "<" in its text is text.
  markdown: { format: 'detect' },
  headTags: [{ tagName: 'link', attributes: { rel: 'icon', href: 'data:,' } }],
  scripts: [{ src: '/drugs/drug-card.js', type: 'module' }],
  plugins: [
    ['@docusaurus/plugin-content-docs', { path: 'composition', routeBasePath: 'composition', sidebarPath: false }],
    '@docusaurus/plugin-content-pages',
  ],
  themes: ['@docusaurus/theme-classic'],
  themeConfig: {
    navbar: {
      title: 'Formulary',
      items: [
        {
          type: 'html',
          position: 'right',
          value: '<drug-search base="/drugs/" label="Search medicines"></drug-search>',
        },
      ],
    },
  },
};
