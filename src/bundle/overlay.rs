//! Owns a site's own notes on medicines: formulary status, notes and links, each marked as the site's, beside the text of
//! the monograph and never in its place.

use crate::card::Local;
use crate::text::fold::key;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The file of a site: whose notes they are, of which day, and the notes by medicine.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Whose notes they are, as the mark says it.
    name: String,
    /// Of which day, as the mark says it.
    date: String,
    /// The notes by slug or title.
    medicines: BTreeMap<String, Note>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    /// The status in the site's formulary.
    formulary: Option<String>,
    #[serde(default)]
    notes: Vec<String>,
    /// Addresses with their names; shown as text, since nothing in a card leads off the page.
    #[serde(default)]
    links: Vec<Link>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    url: String,
}

impl Overlay {
    /// Reads a site's file.
    ///
    /// # Errors
    ///
    /// A sentence that says what was expected and what came: no JSON, an unknown field, no name or date, an empty note.
    pub fn read(json: &str) -> Result<Self, String> {
        let overlay: Self = serde_json::from_str(json).map_err(|error| {
            format!("expected {{name, date, medicines: {{slug: {{formulary, notes, links}}}}}}, but {error}")
        })?;
        if overlay.name.trim().is_empty() || overlay.date.trim().is_empty() {
            return Err(
                "expected a name and a date, since each note is marked with them, but one is empty".into()
            );
        }
        for (slug, note) in &overlay.medicines {
            if note.formulary.is_none() && note.notes.is_empty() && note.links.is_empty() {
                return Err(format!(
                    "expected a formulary status, a note or a link for \"{slug}\", but there is none"
                ));
            }
        }
        Ok(overlay)
    }

    /// The note on a medicine: its name here, and as the card shows it.
    #[must_use]
    pub fn on(&self, slug: &str, title: &str) -> Option<(String, Local)> {
        let name = [slug, title].into_iter().map(key);
        let found = name.filter_map(|name| self.medicines.keys().find(|id| key(id) == name)).next()?.clone();
        let Note { formulary, notes, links } = &self.medicines[&found];
        let mut lines: Vec<String> = formulary.iter().map(|status| format!("Formulary: {status}")).collect();
        lines.extend(notes.iter().cloned());
        lines.extend(links.iter().map(|link| format!("{}: {}", link.name, link.url)));
        Some((found, Local { mark: format!("Local note, {}, {}", self.name, self.date), lines }))
    }

    /// The notes that are not among the `found`: a name that is wrong must not pass in silence.
    pub fn lost(&self, found: &BTreeSet<String>) -> impl Iterator<Item = &str> {
        self.medicines.keys().filter(|id| !found.contains(*id)).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"name": "Northfield General", "date": "3 November 2026", "medicines": {
        "milrinone": {"formulary": "restricted", "notes": ["Ask cardiology."], "links": [{"name": "Policy", "url": "/policy"}]},
        "nonesuchol": {"notes": ["Never seen."]}}}"#;

    #[test]
    fn a_note_finds_its_medicine_and_says_whose_it_is() {
        let overlay = Overlay::read(FILE).unwrap();
        assert!(overlay.on("milrinone-lactate", "Milrinone lactate").is_none());
        let (note, local) = overlay.on("milrinone", "Milrinone").unwrap();
        assert_eq!(local.mark, "Local note, Northfield General, 3 November 2026");
        assert_eq!(local.lines, ["Formulary: restricted", "Ask cardiology.", "Policy: /policy"]);
        assert_eq!(overlay.lost(&BTreeSet::from([note])).collect::<Vec<_>>(), ["nonesuchol"]);
    }

    #[test]
    fn what_is_no_overlay_is_refused_in_words() {
        for (file, words) in [
            ("[]", "expected {name, date"),
            (r#"{"name": "", "date": "x", "medicines": {}}"#, "one is empty"),
            (r#"{"name": "N", "date": "D", "medicines": {"x": {}}}"#, "for \"x\""),
            (r#"{"name": "N", "date": "D", "medicines": {"x": {"dose": "1 mg"}}}"#, "unknown field `dose`"),
        ] {
            let refused = Overlay::read(file).err().unwrap();
            assert!(refused.contains(words), "{refused}");
        }
    }
}
