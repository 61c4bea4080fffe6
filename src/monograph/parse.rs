//! Turns Markdown or HTML into a monograph with diagnostics.

use std::borrow::Cow;

use crate::monograph::faq::pairs;
use crate::monograph::lint::second_medicine;
use crate::monograph::lint::structure::structure;
#[cfg(not(target_os = "unknown"))]
use crate::monograph::lint::wording::lint;
use crate::monograph::official::OfficialLabel;
use crate::monograph::reading::Reading;
use crate::monograph::sections::cut;
use crate::monograph::sections::draft::{Draft, Page};
use crate::monograph::sections::labels;
use crate::monograph::sections::labels::Known;
use crate::monograph::sections::own_labels::OwnLabels;
#[cfg(not(target_os = "unknown"))]
use crate::monograph::sections::shown;
use crate::monograph::sections::spellings::Labels;
use crate::monograph::sections::{openers, stated, subsections};
use crate::monograph::side_effects::effects;
use crate::monograph::{
    Block, Monograph, Parsed, Record, Section, SectionKind, alerts, blocks, disclaimer, plain_blocks,
    plain_inlines,
};
use crate::read::diagnostic::{Diagnostic, DiagnosticSink, NoDiagnostics, Rule};
use crate::read::front_matter::FrontMatter;
#[cfg(not(target_os = "unknown"))]
use crate::read::html::{self, Page as HtmlPage, Selector, Skip};
use crate::read::inline::{raw, trim};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::SourceNode;
use crate::read::{front_matter, markdown};
use crate::text::Language;
use crate::text::phrases::find;

pub(crate) use crate::read::SIZE_CAP;

/// Reads a monograph. Never fails; what is odd about the source is in [`Parsed::diagnostics`].
///
/// Input over 1 MiB is not read at all: half a monograph would be worse than none.
///
/// ```
/// let parsed = drug_card::parse("---\ntitle: X\n---\n# X\n\n**FAQs:**\n* **Q: Why?** A: Because.\n");
/// let faq = parsed.monograph.faqs().next().unwrap();
/// assert_eq!(drug_card::plain_inlines(&faq.question), "Why?");
/// assert_eq!(drug_card::plain_blocks(&faq.answer), "Because.");
/// ```
#[must_use]
pub fn parse(source: &str) -> Parsed {
    parse_in(source, &Language::ENGLISH)
}

/// Reads a monograph as [`parse`] does; what does not say its language (`lang: de` in the front matter) is in `language`.
#[must_use]
pub fn parse_in(source: &str, language: &Language) -> Parsed {
    parse_with(source, &Reading::of(language))
}

/// Reads a monograph as [`parse`] does, with a site's own labels and keys.
#[must_use]
pub(crate) fn parse_with(source: &str, reading: &Reading) -> Parsed {
    if source.len() > SIZE_CAP {
        let message = format!(
            "expected at most {SIZE_CAP} bytes, found {}; the file was not read: split it",
            source.len()
        );
        let diagnostics = vec![Diagnostic::line(Rule::InputTooLarge, 1, message)];
        return Parsed { monograph: Monograph::default(), diagnostics };
    }
    let source = normalized(source);
    let lines = LineIndex::new(&source);
    let mut diagnostics = Vec::new();
    let top = front_matter::read(&source, &mut diagnostics);
    let nodes = markdown::read(&source, top.body, &lines, &mut diagnostics);
    let nodes = reading.breaking(nodes);
    let text = Text { source: &source, lines: &lines };
    finish(assemble(text, top.front_matter, nodes, reading, true, &mut diagnostics), text, diagnostics)
}

/// Reads the monograph on an HTML page; `selector` names the element that holds it, `language` decides by which labels its
/// sections are known. Diagnostics point into the HTML.
///
/// ```
/// use drug_card::internals::monograph::{parse_html, plain_blocks};
/// use drug_card::internals::text::Language;
/// let page = "<nav>Home</nav><main><h1>Testamine</h1><h2>Usage</h2><p>For <em>tests</em>.</p></main>";
/// let monograph = parse_html(page, None, &Language::ENGLISH).unwrap().monograph;
/// assert_eq!(monograph.title, "Testamine");
/// assert_eq!(plain_blocks(&monograph.sections[0].blocks), "For tests.");
/// assert!(parse_html("<main><h1>About us</h1><p>Text.</p></main>", None, &Language::ENGLISH).is_err());
/// ```
///
/// # Errors
/// Says why the page is not a monograph.
#[cfg(not(target_os = "unknown"))]
pub fn parse_html(html: &str, selector: Option<&Selector>, language: &Language) -> Result<Parsed, Skip> {
    html_page(html, selector, language, |_, _| Vec::new())
}

/// Reads a monograph as [`parse_with`] does, with the diagnostics of [`lint`] among the others.
#[cfg(not(target_os = "unknown"))]
#[must_use]
pub(crate) fn check_with(source: &str, reading: &Reading) -> Parsed {
    let mut parsed = parse_with(source, reading);
    parsed.diagnostics.extend(lint(source, &parsed.monograph));
    sort(&mut parsed.diagnostics);
    parsed
}

/// Reads an HTML page as [`parse_html`] does, with the diagnostics of [`lint`] among the others.
///
/// # Errors
/// Says why the page is not a monograph.
#[cfg(not(target_os = "unknown"))]
pub fn check_html(html: &str, selector: Option<&Selector>, language: &Language) -> Result<Parsed, Skip> {
    html_page(html, selector, language, lint)
}

/// Whether a page could be that of a medicine: it has a title, and a section that pages about anything else do not have.
///
/// # Errors
/// Says what is missing.
#[cfg(not(target_os = "unknown"))]
pub fn is_monograph(monograph: &Monograph) -> Result<(), Skip> {
    if monograph.title.is_empty() {
        return Err(Skip::NoTitle);
    }
    let known = monograph.sections.iter().any(|section| !section.kind.is_general());
    if known { Ok(()) } else { Err(Skip::NoSection) }
}

#[cfg(not(target_os = "unknown"))]
fn html_page(
    html: &str,
    selector: Option<&Selector>,
    language: &Language,
    lint: impl Fn(&str, &Monograph) -> Vec<Diagnostic>,
) -> Result<Parsed, Skip> {
    let html = normalized(html);
    let page = HtmlPage::parse(&html, selector)?;
    let lines = LineIndex::new(&page.text);
    let mut diagnostics = Vec::new();
    let nodes = page.nodes(&lines, &mut diagnostics)?;
    let text = Text { source: &page.text, lines: &lines };
    let assembled =
        assemble(text, FrontMatter::default(), nodes, &Reading::of(language), true, &mut diagnostics);
    is_monograph(&assembled.monograph)?;
    let labels = Labels::of(language);
    page.reject(|words| {
        let words: String = words.chars().filter(|c| c.is_alphanumeric() || *c == ' ').collect();
        !words.trim().is_empty()
            && !labels::heading(labels, words.trim(), &Known::default()).kind.is_general()
    })?;
    let mut parsed = finish(assembled, text, diagnostics);
    parsed.diagnostics.extend(lint(&page.text, &parsed.monograph));
    html::relocate(&mut parsed.diagnostics, &page.text, &html);
    sort(&mut parsed.diagnostics);
    Ok(parsed)
}

#[cfg(not(target_os = "unknown"))]
fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column, diagnostic.rule));
}

/// Adds the diagnostics about the structure of a whole monograph.
fn finish(assembled: Assembled, text: Text<'_>, mut diagnostics: Vec<Diagnostic>) -> Parsed {
    let Assembled { monograph, heading_at } = assembled;
    diagnostics.extend(structure(&monograph, text.source, text.lines, text.lines.line(heading_at)));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    Parsed { monograph, diagnostics }
}

/// Reads a monograph as [`parse`] does, without diagnostics: the browser shows none, and its module holds no lints.
#[must_use]
pub fn read(source: &str) -> Monograph {
    read_in(source, &Language::ENGLISH)
}

/// Reads a monograph as [`read`] does; what does not say its language is in `language`.
#[must_use]
pub(crate) fn read_in(source: &str, language: &Language) -> Monograph {
    read_with(source, &Reading::of(language), true)
}

/// Reads a monograph as [`parse_with`] does, without diagnostics and without ranking its side effects: what other pages need of it.
#[cfg(not(target_os = "unknown"))]
#[must_use]
pub(crate) fn read_names(source: &str, reading: &Reading) -> Monograph {
    read_with(source, reading, false)
}

fn read_with(source: &str, reading: &Reading, with_effects: bool) -> Monograph {
    if source.len() > SIZE_CAP {
        return Monograph::default();
    }
    let source = normalized(source);
    let lines = LineIndex::new(&source);
    let top = front_matter::read(&source, &mut NoDiagnostics);
    let nodes = markdown::read(&source, top.body, &lines, &mut NoDiagnostics);
    let nodes = reading.breaking(nodes);
    let text = Text { source: &source, lines: &lines };
    assemble(text, top.front_matter, nodes, reading, with_effects, &mut NoDiagnostics).monograph
}

/// The text that positions count bytes of.
#[derive(Clone, Copy)]
struct Text<'a> {
    source: &'a str,
    lines: &'a LineIndex,
}

/// A monograph and the byte of its heading.
struct Assembled {
    monograph: Monograph,
    heading_at: usize,
}

/// Makes a monograph of a source tree, whatever syntax that was read from.
fn assemble<R: DiagnosticSink>(
    text: Text<'_>,
    front_matter: FrontMatter,
    nodes: Vec<SourceNode>,
    reading: &Reading,
    with_effects: bool,
    sink: &mut R,
) -> Assembled {
    let Text { source, lines } = text;
    let own = front_matter.get("lang").and_then(Language::read);
    let language = own.unwrap_or_else(|| reading.language.clone());
    let labels = Labels::of(&language);
    let own_labels = OwnLabels::of_page(&front_matter);
    let mut page = Page { title: reading.title(&front_matter), known: Known::default() };
    page.known.own.extend([&own_labels, &reading.labels]);
    for key in ["aliases", "brands", "generic"] {
        front_matter.list(key).iter().for_each(|name| page.known.add(name));
    }
    let title = page.title.to_string();
    let official = OfficialLabel::of(&front_matter).is_some();
    let cut = if official {
        stated::sections(nodes, &own_labels)
    } else {
        let known = |text: &str| labels::heading(labels, text, &page.known).kind != SectionKind::Other;
        let nodes = openers::open(nodes, &known);
        cut::sections(nodes, labels, page)
    };
    let tops = if R::ENABLED { second_medicine::level_one_sections(&cut.sections) } else { Vec::new() };

    // Where the blocks of the last section begin; a closing disclaimer may be split from it.
    let last = cut.sections.last().filter(|draft| draft.kind != SectionKind::Faqs);
    let last: Vec<usize> = last.into_iter().flat_map(|draft| &draft.nodes).map(SourceNode::at).collect();
    let mut sections: Vec<Section> =
        cut.sections.into_iter().map(|draft| section(draft, lines, labels)).collect();
    if language.is_english() && !official {
        disclaimer::split_off(&mut sections, &last, lines);
    }

    #[cfg(not(target_os = "unknown"))]
    if !reading.shown.is_empty() {
        let shown = shown::sections(&front_matter, &reading.shown).into_iter();
        let shown: Vec<Section> = shown.map(|draft| section(draft, lines, labels)).collect();
        // What closes the page stays at its end.
        let closes = sections.last().is_some_and(|section| section.kind.is_disclaimer());
        let at = sections.len() - usize::from(closes);
        sections.splice(at..at, shown);
    }

    let heading_text = plain_inlines(&cut.heading);
    let title = if title.is_empty() { heading_text.trim().to_string() } else { title };
    let ingredients = ingredients(&title);
    let mut monograph = Monograph {
        // Only English words rank an effect; nothing is ranked by guess.
        side_effects: if with_effects && language.is_english() {
            effects::groups(&sections, &ingredients)
        } else {
            Vec::new()
        },
        ingredients,
        title,
        heading: cut.heading,
        generic_name: generic_name(&sections, &language).or_else(|| {
            front_matter.get("generic").map(str::trim).filter(|name| !name.is_empty()).map(Into::into)
        }),
        preamble: blocks::blocks(cut.preamble),
        multi_drug: !official && is_multi_drug(&sections),
        sections,
        record: Record::of(&front_matter),
        front_matter,
        language,
        alerts: Vec::new(),
    };
    // An official label is what its front matter says: a brand and a generic name that differ are no two medicines.
    if official {
        return Assembled { monograph, heading_at: cut.heading_at };
    }
    monograph.alerts = alerts::find(&monograph, source);
    if R::ENABLED {
        second_medicine::second(&monograph, &tops, sink);
    }
    Assembled { monograph, heading_at: cut.heading_at }
}

/// The source without byte order mark, with plain line ends.
fn normalized(source: &str) -> Cow<'_, str> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    if memchr::memchr(b'\r', source.as_bytes()).is_some() {
        let mut out = String::with_capacity(source.len());
        for (number, part) in source.split('\r').enumerate() {
            if number > 0 && !part.starts_with('\n') {
                out.push('\n');
            }
            out.push_str(part);
        }
        Cow::Owned(out)
    } else {
        Cow::Borrowed(source)
    }
}

/// A section with its content as blocks.
fn section(draft: Draft, lines: &LineIndex, labels: Labels) -> Section {
    let Draft { kind, heading, at, nodes, level } = draft;
    let blocks =
        if kind == SectionKind::Faqs { pairs::read(nodes, lines, labels) } else { blocks::blocks(nodes) };
    let subsections = subsections::find(labels, kind, &blocks);
    Section {
        kind,
        heading,
        line: lines.line(at),
        level: level.unwrap_or(Section::LABEL),
        blocks,
        subsections,
    }
}

#[cfg(not(target_os = "unknown"))]
impl Parsed {
    /// Names a page that states no name after its file, or after the folder of an `index.md`.
    pub(crate) fn name_after(&mut self, path: &str) {
        if self.monograph.title.is_empty() {
            self.monograph.title = name_of_path(path);
            self.monograph.ingredients = ingredients(&self.monograph.title);
        }
    }
}

/// The name of the file at `path` without its ending, or of its folder if the file is called `index` or `card`.
#[cfg(not(target_os = "unknown"))]
pub(crate) fn name_of_path(path: &str) -> String {
    let mut parts = path.trim_end_matches('/').rsplit('/');
    let file = parts.next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let is_index = matches!(stem.to_ascii_lowercase().as_str(), "index" | "_index" | "card");
    let name = parts.next().filter(|folder| is_index && !folder.is_empty()).unwrap_or(stem);
    name.replace('_', " ").trim().to_string()
}

fn ingredients(title: &str) -> Vec<String> {
    title.split('+').map(str::trim).filter(|name| !name.is_empty()).map(Into::into).collect()
}

/// The first line under the first heading that gives a generic name.
fn generic_name(sections: &[Section], language: &Language) -> Option<String> {
    let named = |section: &&Section| {
        section.kind == SectionKind::GenericName
            && (!language.is_english() || find(&raw(&section.heading), b"generic").is_some())
    };
    let section = sections.iter().find(named)?;
    let text = match section.blocks.first()? {
        Block::Paragraph(text) => {
            let end = text.iter().position(|inline| {
                matches!(inline, crate::monograph::Inline::SoftBreak | crate::monograph::Inline::HardBreak)
            });
            plain_inlines(&trim(text[..end.unwrap_or(text.len())].to_vec()))
        }
        other => plain_blocks(std::slice::from_ref(other)),
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_string())
}

fn is_multi_drug(sections: &[Section]) -> bool {
    let count = |kind| sections.iter().filter(|section| section.kind == kind).count();
    // Adults and children have doses of their own.
    let of_one = |kind: SectionKind| kind.comes_once() && kind != SectionKind::Dosage;
    SectionKind::ALL.into_iter().any(|kind| of_one(kind) && count(kind) > 1)
}
