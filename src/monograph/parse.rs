//! Owns the walk from Markdown to a monograph.

use std::borrow::Cow;

use crate::monograph::faq::pairs;
use crate::monograph::lint::second_medicine;
use crate::monograph::lint::structure::structure;
use crate::monograph::sections::cut::{self, Draft};
use crate::monograph::sections::spellings::Labels;
use crate::monograph::sections::subsections;
use crate::monograph::side_effects::effects;
use crate::monograph::{
    Block, Monograph, Parsed, Section, SectionKind, alerts, disclaimer, plain_blocks, plain_inlines,
};
use crate::read::diagnostic::{Diagnostic, DiagnosticSink, NoDiagnostics, Rule};
use crate::read::inline::{raw, trim};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::SourceNode;
use crate::read::{front_matter, markdown};
use crate::text::Language;
use crate::text::phrases::find;

/// The largest input that is read; the largest real file has 9.5 kB.
pub const SIZE_CAP: usize = 256 * 1024;

/// Reads a monograph. Never fails; what is odd about the source is in [`Parsed::diagnostics`].
///
/// Input over 256 KiB is not read at all: half a monograph would be worse than none.
///
/// ```
/// let parsed = drug_card::monograph::parse("---\ntitle: X\n---\n# X\n\n**FAQs:**\n* **Q: Why?** A: Because.\n");
/// let faq = parsed.monograph.faqs().next().unwrap();
/// assert_eq!(drug_card::monograph::plain_inlines(&faq.question), "Why?");
/// assert_eq!(drug_card::monograph::plain_blocks(&faq.answer), "Because.");
/// ```
#[must_use]
pub fn parse(source: &str) -> Parsed {
    parse_in(source, &Language::ENGLISH)
}

/// Reads a monograph as [`parse`] does; what does not say its language (`lang: de` in the front matter) is in `language`.
#[must_use]
pub fn parse_in(source: &str, language: &Language) -> Parsed {
    if source.len() > SIZE_CAP {
        let message = format!(
            "expected at most {SIZE_CAP} bytes, found {}; nothing of the file is read, so split it",
            source.len()
        );
        let diagnostics = vec![Diagnostic::line(Rule::InputTooLarge, 1, message)];
        return Parsed { monograph: Monograph::default(), diagnostics };
    }
    let source = normalized(source);
    let places = LineIndex::new(&source);
    let mut diagnostics = Vec::new();
    let (monograph, heading_at) = walk(&source, language, &places, &mut diagnostics);
    diagnostics.extend(structure(&monograph, &source, &places, places.line(heading_at)));
    diagnostics.sort_by_key(|diagnostic| (diagnostic.line, diagnostic.column));
    Parsed { monograph, diagnostics }
}

/// Reads a monograph as [`parse`] does, without remarks: the way of the browser, whose module holds no lints.
#[must_use]
pub fn read(source: &str) -> Monograph {
    read_in(source, &Language::ENGLISH)
}

/// Reads a monograph as [`read`] does; what does not say its language is in `language`.
#[must_use]
pub fn read_in(source: &str, language: &Language) -> Monograph {
    if source.len() > SIZE_CAP {
        return Monograph::default();
    }
    let source = normalized(source);
    walk(&source, language, &LineIndex::new(&source), &mut NoDiagnostics).0
}

/// The monograph of a source, and the byte of its heading.
fn walk<R: DiagnosticSink>(
    source: &str,
    language: &Language,
    places: &LineIndex,
    sink: &mut R,
) -> (Monograph, usize) {
    let top = front_matter::read(source, sink);
    let said = top.front_matter.get("lang").and_then(Language::read);
    let language = said.unwrap_or_else(|| language.clone());
    let labels = Labels::of(&language);
    let nodes = markdown::read(source, top.body, places, sink);
    let cut = cut::sections(nodes, labels);
    let tops = if R::ENABLED { second_medicine::tops(&cut.sections) } else { Vec::new() };

    // Where the blocks of the last section begin; a closing notice may be parted from it.
    let last: Vec<usize> = match cut.sections.last() {
        Some(draft) if draft.kind != SectionKind::Faqs => draft.nodes.iter().map(SourceNode::at).collect(),
        _ => Vec::new(),
    };
    let mut sections: Vec<Section> =
        cut.sections.into_iter().map(|draft| section(draft, places, labels)).collect();
    if language.is_english() {
        disclaimer::part(&mut sections, &last, places);
    }

    let heading_text = plain_inlines(&cut.heading);
    let title = top.front_matter.get("title").unwrap_or_default().trim().to_string();
    let title = if title.is_empty() { heading_text.trim().to_string() } else { title };
    let ingredients = ingredients(&title);
    let mut monograph = Monograph {
        // What ranks an effect is said in English words; nothing is ranked by guess.
        side_effects: if language.is_english() {
            effects::groups(&sections, &ingredients)
        } else {
            Vec::new()
        },
        ingredients,
        title,
        heading: cut.heading,
        generic_name: generic_name(&sections, &language),
        preamble: pairs::blocks(cut.preamble),
        multi_drug: is_multi_drug(&sections),
        sections,
        front_matter: top.front_matter,
        language,
        alerts: Vec::new(),
    };
    monograph.alerts = alerts::find(&monograph, source);
    if R::ENABLED {
        second_medicine::second(&monograph, &tops, sink);
    }
    (monograph, cut.heading_at)
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
fn section(draft: Draft, places: &LineIndex, labels: Labels) -> Section {
    let Draft { kind, heading, at, nodes, .. } = draft;
    let blocks =
        if kind == SectionKind::Faqs { pairs::read(nodes, places, labels) } else { pairs::blocks(nodes) };
    let subsections = subsections::find(labels, kind, &blocks);
    Section { kind, heading, line: places.line(at), blocks, subsections }
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
    [
        SectionKind::Usage,
        SectionKind::Dosage,
        SectionKind::SideEffects,
        SectionKind::HowItWorks,
        SectionKind::Precautions,
    ]
    .into_iter()
    .any(|kind| sections.iter().filter(|section| section.kind == kind).count() > 1)
}
