//! Counts what a build understood of its pages, so that its author sees how many headings it did not know.

use crate::cli::output::{count, warn};
use crate::monograph::{Block, Monograph, SectionKind, is_monograph};
use std::ops::AddAssign;

/// How much of the pages was understood.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub(crate) struct Understood {
    /// Sections.
    sections: usize,
    /// Those of a known kind.
    known: usize,
    tables: usize,
    /// Pages without any section of a known kind.
    #[serde(rename = "pagesWithoutKnownSection")]
    unknown_pages: usize,
}

impl Understood {
    /// What was understood of one page.
    pub(crate) fn of(monograph: &Monograph) -> Self {
        let sections = &monograph.sections;
        let blocks = sections.iter().map(|section| &section.blocks).chain([&monograph.preamble]);
        Self {
            sections: sections.len(),
            known: sections.iter().filter(|section| section.kind != SectionKind::Other).count(),
            tables: blocks.map(|blocks| tables(blocks)).sum(),
            unknown_pages: usize::from(is_monograph(monograph).is_err()),
        }
    }

    /// The figures as a line.
    pub(crate) fn line(&self) -> String {
        let Self { sections, known, tables, unknown_pages } = *self;
        let share = (100 * known).checked_div(sections).unwrap_or(0);
        let mut line = format!("{known} of {} of a known kind ({share} %)", count(sections, "section"));
        if tables > 0 {
            line = format!("{line}, {}", count(tables, "table"));
        }
        if unknown_pages > 0 {
            line = format!("{line}, {} without any", count(unknown_pages, "page"));
        }
        line
    }

    /// Warns if more than half of the sections are of no known kind.
    pub(crate) fn warn_of_little(&self) {
        if 2 * self.known < self.sections {
            warn(
                "drug-card: less than half of the sections are of a known kind, so that search and cards treat them as plain text; \
                 `drug-card parse DIR` shows how each heading is read, and --labels FILE names your own",
            );
        }
    }
}

impl AddAssign for Understood {
    fn add_assign(&mut self, other: Self) {
        self.sections += other.sections;
        self.known += other.known;
        self.tables += other.tables;
        self.unknown_pages += other.unknown_pages;
    }
}

fn tables(blocks: &[Block]) -> usize {
    let of = |block: &Block| match block {
        Block::Table(_) => 1,
        Block::List { items, .. } => items.iter().map(|item| tables(item)).sum(),
        Block::Quote(inner)
        | Block::Footnote { blocks: inner, .. }
        | Block::Callout { blocks: inner, .. } => tables(inner),
        Block::Faq(faq) => tables(&faq.answer),
        Block::Paragraph(_) | Block::Heading { .. } | Block::Code(_) | Block::Rule => 0,
    };
    blocks.iter().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::Understood;
    use crate::monograph::read;

    #[test]
    fn sections_tables_and_pages_are_counted() {
        let mut all = Understood::of(&read(
            "# Testamine\n\n## Usage\n\n- x\n\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n## Colour\n\nRed.\n",
        ));
        assert_eq!(all.line(), "1 of 2 sections of a known kind (50 %), 1 table");
        all += Understood::of(&read("# Notes\n\n## Ward\n\nX.\n"));
        assert_eq!(all.line(), "1 of 3 sections of a known kind (33 %), 1 table, 1 page without any");
        assert_eq!(Understood::default().line(), "0 of 0 sections of a known kind (0 %)");
    }
}
