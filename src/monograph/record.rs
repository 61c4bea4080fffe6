//! Reads what is recorded of a page besides its text: status, review, version, source, withdrawal.
//!
//! ```text
//! status: active                   # draft, active or withdrawn
//! reviewed: 2026-05-01
//! reviewed_by: Ward Pharmacy
//! next_review: 2027-05-01
//! version: 3
//! effective_date: 2026-05-10
//! source: Hospital formulary 2026
//! ```
//!
//! ```text
//! status: withdrawn
//! withdrawn: 2026-06-01
//! reason: No longer marketed
//! replacement: warfarin
//! ```
//!
//! Only what is there counts: no day is derived from another, from the build or from a file.

use crate::read::front_matter::FrontMatter;
use crate::text::Day;

/// What is recorded of a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase", default)
)]
pub struct Record {
    /// Where it is in its life.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub status: Option<Status>,
    /// The day of its last review.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub reviewed: Option<Day>,
    /// Who reviewed it.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub reviewed_by: Option<String>,
    /// The day by which it must be reviewed again.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub next_review: Option<Day>,
    /// Its version, in the words of its owner.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub version: Option<String>,
    /// The day from which it is in force.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub effective_date: Option<Day>,
    /// What it is made from.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub source: Option<String>,
    /// The day of its withdrawal.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub withdrawn: Option<Day>,
    /// Why it was withdrawn.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub reason: Option<String>,
    /// The page to read instead: its slug or title.
    #[cfg_attr(not(target_os = "unknown"), serde(skip_serializing_if = "Option::is_none"))]
    pub replacement: Option<String>,
}

/// Where a page is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
pub enum Status {
    /// Not public.
    Draft,
    /// In force.
    Active,
    /// No longer to be used.
    Withdrawn,
}

impl Status {
    /// Reads the word of an author; `None` for words that mean something to other tools only.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        [("draft", Self::Draft), ("active", Self::Active), ("withdrawn", Self::Withdrawn)]
            .into_iter()
            .find(|(word, _)| text.trim().eq_ignore_ascii_case(word))
            .map(|(_, status)| status)
    }
}

/// The keys whose values are days.
pub(crate) const DAYS: [&str; 4] = ["reviewed", "next_review", "effective_date", "withdrawn"];

impl Record {
    /// What the front matter says.
    #[must_use]
    pub fn of(front_matter: &FrontMatter) -> Self {
        let text = |key: &str| {
            let text = front_matter.get(key)?.trim();
            (!text.is_empty()).then(|| text.to_string())
        };
        let day = |key: &str| front_matter.get(key).and_then(Day::read);
        Self {
            status: front_matter.get("status").and_then(Status::read),
            reviewed: day("reviewed"),
            reviewed_by: text("reviewed_by"),
            next_review: day("next_review"),
            version: text("version"),
            effective_date: day("effective_date"),
            source: text("source"),
            withdrawn: day("withdrawn"),
            reason: text("reason"),
            replacement: text("replacement"),
        }
    }

    /// Whether nothing is recorded.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Whether a review is recorded.
    #[must_use]
    pub fn is_reviewed(&self) -> bool {
        self.reviewed.is_some() || self.reviewed_by.is_some()
    }

    /// Whether the page is withdrawn.
    #[must_use]
    pub fn is_withdrawn(&self) -> bool {
        self.status == Some(Status::Withdrawn)
    }

    /// Whether the next review was due before `today`.
    #[must_use]
    pub fn is_overdue(&self, today: Day) -> bool {
        !self.is_withdrawn() && self.next_review.is_some_and(|due| due < today)
    }

    /// This record, with what `other` records in place of its own.
    #[must_use]
    pub fn replaced_by(self, other: &Self) -> Self {
        let Self {
            status,
            reviewed,
            reviewed_by,
            next_review,
            version,
            effective_date,
            source,
            withdrawn,
            reason,
            replacement,
        } = other.clone();
        // A review belongs together: the new day of one must not appear with the reviewer of another.
        let renewed = other.is_reviewed();
        Self {
            status: status.or(self.status),
            reviewed: if renewed { reviewed } else { self.reviewed },
            reviewed_by: if renewed { reviewed_by } else { self.reviewed_by },
            next_review: if renewed { next_review } else { next_review.or(self.next_review) },
            version: version.or(self.version),
            effective_date: effective_date.or(self.effective_date),
            source: source.or(self.source),
            withdrawn: withdrawn.or(self.withdrawn),
            reason: reason.or(self.reason),
            replacement: replacement.or(self.replacement),
        }
    }
}
