//! Finds the medicines and passages that differ between two versions, the gravest first.

use super::passages::{Medicine, PassageText};
use super::weight;
use super::words::{self, Run, RunKind};
use crate::monograph::passage::PassageKind;
use crate::text::fold::key;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// One version of a collection.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Side {
    /// Where it is, as the caller named it.
    pub name: String,
    /// The content version: a hash of the monographs, 8 hex digits.
    pub content: String,
    /// What is known of its date, in words.
    pub date: String,
    /// How many monographs it has.
    pub monographs: usize,
}

/// What differs between two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Comparison {
    /// The old version.
    pub old: Side,
    /// The new version.
    pub new: Side,
    /// The medicines that differ, the gravest change first.
    pub medicines: Vec<MedicineChange>,
    /// How many medicines are the same.
    pub unchanged: usize,
}

/// How a medicine or a passage differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Change {
    /// Only the new version has it.
    Added,
    /// Only the old version has it.
    Removed,
    /// Both have it, and it is not the same.
    Changed,
}

/// A medicine that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct MedicineChange {
    /// How it differs.
    pub change: Change,
    /// Its slug; in the old version, if it is gone.
    pub slug: String,
    /// Its name.
    pub title: String,
    /// The path of its source.
    pub path: String,
    /// The language of its text.
    pub lang: String,
    /// Its slug in the old version, if that is another one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_slug: Option<String>,
    /// Whether one of the changes concerns safety.
    pub safety: bool,
    /// The passages that differ, the gravest first.
    pub passages: Vec<PassageChange>,
    #[serde(skip)]
    pub(super) weight: usize,
}

/// A passage that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct PassageChange {
    /// How it differs.
    pub change: Change,
    /// The id of its kind: `dosage`, `faq`, `head`; `title` for the name of the medicine.
    pub kind: &'static str,
    /// Its heading; that of the old version, if it is gone.
    pub heading: String,
    /// Whether the change concerns safety.
    pub safety: bool,
    /// Heading and text, word by word.
    pub words: Vec<Run>,
    #[serde(skip)]
    pub(super) weight: usize,
}

impl Comparison {
    /// Compares two versions.
    #[must_use]
    pub(crate) fn new((old, olds): (Side, &[Medicine]), (new, news): (Side, &[Medicine])) -> Self {
        let pairs = pair_medicines(olds, news);
        let mut medicines: Vec<MedicineChange> =
            pairs.iter().filter_map(|(old, new)| medicine(*old, *new)).collect();
        let unchanged = pairs.len() - medicines.len();
        medicines.sort_by_cached_key(|one| (one.weight, key(&one.title), one.slug.clone()));
        Self { old, new, medicines, unchanged }
    }
}

type Pair<'a, T> = (Option<&'a T>, Option<&'a T>);

/// Which medicine of the old version is which of the new one: by slug, then by path, then by a title that no other page has.
fn pair_medicines<'a>(olds: &'a [Medicine], news: &'a [Medicine]) -> Vec<Pair<'a, Medicine>> {
    let names: [fn(&Medicine) -> String; 3] =
        [|one| one.slug.clone(), |one| one.path.clone(), |one| key(&one.title)];
    let (mut left, mut right): (Vec<&Medicine>, Vec<&Medicine>) =
        (olds.iter().collect(), news.iter().collect());
    let mut pairs = Vec::new();
    for name in names {
        let mut by_name: BTreeMap<String, Vec<&Medicine>> = BTreeMap::new();
        right.iter().for_each(|one| by_name.entry(name(one)).or_default().push(one));
        let mut taken = BTreeSet::new();
        left.retain(|old| {
            let Some([new]) = by_name.get(&name(old)).map(Vec::as_slice) else { return true };
            if !taken.insert(new.slug.clone()) {
                return true;
            }
            pairs.push((Some(*old), Some(*new)));
            false
        });
        right.retain(|new| !taken.contains(&new.slug));
    }
    pairs.extend(left.into_iter().map(|old| (Some(old), None)));
    pairs.extend(right.into_iter().map(|new| (None, Some(new))));
    pairs
}

fn medicine(old: Option<&Medicine>, new: Option<&Medicine>) -> Option<MedicineChange> {
    let shown = new.or(old)?;
    let change = change(old, new);
    let texts = |medicine: Option<&'_ Medicine>| medicine.map(|one| one.passages.clone()).unwrap_or_default();
    let (olds, news) = (texts(old), texts(new));
    let mut passages: Vec<PassageChange> =
        pair_passages(&olds, &news).into_iter().filter_map(|(old, new)| passage(old, new)).collect();
    if let (Some(old), Some(new)) = (old, new)
        && old.title != new.title
    {
        passages.push(PassageChange {
            change: Change::Changed,
            kind: "title",
            heading: "Name of the medicine".into(),
            safety: true,
            words: words::compare(&old.title, &new.title),
            weight: weight::FIRST,
        });
    }
    let old_slug = old.map(|old| old.slug.clone()).filter(|slug| *slug != shown.slug);
    if change == Change::Changed && passages.is_empty() && old_slug.is_none() {
        return None;
    }
    // Stable: passages of one weight stay in the order of the source.
    passages.sort_by_key(|passage| passage.weight);
    let gravest = passages.first().map_or(weight::LAST, |passage| passage.weight);
    let weight = if change == Change::Removed { weight::FIRST } else { gravest };
    Some(MedicineChange {
        change,
        slug: shown.slug.clone(),
        title: shown.title.clone(),
        path: shown.path.clone(),
        lang: shown.lang.clone(),
        old_slug,
        safety: weight::is_safety(weight),
        passages,
        weight,
    })
}

fn change<T>(old: Option<&T>, new: Option<&T>) -> Change {
    match (old, new) {
        (None, _) => Change::Added,
        (_, None) => Change::Removed,
        _ => Change::Changed,
    }
}

/// Which passage is which: of one kind, by heading and text, then by heading, then by order.
fn pair_passages<'a>(olds: &'a [PassageText], news: &'a [PassageText]) -> Vec<Pair<'a, PassageText>> {
    let rules: [fn(&PassageText, &PassageText) -> bool; 3] = [
        |old, new| old == new,
        |old, new| old.kind == new.kind && key(&old.heading) == key(&new.heading),
        |old, new| old.kind == new.kind,
    ];
    let mut partner: Vec<Option<usize>> = vec![None; olds.len()];
    let mut taken = vec![false; news.len()];
    for rule in rules {
        for (at, old) in olds.iter().enumerate().filter(|(_, old)| !is_empty(old)) {
            if partner[at].is_none()
                && let Some(found) = (0..news.len()).find(|new| !taken[*new] && rule(old, &news[*new]))
            {
                taken[found] = true;
                partner[at] = Some(found);
            }
        }
    }
    let left = olds.iter().zip(&partner).map(|(old, partner)| (Some(old), partner.map(|at| &news[at])));
    let right = news.iter().zip(&taken).filter(|(_, taken)| !**taken).map(|(new, _)| (None, Some(new)));
    left.chain(right).filter(|(old, new)| !(old.is_none_or(is_empty) && new.is_none_or(is_empty))).collect()
}

/// What the texts before the first section are called.
const TOP: &str = "Top of the page";

fn is_empty(passage: &PassageText) -> bool {
    passage.kind == PassageKind::Head && passage.text.is_empty()
}

fn passage(old: Option<&PassageText>, new: Option<&PassageText>) -> Option<PassageChange> {
    let shown = new.or(old)?;
    let whole = |passage: &PassageText| match (passage.heading.as_str(), passage.text.as_str()) {
        ("", text) => text.to_string(),
        (heading, "") => heading.to_string(),
        (heading, text) => format!("{heading}\n{text}"),
    };
    let words = match (old, new) {
        (Some(old), Some(new)) if old == new => return None,
        (Some(old), Some(new)) => words::compare(&whole(old), &whole(new)),
        (Some(old), None) => words::whole(RunKind::Removed, &whole(old)),
        (None, new) => words::whole(RunKind::Added, &new.map(whole).unwrap_or_default()),
    };
    let weight = weight::of(shown.kind, &words);
    Some(PassageChange {
        change: change(old, new),
        kind: shown.kind.id(),
        heading: if shown.heading.is_empty() { TOP.into() } else { shown.heading.clone() },
        safety: weight::is_safety(weight),
        words,
        weight,
    })
}
