//! How the pages of a site are read: language, own labels, and what of the front matter counts.

use crate::monograph::sections::own_labels::OwnLabels;
#[cfg(not(target_os = "unknown"))]
use crate::monograph::sections::shown::Shown;
use crate::read::front_matter::FrontMatter;
#[cfg(not(target_os = "unknown"))]
use crate::read::line_breaks;
use crate::read::source_tree::SourceNode;
use crate::text::Language;

/// How the pages of a site are read.
#[derive(Debug, Clone)]
pub(crate) struct Reading {
    /// The language of a page that does not state its own.
    pub language: Language,
    /// The site's own headings.
    pub labels: OwnLabels,
    /// The keys of front matter that may hold a page's title, the best first.
    pub title_keys: Vec<String>,
    /// The keys of front matter whose values are sections.
    #[cfg(not(target_os = "unknown"))]
    pub shown: Shown,
    /// Whether single line breaks are shown.
    #[cfg(not(target_os = "unknown"))]
    pub keeps_line_breaks: bool,
}

impl Reading {
    /// The built-in labels of `language`, and `title` as the key of the title.
    #[must_use]
    pub(crate) fn of(language: &Language) -> Self {
        Self {
            language: language.clone(),
            labels: OwnLabels::default(),
            title_keys: vec!["title".into()],
            #[cfg(not(target_os = "unknown"))]
            shown: Shown::default(),
            #[cfg(not(target_os = "unknown"))]
            keeps_line_breaks: false,
        }
    }

    /// The title in the front matter of a page.
    pub(crate) fn title<'f>(&self, front_matter: &'f FrontMatter) -> &'f str {
        let titles = self.title_keys.iter().filter_map(|key| front_matter.get(key));
        titles.map(str::trim).find(|title| !title.is_empty()).unwrap_or_default()
    }

    /// The nodes of a page, with line breaks that are shown if the site wants it.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn breaking(&self, mut nodes: Vec<SourceNode>) -> Vec<SourceNode> {
        if self.keeps_line_breaks {
            line_breaks::keep(&mut nodes);
        }
        nodes
    }

    /// The browser keeps no line breaks.
    #[cfg(target_os = "unknown")]
    #[allow(clippy::unused_self, reason = "the program looks at what the site wants")]
    pub(crate) fn breaking(&self, nodes: Vec<SourceNode>) -> Vec<SourceNode> {
        nodes
    }
}
