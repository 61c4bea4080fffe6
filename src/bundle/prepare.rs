//! Prepares one monograph for a bundle: its facts, its passages, its card.

use crate::bundle::card_file::CardFile;
use crate::bundle::error::BundleError;
use crate::bundle::overlay::Overlay;
use crate::bundle::page_links::PageLinks;
use crate::bundle::relatives::Relative;
use crate::card::{Context, alerts};
use crate::lexicon::Lexicon;
use crate::monograph::passage::{Passage, cut};
use crate::monograph::{Facts, Monograph, parse_in};
use crate::text::Language;
use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// A monograph prepared for a bundle. It depends on no other, so that many can be prepared in parallel.
#[derive(Debug)]
pub struct Prepared {
    pub(crate) facts: Facts,
    pub(crate) passages: Vec<Passage>,
    /// SHA-256 of the source.
    pub(crate) source: [u8; 32],
    /// The card's file.
    pub(crate) card: Vec<u8>,
    /// The site's note that is on the card, by its name in the overlay.
    pub(crate) note: Option<String>,
}

impl Prepared {
    /// Parses the monograph at `path` (below the content folder) and makes its card, with the site's own note on it.
    ///
    /// # Errors
    ///
    /// [`BundleError::OtherLanguage`] when the page says that it is in another language than `words`.
    pub fn new(
        words: &Lexicon,
        overlay: Option<&Overlay>,
        path: &str,
        slug: &str,
        source: &str,
    ) -> Result<Self, BundleError> {
        let mut parsed = parse_in(source, &words.language);
        parsed.name_after(path);
        Self::of(words, overlay, path, slug, source, &parsed.monograph, &PageLinks::default())
    }

    /// Does the same for a monograph that was parsed from `source`, Markdown or HTML, and links its card to those of `links`.
    ///
    /// # Errors
    ///
    /// [`BundleError::OtherLanguage`] when the page says that it is in another language than `words`.
    pub fn of(
        words: &Lexicon,
        overlay: Option<&Overlay>,
        path: &str,
        slug: &str,
        source: &str,
        monograph: &Monograph,
        links: &PageLinks,
    ) -> Result<Self, BundleError> {
        check_language(monograph, &words.language)?;
        let own = with_record(overlay, slug, monograph);
        let monograph = &*own.published();
        let mut facts = Facts::new(path, slug, monograph);
        let title = &facts.title.clone();
        let different: Vec<String> = words.confused_with(title).map(str::to_string).collect();
        let (note, local) = overlay.and_then(|overlay| overlay.on(slug, title)).unzip();
        let local = local.flatten().filter(|_| !facts.record.is_withdrawn());
        let alerts = alerts(monograph);
        let pages = links.of(path);
        let context = Context {
            tall: words.tall(title),
            different: &different,
            alerts: &alerts,
            local: local.as_ref(),
            pages: Some(&pages),
            related: links.related(slug),
        };
        if facts.record.is_withdrawn() {
            // Lists that show no alert say it where they show the first sentence of other pages.
            facts.line = alerts.first().cloned().unwrap_or_default();
        }
        let mut passages = cut(monograph);
        if facts.is_no_monograph() || facts.record.is_withdrawn() {
            // The page is listed, with its alert, and answers nothing: its text is about no medicine, or about another one.
            passages.truncate(1);
        }
        let card = CardFile::new(facts.clone(), monograph, &passages, &context).write()?;
        Ok(Self { facts, passages, source: Sha256::digest(source).into(), card, note })
    }
}

/// The monograph with what the site records of it.
fn with_record<'a>(overlay: Option<&Overlay>, slug: &str, monograph: &'a Monograph) -> Cow<'a, Monograph> {
    let mut own = Cow::Borrowed(monograph);
    if let Some(record) = overlay.and_then(|overlay| overlay.record(slug, &monograph.title)) {
        let record = monograph.record.clone().replaced_by(&record);
        own.to_mut().set_record(record);
    }
    own
}

/// What other pages of the bundle need of this one to link to it.
pub(crate) fn relative(
    overlay: Option<&Overlay>,
    path: &str,
    slug: &str,
    monograph: &Monograph,
) -> Option<Relative> {
    Relative::of(&Facts::new(path, slug, &with_record(overlay, slug, monograph)))
}

/// A bundle is in one language, whose rules search follows; a page may say its region.
fn check_language(monograph: &Monograph, bundle: &Language) -> Result<(), BundleError> {
    // A key without a value states nothing.
    let stated = monograph.front_matter.get("lang").filter(|tag| !tag.trim().is_empty());
    let Some(tag) = stated else { return Ok(()) };
    let page = Language::parse(tag).map_err(|error| BundleError::LanguageTag(error.to_string()))?;
    if page.primary() == bundle.primary() {
        return Ok(());
    }
    Err(BundleError::OtherLanguage { bundle: bundle.clone(), page })
}
