//! Decides which sources become pages of a build, and the slug of each, before any of them is parsed.

use super::date::today;
use super::failure::Failure;
use super::output::{count, warn, warn_some};
use super::parallel::ordered_parallel_map;
use super::redirects::Redirects;
use super::sources::{self, Source, Syntax};
use super::unpublished;
use super::values;
use crate::bundle::slugs::{From, SlugSource, Slugs};
use crate::monograph::{Alert, Parsed, Reading};
use crate::read::diagnostic::NoDiagnostics;
use crate::read::front_matter::{self, FrontMatter};
use crate::text::Language;
use std::collections::BTreeMap;

/// The keys of front matter with slugs of earlier releases.
const REDIRECTS: [&str; 2] = ["redirects", "redirect_from"];

/// Which pages there are, and what their addresses are made from.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct Choice {
    /// Include pages that are not published, marked as drafts: `draft: true`, `published: false`, past `expiryDate` and the like
    #[arg(long)]
    drafts: bool,
    /// What slugs are made from where the front matter has no `slug`
    #[arg(long, value_enum, value_name = "SOURCE", default_value_t = MadeFrom::File)]
    slugs: MadeFrom,
    /// Slug of an earlier release and the slug it leads to; may be repeated. Front matter: `redirects: [OLD]`
    #[arg(long, value_name = "OLD=NEW", value_parser = values::redirect)]
    redirect: Vec<(String, String)>,
    /// Build without the files that cannot be read, and say so on the app page
    #[arg(long)]
    skip_bad: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum MadeFrom {
    /// The file name; its folder for files such as index.md
    File,
    /// The whole path: adult/dosing.md is adult-dosing
    Path,
}

/// A monograph's file with the slug it gets.
pub(crate) struct Page<'a> {
    /// The file.
    pub(crate) source: &'a Source,
    /// Its name in addresses.
    pub(crate) slug: String,
    /// Why it is not published, as its file says it.
    pub(crate) draft: Option<String>,
}

impl Page<'_> {
    /// The text of its file.
    pub(crate) fn read(&self) -> Result<String, Failure> {
        sources::read(self.source)
    }

    /// Parses that text; a draft has an alert, which goes with it wherever it is listed, quoted or exported.
    pub(crate) fn parse(&self, text: &str, reading: &Reading) -> Result<Parsed, Failure> {
        let mut parsed = self.source.parse(text, reading)?;
        let draft = self.draft.iter().map(|reason| Alert::Draft { reason: reason.clone() });
        parsed.monograph.alerts.splice(0..0, draft);
        Ok(parsed)
    }
}

/// The pages of a build.
pub(crate) struct Pages<'a> {
    /// In the order of the sources.
    pub(crate) pages: Vec<Page<'a>>,
    /// Slugs of earlier releases, each with the slug that it leads to.
    pub(crate) redirects: BTreeMap<String, String>,
    /// The paths of pages that are left out, each with what its file says.
    pub(crate) left_out: Vec<(String, String)>,
    /// How many files could not be read and are skipped.
    pub(crate) skipped: usize,
}

/// Chooses the pages of `found` and names them.
pub(crate) fn choose<'a>(
    found: &'a [Source],
    language: &Language,
    choice: &Choice,
) -> Result<Pages<'a>, Failure> {
    let from = match choice.slugs {
        MadeFrom::File => From::File,
        MadeFrom::Path => From::Path,
    };
    let today = today()?.to_string();
    let slugs = Slugs::of(language).from(from);
    let (mut tops, mut left_out, mut bad) = (Vec::with_capacity(found.len()), Vec::new(), Vec::new());
    let mut sources = found.iter();
    ordered_parallel_map(
        found,
        |source| Ok(top(source, &today)),
        |top| {
            let Some(source) = sources.next() else { return Ok(()) };
            let top = match top {
                Ok(top) => top,
                Err(failure) => {
                    bad.push(failure);
                    return Ok(());
                }
            };
            if let (Some(reason), false) = (&top.draft, choice.drafts) {
                left_out.push((source.path.clone(), reason.clone()));
                return Ok(());
            }
            tops.push((source, top));
            Ok(())
        },
    )?;
    let skipped = bad.len();
    refuse_or_report(bad, choice.skip_bad)?;
    let sources: Vec<SlugSource> = tops
        .iter()
        .map(|(source, top)| SlugSource {
            path: &source.path,
            own: top.front_matter.get("slug"),
            title: top.front_matter.get("title").or(top.heading.as_deref()),
        })
        .collect();
    let named = slugs.assign(&sources).map_err(|shared| Failure::Data(shared.to_string()))?;
    let mut pages = Vec::with_capacity(tops.len());
    let mut redirects = Redirects::default();
    for ((source, Top { front_matter, draft, .. }), slug) in tops.into_iter().zip(named) {
        for old in REDIRECTS.iter().flat_map(|key| front_matter.list(key)) {
            let stated = slugs.stated(old).ok_or_else(|| {
                let sentence =
                    format!("expected slugs of earlier releases, but got {old:?}; correct its redirects");
                Failure::in_file(&source.file, sentence)
            })?;
            redirects.add(&stated, &slug)?;
        }
        pages.push(Page { source, slug, draft });
    }
    for (old, new) in &choice.redirect {
        redirects.add(old, new)?;
    }
    let slugs = pages.iter().map(|page: &Page| (page.slug.as_str(), page.source.path.as_str())).collect();
    let redirects = redirects.resolved(&slugs)?;
    let chosen = Pages { pages, redirects, left_out, skipped };
    chosen.report();
    if chosen.pages.is_empty() && !found.is_empty() {
        return Err(Failure::Data(
            "expected a page that can be read and is published, but every page is left out; publish one, or build with --drafts".into(),
        ));
    }
    Ok(chosen)
}

/// Names all files that could not be read, and refuses the build unless it may go on without them.
fn refuse_or_report(mut bad: Vec<Failure>, skip: bool) -> Result<(), Failure> {
    if !skip && bad.len() < 2 {
        return bad.pop().map_or(Ok(()), Err);
    }
    for failure in &bad {
        warn(format_args!("{failure}"));
    }
    match bad.len() {
        0 => Ok(()),
        number if skip => {
            warn(format_args!("drug-card: built without {} that cannot be read", count(number, "file")));
            Ok(())
        }
        number => Err(Failure::Data(format!(
            "expected files that can be read, but {number} cannot; correct them, or build without them with --skip-bad"
        ))),
    }
}

/// What is known of a page before it is parsed.
#[derive(Default)]
struct Top {
    front_matter: FrontMatter,
    /// The first heading of level 1.
    heading: Option<String>,
    /// Why it is not published.
    draft: Option<String>,
}

/// Reads the top of a file. A page of a site has no front matter in its HTML.
fn top(source: &Source, today: &str) -> Result<Top, Failure> {
    let text = sources::read(source)?;
    if source.syntax != Syntax::Markdown {
        return Ok(Top { draft: unpublished::in_html(&text), ..Top::default() });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let read = front_matter::read(text, &mut NoDiagnostics);
    let heading = text[read.body..].lines().find_map(|line| line.strip_prefix("# ")).map(str::to_string);
    let draft = unpublished::in_front_matter(&read.front_matter, today);
    Ok(Top { front_matter: read.front_matter, heading, draft })
}

impl Pages<'_> {
    /// Prints which pages are left out, and why.
    fn report(&self) {
        warn_some("", &self.left_out, |(path, reason)| format!("{path}: {reason}"));
        if !self.left_out.is_empty() {
            warn(format_args!(
                "drug-card: left out {} not published; --drafts includes them",
                count(self.left_out.len(), "page")
            ));
        }
    }
}
