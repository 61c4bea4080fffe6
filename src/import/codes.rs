//! Finds the kind of a section by its code, or by the heading that the template of EU texts gives it.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::monograph::SectionKind;

/// A line of `codes.tsv`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Known {
    /// The kind of the section.
    pub(crate) kind: SectionKind,
    /// Its heading where the label has none.
    pub(crate) heading: &'static str,
}

type Table = HashMap<(&'static str, &'static str), (&'static str, &'static str)>;

static CODES: LazyLock<Table> = LazyLock::new(|| {
    let lines = include_str!("codes.tsv").lines().filter(|line| !line.starts_with('#'));
    lines
        .filter_map(|line| {
            let mut parts = line.split('\t');
            let key = (parts.next()?, parts.next()?);
            Some((key, (parts.next()?, parts.next().unwrap_or_default())))
        })
        .collect()
});

/// What a LOINC code says.
pub(crate) fn loinc(code: &str) -> Option<Known> {
    known("loinc", code)
}

/// What a code of the EMA list 200000029659 says.
pub(crate) fn ema(code: &str) -> Option<Known> {
    known("ema", code)
}

/// What the name of an openFDA field says.
pub(crate) fn field(name: &str) -> Option<Known> {
    let (code, _) = CODES.get(&("field", name))?;
    loinc(code)
}

fn known(list: &str, code: &str) -> Option<Known> {
    let (kind, heading) = CODES.get(&(list, code)).copied()?;
    Some(Known { kind: SectionKind::from_id(kind).unwrap_or(SectionKind::Other), heading })
}
