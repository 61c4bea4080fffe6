//! Makes one monograph ready for a bundle: facts, passages, card.

use crate::bundle::card_file::CardFile;
use crate::bundle::overlay::Overlay;
use crate::card::{Context, alerts};
use crate::lexicon::Lexicon;
use crate::monograph::passage::{Passage, cut};
use crate::monograph::{Facts, Monograph, parse_in};
use crate::text::Language;
use sha2::{Digest, Sha256};

/// A monograph made ready for a bundle; making it needs nothing of the others, so many can be made at a time.
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
        Self::of(words, overlay, path, slug, source, &parse_in(source, &words.language).monograph)
    }

    /// Does the same for a monograph that was parsed from `source`, Markdown or HTML.
    ///
    /// # Errors
    ///
    /// A sentence when the page says that it is in another language than `words`.
    pub fn of(
        words: &Lexicon,
        overlay: Option<&Overlay>,
        path: &str,
        slug: &str,
        source: &str,
        monograph: &Monograph,
    ) -> Result<Self, String> {
        agree(monograph, &words.language)?;
        let facts = Facts::new(path, slug, monograph);
        let title = &facts.title;
        let different: Vec<String> = words.confused_with(title).map(str::to_string).collect();
        let (note, local) = overlay.and_then(|overlay| overlay.on(slug, title)).unzip();
        let alerts = alerts(monograph);
        let context = Context {
            tall: words.tall(title),
            different: &different,
            alerts: &alerts,
            local: local.as_ref(),
        };
        let passages = cut(monograph);
        let card = CardFile::new(facts.clone(), monograph, &passages, &context).write().unwrap_or_default();
        Ok(Self { facts, passages, source: Sha256::digest(source).into(), card, note })
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
