//! Reads a site's own notes on medicines: formulary status, notes and links. Each is marked as the site's, and added to the text
//! of the monograph, never put in its place.

use crate::card::Local;
use crate::monograph::{Record, Status};
use crate::text::Day;
use crate::text::fold::key;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A site's notes by medicine, with the name and the day they are marked with.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// Whose notes they are.
    name: String,
    /// Of which day they are.
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
    /// Addresses with their names; shown as text, since nothing in a card links to another page.
    #[serde(default)]
    links: Vec<Link>,
    // What is recorded of the page, in place of what the page itself records; the keys are those of front matter.
    status: Option<Status>,
    reviewed: Option<Day>,
    reviewed_by: Option<String>,
    next_review: Option<Day>,
    version: Option<String>,
    effective_date: Option<Day>,
    source: Option<String>,
    withdrawn: Option<Day>,
    reason: Option<String>,
    replacement: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Link {
    name: String,
    url: String,
}

impl Note {
    fn has_lines(&self) -> bool {
        self.formulary.is_some() || !self.notes.is_empty() || !self.links.is_empty()
    }

    fn record(&self) -> Record {
        Record {
            status: self.status,
            reviewed: self.reviewed,
            reviewed_by: self.reviewed_by.clone(),
            next_review: self.next_review,
            version: self.version.clone(),
            effective_date: self.effective_date,
            source: self.source.clone(),
            withdrawn: self.withdrawn,
            reason: self.reason.clone(),
            replacement: self.replacement.clone(),
        }
    }
}

impl Overlay {
    /// Reads a site's file.
    ///
    /// # Errors
    ///
    /// [`OverlayError`] when it is not such a file, or a note says nothing.
    pub fn read(json: &str) -> Result<Self, OverlayError> {
        let overlay: Self = serde_json::from_str(json).map_err(OverlayError::Json)?;
        if overlay.name.trim().is_empty() || overlay.date.trim().is_empty() {
            return Err(OverlayError::NoNameOrDate);
        }
        if let Some((medicine, _)) =
            overlay.medicines.iter().find(|(_, note)| note.status == Some(Status::Draft))
        {
            return Err(OverlayError::Draft { medicine: medicine.clone() });
        }
        let is_empty = |note: &Note| !note.has_lines() && note.record().is_empty();
        match overlay.medicines.iter().find(|(_, note)| is_empty(note)) {
            Some((medicine, _)) => Err(OverlayError::EmptyNote { medicine: medicine.clone() }),
            None => Ok(overlay),
        }
    }

    /// The note on a medicine with the name it has in this file.
    fn note(&self, slug: &str, title: &str) -> Option<(&String, &Note)> {
        let mut names = [slug, title].into_iter().map(key);
        names.find_map(|name| self.medicines.iter().find(|(id, _)| key(id) == name))
    }

    /// What this file records of a medicine's page.
    #[must_use]
    pub fn record(&self, slug: &str, title: &str) -> Option<Record> {
        self.note(slug, title).map(|(_, note)| note.record()).filter(|record| !record.is_empty())
    }

    /// The note on a medicine: the name it has in this file, and the note as the card shows it, if there is something to show.
    #[must_use]
    pub fn on(&self, slug: &str, title: &str) -> Option<(String, Option<Local>)> {
        let (found, note) = self.note(slug, title)?;
        let found = found.clone();
        if !note.has_lines() {
            return Some((found, None));
        }
        let Note { formulary, notes, links, .. } = note;
        let mut lines: Vec<String> = formulary.iter().map(|status| format!("Formulary: {status}")).collect();
        lines.extend(notes.iter().cloned());
        lines.extend(links.iter().map(|link| format!("{}: {}", link.name, link.url)));
        Some((found, Some(Local { mark: format!("Local note, {}, {}", self.name, self.date), lines })))
    }

    /// The notes that are not in `found`: a wrong name must not go unnoticed.
    pub fn lost(&self, found: &BTreeSet<String>) -> impl Iterator<Item = &str> {
        self.medicines.keys().filter(|id| !found.contains(*id)).map(String::as_str)
    }
}

/// Why a file is not a site's notes.
#[derive(Debug)]
#[non_exhaustive]
pub enum OverlayError {
    /// It is not JSON, or has other fields.
    Json(serde_json::Error),
    /// It lacks whose notes they are, or of which day.
    NoNameOrDate,
    /// A note calls a page a draft, which only the page itself can.
    Draft {
        /// Its medicine.
        medicine: String,
    },
    /// A note says nothing.
    EmptyNote {
        /// Its medicine.
        medicine: String,
    },
}

impl fmt::Display for OverlayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(
                f,
                "expected {{name, date, medicines: {{slug: {{formulary, notes, links, status, reviewed, …}}}}}}, but {error}; correct the file"
            ),
            Self::NoNameOrDate => f.write_str(
                "expected a name and a date, which are shown with each note, but one is empty; fill in both",
            ),
            Self::Draft { medicine } => write!(
                f,
                "expected active or withdrawn as the status of \"{medicine}\", but got draft, and notes cannot hold a page back; leave the page \
                 out with --exclude, or write the status into its front matter"
            ),
            Self::EmptyNote { medicine } => write!(
                f,
                "expected a formulary status, a note, a link or a review for \"{medicine}\", but there is none; add one or remove the entry"
            ),
        }
    }
}

impl std::error::Error for OverlayError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Json(error) => Some(error),
            Self::NoNameOrDate | Self::Draft { .. } | Self::EmptyNote { .. } => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = r#"{"name": "Northfield General", "date": "3 November 2026", "medicines": {
        "milrinone": {"formulary": "restricted", "notes": ["Ask cardiology."], "links": [{"name": "Policy", "url": "/policy"}]},
        "nonesuchol": {"notes": ["Never seen."]}}}"#;

    #[test]
    fn a_note_finds_its_medicine_and_names_its_author() {
        let overlay = Overlay::read(FILE).unwrap();
        assert!(overlay.on("milrinone-lactate", "Milrinone lactate").is_none());
        let (note, local) = overlay.on("milrinone", "Milrinone").unwrap();
        let local = local.unwrap();
        assert_eq!(local.mark, "Local note, Northfield General, 3 November 2026");
        assert_eq!(local.lines, ["Formulary: restricted", "Ask cardiology.", "Policy: /policy"]);
        assert_eq!(overlay.lost(&BTreeSet::from([note])).collect::<Vec<_>>(), ["nonesuchol"]);
    }

    #[test]
    fn a_file_that_is_not_an_overlay_is_refused_with_a_reason() {
        for (file, words) in [
            ("[]", "expected {name, date"),
            (r#"{"name": "", "date": "x", "medicines": {}}"#, "one is empty"),
            (r#"{"name": "N", "date": "D", "medicines": {"x": {}}}"#, "for \"x\""),
            // The page would be published all the same.
            (
                r#"{"name": "N", "date": "D", "medicines": {"x": {"status": "draft"}}}"#,
                "active or withdrawn as the status of \"x\"",
            ),
            (r#"{"name": "N", "date": "D", "medicines": {"x": {"dose": "1 mg"}}}"#, "unknown field `dose`"),
        ] {
            let refused = Overlay::read(file).err().unwrap().to_string();
            assert!(refused.contains(words), "{refused}");
        }
    }
}
