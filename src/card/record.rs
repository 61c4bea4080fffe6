//! Says what is recorded of a page: its review, its version, its withdrawal, and nothing that is not recorded.

use crate::card::record_strings::RecordStrings;
use crate::monograph::{Record, Status};
use crate::text::{Day, Language};

/// The review, without a final dot: `Reviewed 1 May 2026 by Ward Pharmacy; next review due 1 May 2027`. `None` if neither a review nor
/// the day of the next one is recorded.
#[must_use]
pub(crate) fn review(record: &Record, language: &Language) -> Option<String> {
    let words = RecordStrings::of(language);
    let reviewed = match (record.reviewed, &record.reviewed_by) {
        (Some(day), Some(name)) => Some([words.reviewed, &words.day(day), words.by, name].concat()),
        (Some(day), None) => Some([words.reviewed, &words.day(day)].concat()),
        (None, Some(name)) => Some([words.reviewed_by, name, words.undated].concat()),
        (None, None) => None,
    };
    let next = next_review(record, language);
    if reviewed.is_none() && next.is_none() {
        return None;
    }
    let reviewed = reviewed.unwrap_or_else(|| words.unreviewed.into());
    Some([Some(reviewed), next].into_iter().flatten().collect::<Vec<_>>().join("; "))
}

/// The day of the next review: `next review due 1 May 2027`.
#[must_use]
pub(crate) fn next_review(record: &Record, language: &Language) -> Option<String> {
    let words = RecordStrings::of(language);
    record.next_review.map(|day| [words.next_review, &words.day(day)].concat())
}

/// That the next review was due before `today`, worded as the element does.
#[cfg(not(target_os = "unknown"))]
#[must_use]
pub(crate) fn overdue(record: &Record, today: Day, language: &Language) -> Option<String> {
    let words = RecordStrings::of(language);
    let due = record.next_review.filter(|_| record.is_overdue(today))?;
    let [before, after] = words.overdue;
    Some([before, &words.day(due), after].concat())
}

/// That a page is not published, and what its file says: `DRAFT, not published (draft: true).`
#[cfg(not(target_os = "unknown"))]
#[must_use]
pub(crate) fn unpublished(reason: &str, language: &Language) -> String {
    [RecordStrings::of(language).unpublished, " (", reason, ")."].concat()
}

/// Status, version, day of effect and source: `Version 3 · in force from 10 May 2026 · Source: Formulary`.
#[must_use]
pub(crate) fn details(record: &Record, language: &Language) -> Option<String> {
    let words = RecordStrings::of(language);
    let parts = [
        (record.status == Some(Status::Draft)).then(|| words.draft.to_string()),
        record.version.as_ref().map(|version| [words.version, version].concat()),
        record.effective_date.map(|day| [words.effective, &words.day(day)].concat()),
        record.source.as_ref().map(|source| [words.source, source].concat()),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

/// That a page is withdrawn, when and why, and what to read instead: `Withdrawn on 1 June 2026: Recalled. See Warfarin.`
#[must_use]
pub(crate) fn withdrawal(
    day: Option<Day>,
    reason: Option<&str>,
    replacement: Option<&str>,
    language: &Language,
) -> String {
    let words = RecordStrings::of(language);
    let [undated, on] = words.withdrawn;
    let mut out = day.map_or(undated.into(), |day| [on, &words.day(day)].concat());
    if let Some(reason) = reason {
        out.extend([": ", reason.trim_end_matches('.')]);
    }
    out.push('.');
    if let Some(replacement) = replacement {
        out.extend([" ", words.see, replacement, "."]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::parse;

    #[test]
    fn what_is_recorded_is_said_and_nothing_else() {
        for (front_matter, line, more) in [
            (
                "reviewed: 2026-05-01\nreviewed_by: Ward Pharmacy\nnext_review: 2027-05-01\nversion: 3\neffective_date: 2026-05-10\nsource: Formulary",
                Some("Reviewed 1 May 2026 by Ward Pharmacy; next review due 1 May 2027"),
                Some("Version 3 · in force from 10 May 2026 · Source: Formulary"),
            ),
            ("reviewed: 2026-05-01", Some("Reviewed 1 May 2026"), None),
            ("reviewed_by: Ward Pharmacy", Some("Reviewed by Ward Pharmacy, day not recorded"), None),
            ("next_review: 2027-05-01", Some("Review not recorded; next review due 1 May 2027"), None),
            ("reviewed: 2026-02-30\ndate: 2026-01-01", None, None),
            ("status: draft", None, Some("Draft")),
        ] {
            let monograph = parse(&format!("---\ntitle: T\n{front_matter}\n---\n# T\n")).monograph;
            assert_eq!(review(&monograph.record, &Language::ENGLISH).as_deref(), line, "{front_matter}");
            assert_eq!(details(&monograph.record, &Language::ENGLISH).as_deref(), more, "{front_matter}");
        }
    }

    #[test]
    fn a_withdrawal_says_when_why_and_what_to_read() {
        for (front_matter, sentence) in [
            (
                "withdrawn: 2026-06-01\nreason: Recalled.\nreplacement: Warfarin",
                "Withdrawn on 1 June 2026: Recalled. See Warfarin.",
            ),
            ("date: 2019-01-01", "Withdrawn, day not recorded."),
        ] {
            let page = format!("---\ntitle: T\nstatus: withdrawn\n{front_matter}\n---\n# T\n");
            let monograph = parse(&page).monograph;
            assert_eq!(crate::card::alerts(&monograph), [sentence]);
        }
    }
}
