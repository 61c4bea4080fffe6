//! Finds dose ranges that fall: `3-0.6 mL/kg`, where the first number is the larger one.

use crate::monograph::{Monograph, SectionKind};
use crate::read::diagnostic::{Diagnostic, Rule};

/// Units of a dose; a clearance ("50-31 mL/min") has none of them.
const UNITS: &[&str] = &["mg", "mcg", "µg", "μg", "g", "ml", "unit", "units", "iu", "mmol", "meq"];

/// What is between the numbers of a range.
const DASHES: &[&str] = &["-", "–", "—", "to "];

/// Reports the falling ranges of the Dosage sections.
pub(crate) fn falling_ranges(source: &str, monograph: &Monograph, out: &mut Vec<Diagnostic>) {
    for (at, section) in monograph.sections.iter().enumerate() {
        if section.kind != SectionKind::Dosage {
            continue;
        }
        let end = monograph.sections.get(at + 1).map_or(u32::MAX, |next| next.line);
        for (number, line) in (1_u32..).zip(source.lines()) {
            if (section.line..end).contains(&number) {
                in_line(line, number, out);
            }
        }
    }
}

fn in_line(line: &str, number: u32, out: &mut Vec<Diagnostic>) {
    let mut at = 0;
    while let Some(from) = line[at..].find(|c: char| c.is_ascii_digit()).map(|start| at + start) {
        let (digits, after) = number_at(&line[from..]);
        at = from + digits.len();
        // "1/3-0.5", "10:5-3", "1,000-20" and dates such as "2020-10" begin with no whole number.
        let joined = line[..from].ends_with(|c: char| c.is_alphanumeric() || "/:,.-–".contains(c));
        let year = digits.len() == 4 && digits.starts_with(['1', '2']);
        if joined || year {
            continue;
        }
        if let Some(length) = falls(digits, after) {
            let range = &line[from..at + length];
            let message = format!("`{range}` falls from its first number to its second");
            out.push(Diagnostic {
                rule: Rule::FallingRange,
                line: number,
                column: u32::try_from(line[..from].chars().count() + 1).unwrap_or(u32::MAX),
                length: u32::try_from(range.chars().count()).unwrap_or(u32::MAX),
                message,
            });
            at += length;
        }
    }
}

/// The bytes of `after` that make `first` a falling range of doses in one unit.
fn falls(first: &str, after: &str) -> Option<usize> {
    let rest = after.trim_start();
    let own = Some(unit_at(rest)).filter(|unit| is_unit(unit)).unwrap_or_default();
    let rest = rest[own.len()..].trim_start();
    let rest = DASHES.iter().find_map(|dash| rest.strip_prefix(dash))?.trim_start();
    let (second, rest) = number_at(rest);
    let rest = rest.trim_start();
    let unit = unit_at(rest);
    let same = own.is_empty() || own.eq_ignore_ascii_case(unit);
    let rate = rest[unit.len()..].starts_with("/min") && unit.eq_ignore_ascii_case("ml");
    let value = |digits: &str| digits.parse::<f64>().ok();
    let is_falling = value(second)? < value(first)?;
    (is_falling && is_unit(unit) && same && !rate).then(|| after.len() - rest.len() + unit.len())
}

/// The number at the start of `text`, and what follows.
fn number_at(text: &str) -> (&str, &str) {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    text.split_at(text[..end].trim_end_matches('.').len())
}

/// The letters at the start of `text`.
fn unit_at(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len())]
}

fn is_unit(unit: &str) -> bool {
    UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit))
}
