//! The limits of the parser: any input is read or rejected in time, and nothing panics.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test may panic; that is how it fails")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use drug_card::internals::monograph::{Block, Bucket, Inline, lint, parse, plain_blocks, plain_inlines};
use drug_card::internals::read::diagnostic::Rule;

fn rules(source: &str) -> Vec<Rule> {
    parse(source).diagnostics.iter().map(|diagnostic| diagnostic.rule).collect()
}

#[test]
fn a_file_over_the_size_limit_is_rejected() {
    let cap = 1024 * 1024;
    let page = |size: usize| format!("# Salvidone\n### Usage\n{}", "a".repeat(size - 22));
    assert!(!rules(&page(cap)).contains(&Rule::InputTooLarge));
    let parsed = parse(&page(cap + 1));
    assert_eq!(parsed.diagnostics.len(), 1);
    assert_eq!(parsed.diagnostics[0].rule, Rule::InputTooLarge);
    let message = &parsed.diagnostics[0].message;
    assert!(
        message.contains("1048576") && message.contains("1048577") && message.contains("split"),
        "{message}"
    );
    assert!(parsed.monograph.title.is_empty() && parsed.monograph.sections.is_empty());
}

fn depth_of_blocks(blocks: &[Block]) -> usize {
    let depth = |block: &Block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => depth_of_inlines(text),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth_of_blocks(item)).max().unwrap_or(0),
        Block::Quote(inner) => 1 + depth_of_blocks(inner),
        Block::Faq(faq) => 1 + depth_of_blocks(&faq.answer).max(depth_of_inlines(&faq.question)),
        Block::Table(table) => 3 + table.cells().map(|cell| depth_of_blocks(&cell.blocks)).max().unwrap_or(0),
        Block::Callout { blocks, .. } | Block::Footnote { blocks, .. } => 1 + depth_of_blocks(blocks),
        Block::Code(_) | Block::Rule => 0,
    };
    blocks.iter().map(depth).max().unwrap_or(0)
}

fn depth_of_inlines(inlines: &[Inline]) -> usize {
    let depth = |inline: &Inline| match inline {
        Inline::Strong(inner)
        | Inline::Emphasis(inner)
        | Inline::Subscript(inner)
        | Inline::Superscript(inner)
        | Inline::Styled(_, inner)
        | Inline::Struck(inner)
        | Inline::Link { text: inner, .. } => 1 + depth_of_inlines(inner),
        _ => 0,
    };
    inlines.iter().map(depth).max().unwrap_or(0)
}

#[test]
fn text_nested_too_deep_is_flattened_and_kept() {
    for (open, close) in
        [("> ", ""), ("* ", ""), ("1. ", ""), ("> * ", ""), ("<sup>", "</sup>"), ("*a **b ", "** *")]
    {
        for times in [10, 33, 1000, 3000] {
            let source = format!("# T\n### Usage\n{}word{}\n", open.repeat(times), close.repeat(times));
            let parsed = parse(&source);
            let blocks = &parsed.monograph.sections[0].blocks;
            assert!(plain_blocks(blocks).contains("word"), "{open}{times}");
            assert!(depth_of_blocks(blocks) <= 33, "{open}{times}");
            let diagnostics = parsed
                .diagnostics
                .iter()
                .filter(|diagnostic| diagnostic.rule == Rule::NestingTooDeep)
                .count();
            assert!(diagnostics <= 1, "{open}{times}");
            if times >= 1000 && close.is_empty() {
                assert_eq!(diagnostics, 1, "{open}{times}");
            }
        }
    }
}

#[test]
fn time_grows_linearly_with_the_input() {
    let pieces = [
        "**",
        "> ",
        "* ",
        "[a",
        "**Q: a?** ",
        "(",
        "**Usage:** x\n",
        "* **Q: x?** A: y\n",
        "<sub>",
        "[a](b",
        "{a",
        "* a (rare but serious, b\n",
        "* a\n**Usage:** b\n",
        "[a]: b\n",
        "a, b (rare but serious), ",
        "a\n---\n",
        "**a:** ",
        "&amp;",
        "common include x, while serious include y, ",
        "\u{200b}",
        "Q: a? ",
        "a. These are serious. ",
        "Common: a. ",
        "### a?\n",
        "A: ",
        "<b>",
        "`",
        "a. B ",
        "**Common:** a\n",
        "---\n",
        "title: a\n",
    ];
    for piece in pieces {
        for frame in ["# T\n### Side Effects\n", "# T\n### FAQs\n", "# T\n### Usage\n", "---\n"] {
            let source = format!("{frame}{}", piece.repeat(1000 * 1024 / piece.len()));
            let start = Instant::now();
            let parsed = parse(&source);
            let diagnostics = lint(&source, &parsed.monograph);
            let took = start.elapsed();
            // A quadratic reading of 1 MB takes hours; a debug build on a busy machine takes less than this.
            assert!(
                took < Duration::from_secs(5),
                "{frame:?} {piece:?} took {took:?}, {} diagnostics",
                diagnostics.len()
            );
        }
    }
}

#[test]
fn line_endings_and_a_byte_order_mark_change_nothing() {
    let source = "---\ntitle: Salvidone\n---\n# Salvidone\n\n### FAQs\n\n* **Q: Why?**\nA: So.\n**Disclaimer:** Ask.\n";
    let plain = parse(source);
    assert_eq!(plain.monograph.faqs().count(), 1);
    for other in [source.replace('\n', "\r\n"), source.replace('\n', "\r"), format!("\u{feff}{source}")] {
        assert_eq!(parse(&other), plain);
    }
}

#[test]
fn small_and_odd_inputs_are_read() {
    for source in [
        "",
        "\n",
        "---",
        "---\n",
        "---\n---",
        "---\n---\n",
        "#",
        "# ",
        "###",
        "**",
        "* ",
        ">",
        "\u{0}",
        "A:",
        "Q:",
        "**:**",
    ] {
        let parsed = parse(source);
        assert!(!parsed.diagnostics.is_empty(), "{source:?}");
    }
}

#[test]
fn damaged_pages_are_read() {
    read_damaged(&support::samples());
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn damaged_pages_of_the_corpus_are_read() {
    let paths: Vec<_> = support::corpus().into_iter().step_by(7).collect();
    read_damaged(&paths);
}

/// Reads pages with characters left out, swapped or without their line breaks; nothing may panic.
fn read_damaged(paths: &[PathBuf]) {
    for (number, path) in paths.iter().enumerate() {
        let source = fs::read_to_string(path).unwrap();
        let half: String = source.chars().skip(number * 13 % 400).step_by(1 + number % 3).collect();
        let marks: String = source.chars().map(|c| if c == ':' { '*' } else { c }).collect();
        for damaged in
            [half, marks, source.replace("\n\n", "\n"), source.replace('\n', " "), source.replace("**", "")]
        {
            let parsed = parse(&damaged);
            let _ = lint(&damaged, &parsed.monograph);
        }
    }
}

#[test]
fn groups_of_side_effects_are_copied_whole_from_their_section() {
    check_groups(&support::samples());
}

#[test]
#[ignore = "needs the corpus beside the project"]
fn groups_of_side_effects_in_the_corpus_are_copied_whole_from_their_section() {
    check_groups(&support::corpus());
}

/// A card shows the group of serious side effects at its top, so it must not change the text.
fn check_groups(paths: &[PathBuf]) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    for path in paths {
        let monograph = parse(&fs::read_to_string(path).unwrap()).monograph;
        let sections: String =
            monograph.sections.iter().map(|section| letters(&plain_blocks(&section.blocks))).collect();
        for group in &monograph.side_effects {
            for block in &group.blocks {
                let items: Vec<&[Block]> = match block {
                    Block::List { items, .. } => items.iter().map(Vec::as_slice).collect(),
                    other => vec![std::slice::from_ref(other)],
                };
                for item in items {
                    let text = letters(&plain_blocks(item));
                    assert!(sections.contains(&text), "{}: {}", path.display(), plain_blocks(item));
                }
            }
        }
        let serious: Vec<&String> =
            monograph.effects(Bucket::Serious).flat_map(|group| &group.effects).collect();
        for group in monograph.effects(Bucket::Serious) {
            let label = plain_inlines(&group.label).to_lowercase();
            assert!(!label.starts_with("common"), "{}: {label} {serious:?}", path.display());
        }
    }
}
