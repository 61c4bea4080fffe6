//! The headings of a site or a page that the built-in labels do not know, each with its kind.

use crate::monograph::SectionKind;
use crate::read::front_matter::{Data, FrontMatter};
use crate::text::fold;

/// Labels that a site gives in a file of two columns, kind and label, or a page in its front matter.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct OwnLabels(Vec<(String, SectionKind)>);

impl OwnLabels {
    /// Reads lines of a kind and a label with a tab between them; `#` begins a comment.
    ///
    /// # Errors
    /// The number of the first line that is no label, and what is wrong with it.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn read(text: &str) -> Result<Self, (usize, String)> {
        let mut out = Self::default();
        for (number, line) in text.lines().enumerate() {
            let line = line.trim_start_matches('\u{feff}').trim_end();
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let Some((id, label)) = line.split_once('\t').filter(|(_, label)| !label.contains('\t')) else {
                return Err((number + 1, format!("expected a kind, a tab and a label, found \"{line}\"")));
            };
            let Some(kind) = SectionKind::from_id(id.trim()) else {
                let ids: Vec<&str> = SectionKind::ALL.iter().map(|kind| kind.id()).collect();
                return Err((
                    number + 1,
                    format!("expected a kind of section ({}), found \"{id}\"", ids.join(", ")),
                ));
            };
            out.add(kind, label);
        }
        Ok(out)
    }

    /// The labels in the front matter of a page: `labels: {usage: [When to use it]}`.
    pub(crate) fn of_page(front_matter: &FrontMatter) -> Self {
        let mut out = Self::default();
        let Some(Data::Map(kinds)) = front_matter.value("labels").map(|value| &value.data) else {
            return out;
        };
        for entry in kinds {
            let Some(kind) = SectionKind::from_id(&entry.key) else { continue };
            entry.value.texts().iter().for_each(|label| out.add(kind, label));
        }
        out
    }

    /// Adds the labels of another file.
    #[cfg(not(target_os = "unknown"))]
    pub(crate) fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    fn add(&mut self, kind: SectionKind, label: &str) {
        self.0.push((fold::key(label), kind));
    }

    /// The kind of a label.
    pub(crate) fn find(&self, text: &str) -> Option<SectionKind> {
        if self.0.is_empty() || text.len() > 200 {
            return None;
        }
        let key = fold::key(text);
        self.0.iter().find(|(label, _)| *label == key).map(|(_, kind)| *kind)
    }
}
