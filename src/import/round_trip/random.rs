//! Random trees of labels, made from words that Markdown treats as markup.

#![allow(clippy::unwrap_used, reason = "a test is free to unwrap")]

#[path = "../../../tests/support/dice.rs"]
mod dice;

use super::difference;
use crate::import::document::{Block, Cell, Table};
use crate::import::runs::{Runs, Script, Style};
use crate::read::source_tree::Inline;
use dice::Dice;

/// What may appear between two blanks of a label.
const WORDS: [&str; 84] = [
    "dose",
    "mg",
    "5",
    "5.",
    "12)",
    "1.5",
    "(2)",
    "-",
    "+",
    "*",
    "**",
    "***",
    "_",
    "__",
    "#",
    "##",
    ">",
    ">=",
    "<5",
    "<b>",
    "</b>",
    "<br>",
    "<!--",
    "-->",
    "&amp;",
    "&nbsp;",
    "&#42;",
    "&",
    "|",
    "||",
    "`",
    "``",
    "~",
    "~~",
    "~~~",
    "[",
    "]",
    "[x]",
    "[ ]",
    "[1]:",
    "[^1]",
    "](x)",
    "![a](b)",
    "[see",
    "5.1)]",
    "\\",
    "\\*",
    "!",
    "!!!",
    "???",
    ":::",
    ":",
    "::",
    "=",
    "===",
    "---",
    "- - -",
    "***",
    "Q:",
    "A:",
    "{{x}}",
    "{%",
    "$x$",
    "^",
    "^^",
    "<<",
    "==",
    "++",
    "http://a.example/x",
    "a@b.example",
    "µg/mL",
    "10×",
    "≥",
    "®",
    "†",
    "‡",
    "x*y",
    "a_b_c",
    "1|2",
    "è",
    "日本",
    "م",
    "’",
    "“q”",
];

impl Dice {
    fn text(&mut self, breaks: bool) -> Vec<Inline> {
        loop {
            let mut runs = Runs::default();
            for _ in 0..1 + self.below(7) {
                let style = Style {
                    strong: self.below(6) == 0,
                    emphasis: self.below(6) == 0,
                    script: match self.below(12) {
                        0 => Script::Sub,
                        1 => Script::Sup,
                        _ => Script::None,
                    },
                };
                runs.text(WORDS[self.below(WORDS.len())], style);
                if self.below(3) > 0 {
                    runs.text(" ", Style::default());
                }
                if breaks && self.below(8) == 0 {
                    runs.line_break();
                }
            }
            let text = runs.inlines();
            if !text.is_empty() {
                return text;
            }
        }
    }

    fn list(&mut self, depth: usize) -> Block {
        let start = [None, None, Some(1), Some(7)][self.below(4)];
        let item = |dice: &mut Self| {
            let mut blocks = match dice.below(12) {
                0 => vec![dice.table()],
                1 if depth < 4 => vec![dice.list(depth + 1)],
                _ => vec![Block::Paragraph(dice.text(true))],
            };
            for _ in 0..dice.below(3) {
                let next = match dice.below(5) {
                    0 => dice.table(),
                    1 | 2 if depth < 4 => dice.list(depth + 1),
                    _ => Block::Paragraph(dice.text(true)),
                };
                blocks.push(next);
            }
            blocks
        };
        Block::List { start, items: (0..1 + self.below(3)).map(|_| item(self)).collect() }
    }

    fn table(&mut self) -> Block {
        let columns = 2 + self.below(3);
        let cell = |dice: &mut Self, text: bool, above: bool| match dice.below(8) {
            0 => Cell::Text(Vec::new()),
            1 if text => Cell::Left,
            2 if above => Cell::Above,
            _ => Cell::Text(dice.text(true)),
        };
        let header: Vec<Cell> = (0..columns).map(|_| cell(self, false, false)).collect();
        let mut rows: Vec<Vec<Cell>> = Vec::new();
        for _ in 0..self.below(4) {
            let mut row: Vec<Cell> = Vec::new();
            for column in 0..columns {
                let left = matches!(row.last(), Some(Cell::Text(_) | Cell::Left));
                // A cell that reaches down is one column wide here.
                let alone = |row: &Vec<Cell>| {
                    !matches!(row[column], Cell::Left) && !matches!(row.get(column + 1), Some(Cell::Left))
                };
                let above = rows.last().is_some_and(alone);
                row.push(cell(self, left, above));
            }
            rows.push(row);
        }

        Block::Table(Table { header, rows })
    }

    fn tree(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        for _ in 0..1 + self.below(6) {
            let block = match self.below(8) {
                0 | 1 => {
                    let level = 1 + u8::try_from(self.below(5)).unwrap();
                    Block::Heading { level, text: self.text(false), kind: None }
                }
                2 | 3 => self.list(0),
                4 => self.table(),
                5 => {
                    let mut inner = vec![Block::Paragraph(self.text(true))];
                    if self.below(2) == 0 {
                        inner.push(self.list(1));
                    }
                    Block::Caution(inner)
                }
                _ => Block::Paragraph(self.text(true)),
            };
            blocks.push(block);
        }
        blocks
    }
}

#[test]
fn what_is_written_is_read_back_as_it_was() {
    let mut wrong = Vec::new();
    for seed in 1..=20_000 {
        let tree = Dice(0x9e37_79b9_7f4a_7c15_u64.wrapping_mul(seed)).tree();
        if let Some(difference) = difference(&tree) {
            wrong.push(format!("tree {seed}: {difference}\n{}", crate::import::markdown::write(&tree)));
        }
    }
    wrong.sort_by_key(String::len);
    assert!(
        wrong.is_empty(),
        "{} trees differ, such as\n{}",
        wrong.len(),
        wrong[..wrong.len().min(12)].join("\n\n")
    );
}
