//! The facts of a monograph: what is known of it besides its text, gathered once and embedded wherever it travels.

use crate::monograph::alerts::names_a_part;
use crate::monograph::phrases::phrases;
use crate::monograph::{Alert, Monograph, Record, SectionKind, plain_blocks};
use crate::text::Language;
use crate::text::fold::key;
use crate::text::phrases::Phrases;

/// What is known of a monograph besides its text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "camelCase")
)]
pub struct Facts {
    /// The medicine's name in addresses.
    pub slug: String,
    /// The medicine's name; the slug if the source has none.
    pub title: String,
    /// Path of the source below the content folder: `a/abacavir.md`.
    pub path: String,
    /// The language of the text.
    pub lang: Language,
    /// The first sentence of its usage, to distinguish similar names in a list; empty if there is none.
    pub line: String,
    /// The generic name that the text gives.
    pub generic_name: Option<String>,
    /// The substances of a combination; one entry for a single drug.
    pub ingredients: Vec<String>,
    /// Other names of the medicine from the front matter, brands apart.
    #[cfg_attr(not(target_os = "unknown"), serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub aliases: Vec<String>,
    /// Its brands from the front matter.
    #[cfg_attr(not(target_os = "unknown"), serde(default, skip_serializing_if = "Vec::is_empty"))]
    pub brands: Vec<String>,
    /// What a reader must know before relying on the page.
    pub alerts: Vec<Alert>,
    /// Who wrote it, and whether a review is recorded; `None` where the text is in a language whose words are not known.
    pub provenance: Option<Provenance>,
    /// What is recorded of the page: status, review, version, source.
    #[cfg_attr(not(target_os = "unknown"), serde(default, skip_serializing_if = "Record::is_empty"))]
    pub record: Record,
    /// Questions with answers.
    pub faqs: usize,
}

impl Facts {
    /// The facts of `monograph`, read from `path` and shown at the address `slug`.
    #[must_use]
    pub fn new(path: &str, slug: &str, monograph: &Monograph) -> Self {
        let title = if monograph.title.is_empty() { slug } else { &monograph.title };
        Self {
            slug: slug.into(),
            title: title.into(),
            path: path.into(),
            lang: monograph.language.clone(),
            line: first_sentence_of_usage(monograph),
            generic_name: monograph.generic_name.clone(),
            ingredients: monograph.ingredients.clone(),
            aliases: names_in(monograph, "aliases"),
            brands: names_in(monograph, "brands"),
            alerts: monograph.alerts.clone(),
            provenance: Provenance::of(monograph),
            record: monograph.record.clone(),
            faqs: monograph.faqs().count(),
        }
    }

    /// The generic name, unless the page is about another drug, or about none: then it must not lead anyone here.
    #[must_use]
    pub fn trusted_generic_name(&self) -> Option<&str> {
        let generic = self.generic_name.as_deref().filter(|_| !self.is_no_monograph())?;
        // One substance of a combination has a page of its own, or none.
        (!names_a_part(generic, &self.ingredients)).then_some(generic)
    }

    /// Whether the page is about no medicine, about several, or not about the one in its title: it lends no names and answers nothing.
    #[must_use]
    pub fn is_no_monograph(&self) -> bool {
        let is_none = |alert: &Alert| {
            matches!(
                alert,
                Alert::Refusal | Alert::Fiction | Alert::OtherDrug { .. } | Alert::SeveralMedicines { .. }
            )
        };
        self.alerts.iter().any(is_none)
    }

    /// The gravest alert, which accompanies the page wherever it is listed or quoted.
    #[must_use]
    pub fn gravest_alert(&self) -> Option<&Alert> {
        self.alerts.iter().min_by_key(|alert| alert.rank())
    }

    /// Whether it is the page of one drug, not of a combination.
    #[must_use]
    pub fn is_single_drug(&self) -> bool {
        self.ingredients.len() < 2
    }
}

/// The names under `key` of the front matter. Hugo and Docusaurus keep old addresses in `aliases`, which are no names.
fn names_in(monograph: &Monograph, key: &str) -> Vec<String> {
    let names = monograph.front_matter.list(key).into_iter();
    names.filter(|name| !name.contains('/') && name.len() <= 100).map(Into::into).collect()
}

fn first_sentence_of_usage(monograph: &Monograph) -> String {
    let usage = monograph.sections.iter().find(|section| section.kind == SectionKind::Usage);
    let text = usage.map(|section| plain_blocks(&section.blocks)).unwrap_or_default();
    monograph.language.first_sentence(&text).into()
}

/// Where a text comes from, as far as it says so itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(target_os = "unknown"), derive(serde::Serialize, serde::Deserialize))]
pub struct Provenance {
    /// Who wrote it.
    pub origin: Origin,
    /// Whether someone reviewed it.
    pub review: Review,
}

/// Who wrote a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
pub enum Origin {
    /// A machine.
    Machine,
    /// Volunteers.
    Crowd,
    /// The text names both and does not say which part is whose.
    MachineOrCrowd,
    /// The text does not say.
    NotRecorded,
}

impl Origin {
    /// Whether the text says that a machine wrote it, or may have.
    #[must_use]
    pub fn is_machine(self) -> bool {
        matches!(self, Self::Machine | Self::MachineOrCrowd)
    }
}

/// What a text says about its review, and what is recorded of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(
    not(target_os = "unknown"),
    derive(serde::Serialize, serde::Deserialize),
    serde(rename_all = "kebab-case")
)]
pub enum Review {
    /// That there was none.
    None,
    /// Nothing.
    NotRecorded,
    /// There is a record of one, with the day or who made it.
    Recorded,
}

static MACHINE: Phrases = phrases!("facts", "machine");

static CROWD: Phrases = phrases!("facts", "crowd");

static NO_REVIEW: Phrases = phrases!("facts", "no review");

impl Provenance {
    /// What the disclaimers and the preamble of `monograph` say. The words looked for are English: a text in another language is
    /// not understood, which is not the same as silent.
    #[must_use]
    pub fn of(monograph: &Monograph) -> Option<Self> {
        if !monograph.language.is_english() {
            return None;
        }
        let mut text = String::new();
        for disclaimer in monograph.disclaimers() {
            text.push_str(&key(&plain_blocks(&disclaimer.blocks)));
            text.push(' ');
        }
        text.push_str(&key(&plain_blocks(&monograph.preamble)));
        let origin = match (MACHINE.within(&text), CROWD.within(&text)) {
            (true, true) => Origin::MachineOrCrowd,
            (true, false) => Origin::Machine,
            (false, true) => Origin::Crowd,
            (false, false) => Origin::NotRecorded,
        };
        let review = if monograph.record.is_reviewed() {
            Review::Recorded
        } else if NO_REVIEW.within(&text) {
            Review::None
        } else {
            Review::NotRecorded
        };
        Some(Self { origin, review })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::monograph::{parse, parse_in};

    #[test]
    fn a_page_without_a_title_is_called_by_its_slug() {
        let facts = Facts::new("x/y.md", "y", &parse("### Usage\nFor tests. And more.\n").monograph);
        assert_eq!((facts.title.as_str(), facts.line.as_str()), ("y", "For tests."));
    }

    #[test]
    fn the_generic_name_of_another_drug_is_not_trusted() {
        let page = |generic: &str| {
            format!("# Levofloxacin\n\n### Generic Name\n{generic}\n\n### Usage\nInfection.\n")
        };
        let invented = "Levofloxacin (hypothetical)";
        for (name, trusted) in [("Levofloxacin", true), ("Levonadifloxacin", false), (invented, false)] {
            let facts = Facts::new("", "", &parse(&page(name)).monograph);
            assert_eq!(facts.generic_name.as_deref(), Some(name));
            assert_eq!(facts.trusted_generic_name().is_some(), trusted, "{name}");
        }
    }

    #[test]
    fn one_substance_of_a_combination_does_not_lend_its_name() {
        let page = "# Ambroxol + Cefadroxil\n### Ambroxol\n**Generic Name:** Ambroxol\n### Cefadroxil\n\
                    **Generic Name:** Cefadroxil\n";
        let mut facts = Facts::new("", "", &parse(page).monograph);
        assert_eq!((facts.trusted_generic_name(), facts.alerts.len()), (None, 0));
        facts.generic_name = Some("Cefadroxil / Ambroxol".into());
        assert!(facts.trusted_generic_name().is_some());
    }

    #[test]
    fn only_what_the_text_says_of_itself_is_recorded() {
        for (disclaimer, origin, review) in [
            ("Written by a machine, not clinically reviewed.", Origin::Machine, Review::None),
            ("AI generated or crowd-sourced.", Origin::MachineOrCrowd, Review::NotRecorded),
            ("Crowdsourced text.", Origin::Crowd, Review::NotRecorded),
            ("No medical advice.", Origin::NotRecorded, Review::NotRecorded),
        ] {
            let page = format!("# T\n\n### Usage\nFor tests.\n\n**Disclaimer:** {disclaimer}\n");
            let found = Provenance::of(&parse(&page).monograph);
            assert_eq!(found, Some(Provenance { origin, review }), "{disclaimer}");
            let german = parse_in(&page, &Language::parse("de").unwrap());
            assert_eq!(Provenance::of(&german.monograph), None);
        }
    }
}
