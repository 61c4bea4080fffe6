//! Makes one monograph ready for a bundle: facts, passages, card.

use crate::bundle::card_file;
use crate::bundle::overlay::Overlay;
use crate::card::{Context, alerts, card};
use crate::lexicon::Lexicon;
use crate::monograph::passage::{Passage, cut};
use crate::monograph::{Alert, Monograph, Parsed, SectionKind, parse_in, plain_blocks};
use crate::text::Language;
use sha2::{Digest, Sha256};

/// What is known of a monograph beside its text.
#[derive(Debug)]
pub(crate) struct Facts {
    pub(crate) path: String,
    pub(crate) slug: String,
    pub(crate) title: String,
    pub(crate) line: String,
    pub(crate) generic_name: Option<String>,
    pub(crate) ingredients: Vec<String>,
    pub(crate) faqs: usize,
    pub(crate) source: [u8; 32],
    /// The site's note that stands on the card, by its name in the overlay.
    pub(crate) note: Option<String>,
}

/// A monograph made ready for a bundle; making it needs nothing of the others, so many can be made at a time.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) about: Facts,
    pub(crate) passages: Vec<Passage>,
    pub(crate) card: Vec<u8>,
}

impl Prepared {
    /// Reads the monograph at `path` (below the content folder) and makes its card, with the site's own note on it.
    ///
    /// # Errors
    ///
    /// A sentence when the page says that it is in another language than `words`.
    pub fn new(
        words: &Lexicon,
        overlay: Option<&Overlay>,
        path: &str,
        slug: &str,
        source: &str,
    ) -> Result<Self, String> {
        let parsed = parse_in(source, &words.language);
        let monograph = &parsed.monograph;
        agree(monograph, &words.language)?;
        let title = if monograph.title.is_empty() { slug.to_string() } else { monograph.title.clone() };
        let different: Vec<String> = words.confused_with(&title).map(str::to_string).collect();
        let (note, local) = overlay.and_then(|overlay| overlay.on(slug, &title)).unzip();
        let alerts = alerts(monograph);
        let context = Context {
            tall: words.tall(&title),
            different: &different,
            alerts: &alerts,
            local: local.as_ref(),
        };
        let card = card_file::write(slug, &title, &card(monograph, &context));
        let passages = cut(monograph);
        let about = Facts {
            path: path.to_string(),
            slug: slug.to_string(),
            line: line(&parsed),
            generic_name: trusted_generic_name(&parsed).map(str::to_string),
            faqs: monograph.faqs().count(),
            source: Sha256::digest(source).into(),
            ingredients: parsed.monograph.ingredients,
            title,
            note,
        };
        Ok(Self { about, passages, card })
    }
}

/// A bundle has one language, by which it is searched; a page may say its region.
fn agree(monograph: &Monograph, language: &Language) -> Result<(), String> {
    let Some(said) = monograph.front_matter.get("lang") else { return Ok(()) };
    let said =
        Language::parse(said).map_err(|sentence| format!("{sentence}; mend `lang` in its front matter"))?;
    if said.primary() == language.primary() {
        return Ok(());
    }
    Err(format!(
        "expected a page in the language of the bundle, {}, but its front matter says {}; build the pages in {} as a bundle of \
         their own with --lang {}, a page searches both with base=\"a b\"",
        language.tag(),
        said.tag(),
        said.tag(),
        said.tag()
    ))
}

/// The first sentence of the usage: what tells two names apart in a list.
fn line(parsed: &Parsed) -> String {
    let usage = parsed.monograph.sections.iter().find(|section| section.kind == SectionKind::Usage);
    usage
        .map(|section| parsed.monograph.language.first_sentence(&plain_blocks(&section.blocks)).to_string())
        .unwrap_or_default()
}

/// The generic name, unless the page seems to be about another drug: then it must not lead anyone there.
pub(crate) fn trusted_generic_name(parsed: &Parsed) -> Option<&str> {
    let doubtful = parsed.monograph.alerts.iter().any(|alert| matches!(alert, Alert::OtherDrug { .. }));
    parsed.monograph.generic_name.as_deref().filter(|_| !doubtful)
}
