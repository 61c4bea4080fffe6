//! Checks tables: nothing of a cell is lost, and no cell is under the header of another column.

use drug_card::internals::card::html;
use drug_card::internals::card::{Context, card};
use drug_card::internals::monograph::{Block, parse, plain_blocks};

use super::monograph::{bodies, whole_text};

/// A text as rows of a Markdown table, and as the inside of an HTML table.
pub(super) fn tables(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    checked(&format!("# T\n\n## Dosage\n\n| a | b | c |\n|---|---|---|\n| {text}\n"));
    checked(&format!(
        "# T\n\n## Dosage\n\n<table>\n<tr><th>a</th><th>b</th></tr>\n<tr><td>{text}</td></tr>\n</table>\n"
    ));
    squared(&text);
}

fn checked(page: &str) {
    let parsed = parse(page);
    // The reference knows neither HTML tables nor cells that belong to another one.
    if !page.contains(['<', '^']) {
        whole_text(page, &parsed);
    }
    let _ = html::fragment(&card(&parsed.monograph, &Context::default()), 2);
    for block in bodies(&parsed.monograph).flatten() {
        let Block::Table(table) = block else { continue };
        for cell in table.cells() {
            assert!(cell.columns > 0 && cell.rows > 0, "a cell without extent in {page:?}");
        }
    }
}

/// A table of words: each cell is under its own header, and each row is one line of text.
fn squared(text: &str) {
    let words: Vec<String> = text
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(48)
        .enumerate()
        // No word is a header or the label of a section.
        .map(|(number, word)| format!("q{number}{word}"))
        .collect();
    for width in 2..=4 {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let mut page = String::from("# T\n\n## Dosage\n\n");
        page += &line((0..width).map(|column| format!("h{column}")).collect());
        page += &line(vec!["---".into(); width]);
        let rows: Vec<&[String]> = words.chunks_exact(width).collect();
        rows.iter().for_each(|row| page += &line(row.to_vec()));
        let monograph = parse(&page).monograph;
        let found = bodies(&monograph).flatten().find_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let Some(table) = found else { panic!("no table in {page}") };
        assert_eq!(table.rows.len(), rows.len(), "{page}");
        for (row, words) in table.rows.iter().zip(&rows) {
            for (column, (cell, word)) in row.cells.iter().zip(words.iter()).enumerate() {
                assert_eq!(cell.label, format!("h{column}"), "{page}");
                assert_eq!(plain_blocks(&cell.blocks), *word, "{page}");
            }
            let said: Vec<String> =
                words.iter().enumerate().map(|(column, word)| format!("h{column}: {word}")).collect();
            let all: String = bodies(&monograph).map(plain_blocks).collect::<Vec<_>>().join("\n");
            assert!(all.contains(&said.join("; ")), "{page}");
        }
    }
}
