//! Checks what is recorded of a page: days that do not exist, unknown states, reviews that are overdue.

use crate::monograph::Monograph;
use crate::monograph::record::{DAYS, Status};
use crate::read::diagnostic::{Diagnostic, Rule};
use crate::text::Day;

/// Diagnostics about the record of `monograph`, read from `source`.
pub(crate) fn record(monograph: &Monograph, source: &str) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    for key in DAYS {
        if let Some(text) = monograph.front_matter.get(key).filter(|text| !text.trim().is_empty())
            && Day::read(text).is_none()
        {
            let message = format!("`{key}` is `{text}`, which is no day of the calendar; it is not shown");
            out.push(at(Rule::ImpossibleDate, key, source, message));
        }
    }
    let record = &monograph.record;
    if let (Some(reviewed), Some(next)) = (record.reviewed, record.next_review)
        && next <= reviewed
    {
        let message = format!("the next review, {next}, is not after the last one, {reviewed}");
        out.push(at(Rule::ImpossibleDate, "next_review", source, message));
    }
    if let Some(status) = monograph.front_matter.get("status").filter(|status| Status::read(status).is_none())
    {
        let message = format!("`{status}` is no status known here; the page counts as public");
        out.push(at(Rule::StatusUnknown, "status", source, message));
    }
    if record.is_withdrawn() && record.withdrawn.is_none() {
        let message = "the day of the withdrawal is not recorded".into();
        out.push(at(Rule::WithdrawalUndated, "status", source, message));
    }
    out
}

/// Diagnostics that depend on the day of the check.
pub fn on_day(monograph: &Monograph, source: &str, today: Day) -> Vec<Diagnostic> {
    let mut out = Vec::new();
    let record = &monograph.record;
    if let Some(due) = record.next_review.filter(|_| record.is_overdue(today)) {
        let message = format!("the next review was due on {due}, before {today}");
        out.push(at(Rule::Overdue, "next_review", source, message));
    }
    if let Some(reviewed) = record.reviewed.filter(|reviewed| *reviewed > today) {
        let message = format!("the review is of {reviewed}, after {today}");
        out.push(at(Rule::ImpossibleDate, "reviewed", source, message));
    }
    out
}

/// A diagnostic about the line of `key` in the front matter; about the first line where it has none of its own.
fn at(rule: Rule, key: &str, source: &str, message: String) -> Diagnostic {
    let named = |line: &str| {
        line.trim_start().strip_prefix(key).is_some_and(|rest| rest.trim_start().starts_with([':', '=']))
    };
    let line = source.lines().take_while(|line| !line.starts_with('#')).position(named).unwrap_or(0);
    Diagnostic::line(rule, u32::try_from(line + 1).unwrap_or(u32::MAX), message)
}
