//! What a search returns: medicines, answers, different medicines, and the flat list of all.

use crate::index::format::page_rows::PageAlert;

/// How the name of a medicine matched, the strongest kind first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// The name itself.
    Exact,
    /// Another name of the same medicine: brand, national name, without salt or form.
    Synonym,
    /// The beginning of the name.
    Prefix,
    /// One of the substances in it.
    Ingredient,
    /// The corrected spelling of the name.
    Spelling,
    /// A different medicine with a similar name.
    Similar,
    /// The query has no name; the text matches.
    Text,
}

impl MatchKind {
    /// The id of the kind in JSON.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Synonym => "synonym",
            Self::Prefix => "prefix",
            Self::Ingredient => "ingredient",
            Self::Spelling => "spelling",
            Self::Similar => "similar",
            Self::Text => "text",
        }
    }
}

/// A medicine that fits the name in the question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Medicine {
    /// With several bundles, the number of its bundle.
    pub bundle: usize,
    /// The page's short name in addresses.
    pub slug: String,
    /// Path of its file.
    pub path: String,
    /// Its title.
    pub title: String,
    /// How its name matched.
    pub matched: MatchKind,
    /// The name that led here when it is not the title: `Lasix`.
    pub via: Option<String>,
    /// The first sentence of its usage.
    pub line: String,
    /// The section to open when there is no answer, such as `side_effects`; a page without it opens at its top.
    pub anchor: Option<&'static str>,
    /// What a reader must know before relying on its page.
    pub alert: Option<PageAlert>,
}

/// A whole question with its whole answer, or whole lines of a section with every label above them.
#[derive(Debug, Clone, PartialEq)]
pub struct AnswerHit {
    /// With several bundles, the number of its bundle.
    pub bundle: usize,
    /// The page's short name in addresses.
    pub slug: String,
    /// Path of its file.
    pub path: String,
    /// The medicine's title.
    pub title: String,
    /// Id inside the monograph: `usage`, `faq-3`; empty for the page as a whole.
    pub anchor: String,
    /// What kind of passage it is, as an id: `head`, `faq` or the section's.
    pub kind: &'static str,
    /// The section's heading or the question.
    pub heading: String,
    /// The labels that hold for the first block of `text`, outermost first: `Adults (IV)`. The text holds them, too, and those
    /// of its other blocks.
    pub labels: Vec<String>,
    /// Whole lines with every label above them, `…` where lines are left out; the whole answer of a question.
    pub text: String,
    /// Byte ranges to mark in `heading`, on character boundaries.
    pub heading_ranges: Vec<(usize, usize)>,
    /// Byte ranges to mark in `text`, on character boundaries.
    pub ranges: Vec<(usize, usize)>,
    /// How well it fits; comparable within one search only.
    pub score: f32,
    /// How the name of its medicine matched.
    pub matched: MatchKind,
    /// What a reader must know before relying on its page.
    pub alert: Option<PageAlert>,
}

/// One line of the flat list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// `<path>` for a medicine, `<path>#<anchor>` for a part of it.
    pub id: String,
    /// With several bundles, the number of its bundle.
    pub bundle: usize,
    /// The medicine's title.
    pub title: String,
    /// How the name of the medicine matched.
    pub matched: MatchKind,
    /// What a reader must know before relying on its page.
    pub alert: Option<PageAlert>,
}

/// What a search found.
#[derive(Debug, Clone, PartialEq, Default)]
#[non_exhaustive]
pub struct SearchResults {
    /// Medicines that the query names, the strongest match first.
    pub medicines: Vec<Medicine>,
    /// Answers, best first; only ever from `medicines` when a medicine was named.
    pub answers: Vec<AnswerHit>,
    /// Different medicines with a similar name: to be offered as links, never opened or used for answers.
    pub different: Vec<Medicine>,
    /// How many medicines and answers there are before the limit.
    pub total: usize,
    /// Nothing close was found; `different` is not an answer.
    pub no_match: bool,
    /// The query asks for more than a name.
    pub asks: bool,
    /// Names of medicines that have no page here, as they were typed.
    pub not_here: Vec<String>,
    /// Names with a part that makes them another product; nothing is answered from them.
    pub not_understood: Vec<PartialName>,
    /// Words of the query that no page of the medicine mentions. Finding nothing here does not mean it is safe.
    pub unmet: Vec<String>,
    /// Two medicines were named, and the page of neither names the other. Finding nothing here does not mean it is safe.
    pub strangers: bool,
    /// Words that were read as another spelling of a name, and answered.
    pub corrected: Vec<Correction>,
}

/// A name of which only a part was understood: `Nurofen Plus`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartialName {
    /// The whole, as it was typed.
    pub text: String,
    /// The part that is a name here, as it is spelled.
    pub name: String,
}

/// A word that was read as another spelling of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// The word as it was typed.
    pub typed: String,
    /// The name it was read as.
    pub shown: String,
}

/// Bundle, path, anchor, title, match and alert of a line of the flat list.
type Listed<'a> = (usize, &'a String, &'a str, &'a String, MatchKind, &'a Option<PageAlert>);

impl SearchResults {
    /// Medicines, answers and corrected names in one list, best first: answers come first if the query asks more than a name,
    /// offers of another spelling come last.
    #[must_use]
    pub fn hits(&self) -> Vec<Hit> {
        let medicines = self.medicines.iter().map(|medicine| {
            let anchor = medicine.anchor.unwrap_or_default();
            (medicine.bundle, &medicine.path, anchor, &medicine.title, medicine.matched, &medicine.alert)
        });
        let answers = self.answers.iter().map(|answer| {
            let anchor = answer.anchor.as_str();
            (answer.bundle, &answer.path, anchor, &answer.title, answer.matched, &answer.alert)
        });
        let mut out: Vec<Hit> = Vec::new();
        let mut push = |(bundle, path, anchor, title, matched, alert): Listed<'_>| {
            let mut id = path.clone();
            if !anchor.is_empty() {
                id.push('#');
                id.push_str(first_of_its_kind(anchor));
            }
            if !out.iter().any(|hit| (hit.bundle, &hit.id) == (bundle, &id)) {
                out.push(Hit { id, bundle, title: title.clone(), matched, alert: alert.clone() });
            }
        };
        if self.asks && !self.answers.is_empty() {
            answers.for_each(&mut push);
            medicines.for_each(&mut push);
        } else {
            medicines.for_each(&mut push);
            answers.for_each(&mut push);
        }
        for offer in self.different.iter().filter(|offer| offer.matched != MatchKind::Similar) {
            push((offer.bundle, &offer.path, "", &offer.title, offer.matched, &offer.alert));
        }
        out
    }
}

/// `usage-2` is a later part of `usage`; questions keep their number.
#[allow(clippy::disallowed_methods, reason = "not part of a browser core")]
fn first_of_its_kind(anchor: &str) -> &str {
    match anchor.rsplit_once('-') {
        Some((kind, number)) if kind != "faq" && number.bytes().all(|b| b.is_ascii_digit()) => kind,
        _ => anchor,
    }
}
