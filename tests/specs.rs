//! Runs the examples in `tests/specs`, from which the manual for authors is made.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod support;

use drug_card::internals::monograph::{
    Alert, Block, Bucket, Faq, Monograph, Parsed, Section, SectionKind, parse, plain_blocks, plain_inlines,
};
use drug_card::internals::read::front_matter::Data;

/// The parsed facts, one per line, in reading order.
fn facts(parsed: &Parsed) -> Vec<String> {
    let monograph = &parsed.monograph;
    let mut out = vec![format!("title {:?}", monograph.title)];
    out.extend(monograph.front_matter.entries.iter().map(|entry| match &entry.value.data {
        Data::Text { text, .. } => format!("key {} {text:?}", entry.key),
        Data::List(_) | Data::Map(_) => format!("key {} {}", entry.key, entry.value.to_json()),
    }));
    out.extend(monograph.generic_name.iter().map(|name| format!("generic {name:?}")));
    if !monograph.preamble.is_empty() {
        out.push(format!("preamble {}", text(&monograph.preamble)));
    }
    for section in &monograph.sections {
        out.push(heading(section));
        section.blocks.iter().for_each(|block| out.push(format!("  {}", one(block))));
        for found in &section.subsections {
            let item = found.item.map(|item| format!(".{item}")).unwrap_or_default();
            out.push(format!("  subsection {} {:?} at {}{item}", found.kind.id(), found.label, found.block));
        }
    }
    out.extend(effects(monograph));
    out.extend(monograph.alerts.iter().map(|alert| match alert {
        Alert::Refusal => "alert refusal".to_string(),
        Alert::PartialRefusal => "alert partial refusal".to_string(),
        Alert::OtherDrug { title, generic } => format!("alert other drug {title:?} {generic:?}"),
        Alert::Fiction => "alert fiction".to_string(),
        Alert::SeveralMedicines { names } => format!("alert several medicines {}", names.join(", ")),
        Alert::Withdrawn { .. } => "alert withdrawn".to_string(),
        Alert::Draft { reason } => format!("alert draft {reason:?}"),
        Alert::Template { variable } => format!("alert template {variable:?}"),
    }));
    out.extend(
        parsed
            .diagnostics
            .iter()
            .map(|diagnostic| format!("diagnostic {} line {}", diagnostic.rule.id(), diagnostic.line)),
    );
    out
}

fn heading(section: &Section) -> String {
    let id = if section.kind == SectionKind::Other { "other" } else { section.kind.id() };
    format!("section {id} {:?} line {}", plain_inlines(&section.heading), section.line)
}

fn one(block: &Block) -> String {
    match block {
        Block::Faq(faq) => question(faq),
        Block::Paragraph(text) => format!("text {:?}", plain_inlines(text)),
        Block::Heading { level, text } => format!("heading {level} {:?}", plain_inlines(text)),
        Block::List { items, .. } => {
            let items: Vec<String> = items.iter().map(|item| text(item)).collect();
            format!("list {}", items.join(" | "))
        }
        Block::Quote(inner) => format!("quote {}", text(inner)),
        Block::Code(code) => format!("code {code:?}"),
        Block::Rule => "rule".to_string(),
        Block::Table(_) => format!("table {}", text(std::slice::from_ref(block))),
        Block::Callout { kind, title, blocks } => {
            format!("callout {} {:?} {}", kind.id(), plain_inlines(title), text(blocks))
        }
        Block::Footnote { label, blocks } => format!("footnote {label:?} {}", text(blocks)),
    }
}

fn question(faq: &Faq) -> String {
    format!("faq {:?} -> {} [{}]", plain_inlines(&faq.question), text(&faq.answer), faq.markers.join(" "))
}

fn text(blocks: &[Block]) -> String {
    format!("{:?}", plain_blocks(blocks))
}

fn effects(monograph: &Monograph) -> Vec<String> {
    monograph
        .side_effects
        .iter()
        .map(|group| {
            let bucket = match group.bucket {
                Bucket::Common => "common",
                Bucket::Serious => "serious",
                Bucket::Other => "other",
            };
            let line = format!("{bucket} [{}]: {}", plain_inlines(&group.label), group.effects.join(" | "));
            line.trim_end().to_string()
        })
        .collect()
}

/// Every expected line must appear, in order; an example may leave out the rest.
#[test]
fn every_example_says_what_it_means() {
    let mut wrong = Vec::new();
    for spec in support::specs() {
        let facts = facts(&parse(&spec.source));
        let mut rest = facts.iter();
        for line in spec.expected.iter().filter(|line| !line.contains(" text than the reference")) {
            let absent = line.strip_prefix("no ");
            let met = match absent {
                Some(absent) => !facts.iter().any(|fact| fact.trim_start().starts_with(absent)),
                None => rest.any(|fact| fact == line),
            };
            if !met {
                wrong.push(format!("{}\nnot met: {line}\nfound:\n{}\n", spec.place, facts.join("\n")));
                break;
            }
        }
    }
    assert!(wrong.is_empty(), "{} examples fail\n\n{}", wrong.len(), wrong.join("\n"));
}
