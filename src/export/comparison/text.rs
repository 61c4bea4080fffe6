//! Writes a comparison as text, in the marks of `git diff --word-diff`: `[-removed-]{+added+}`.

use super::changes::{Change, Comparison, MedicineChange, PassageChange, Side};
use super::words::RunKind;

/// The lines of a comparison.
#[must_use]
pub(crate) fn lines(comparison: &Comparison) -> Vec<String> {
    let Comparison { old, new, medicines, unchanged } = comparison;
    let mut out =
        vec![format!("old: {}", side(old)), format!("new: {}", side(new)), summary(medicines, *unchanged)];
    for one in medicines {
        let renamed = one.old_slug.as_ref().map(|old| format!(", was {old}")).unwrap_or_default();
        let safety = if one.safety { "! " } else { "" };
        out.push(String::new());
        out.push(format!("{safety}{} ({}{renamed}): {}", one.title, one.slug, word(one.change)));
        for passage in &one.passages {
            let safety = if passage.safety { "! " } else { "  " };
            out.push(format!("  {safety}{} {}: {}", word(passage.change), passage.kind, passage.heading));
            if one.change == Change::Changed {
                out.extend(changed_lines(passage).into_iter().map(|line| format!("      {line}")));
            }
        }
    }
    out
}

/// What is known of a version.
pub(super) fn side(side: &Side) -> String {
    format!("{}, content version {}, {} monographs, {}", side.name, side.content, side.monographs, side.date)
}

/// How many medicines differ.
pub(super) fn summary(medicines: &[MedicineChange], unchanged: usize) -> String {
    let count = |change| medicines.iter().filter(|one| one.change == change).count();
    let safety = medicines.iter().filter(|one| one.safety).count();
    format!(
        "{} medicines changed, {} added, {} removed, {unchanged} unchanged; {safety} with changes that concern safety",
        count(Change::Changed),
        count(Change::Added),
        count(Change::Removed),
    )
}

/// The change in one word.
pub(super) fn word(change: Change) -> &'static str {
    match change {
        Change::Added => "added",
        Change::Removed => "removed",
        Change::Changed => "changed",
    }
}

/// The lines of a passage with a change in them; `…` for others.
fn changed_lines(passage: &PassageChange) -> Vec<String> {
    // A run goes over several lines; each line gets marks of its own.
    let mut lines = vec![(String::new(), false)];
    for run in &passage.words {
        for (at, part) in run.text.split('\n').enumerate() {
            if at > 0 {
                lines.push((String::new(), false));
            }
            let Some(line) = lines.last_mut() else { continue };
            match run.kind {
                RunKind::Same => line.0.push_str(part),
                _ if part.is_empty() => {}
                RunKind::Removed => line.0 += &format!("[-{part}-]"),
                RunKind::Added => line.0 += &format!("{{+{part}+}}"),
            }
            line.1 |= run.kind != RunKind::Same && !part.is_empty();
        }
    }
    let mut out: Vec<String> = Vec::new();
    for (line, is_changed) in lines {
        if is_changed {
            out.push(line);
        } else if out.last().is_none_or(|last| last != "…") {
            out.push("…".into());
        }
    }
    out
}
