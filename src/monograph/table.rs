//! Builds the tables of a monograph: each cell knows the headers above it, and each row what reaches down into it.

use crate::monograph::plain::{cell_text, push_value};
use crate::monograph::{Block, Cell, Inline, Row, Table};
use crate::read::source_tree;

impl Table {
    /// The table of source cells whose content is already blocks.
    pub(crate) fn new(table: source_tree::Table<Block>) -> Self {
        let source_tree::Table { caption, head, rows } = table;
        let (headers, _) = placed(&head);
        let labels = labels(&headers);
        let (grid, places) = placed(&rows);
        let width = headers.iter().chain(&grid).map(Vec::len).max().unwrap_or(0);
        let mut group = String::new();
        let mut out = Vec::with_capacity(rows.len());
        for (number, cells) in rows.into_iter().enumerate() {
            if is_group(&cells, width) {
                group = cells.first().map(|cell| cell_text(&cell.content)).unwrap_or_default();
                let cells = cells.into_iter().map(|cell| of(cell, String::new())).collect();
                out.push(Row { carried: String::new(), cells });
                continue;
            }
            let mut carried = group.clone();
            for (column, from_above) in grid[number].iter().enumerate() {
                let again = column > 0 && grid[number][column - 1] == *from_above;
                if let Some(Placed { row, text, .. }) = from_above
                    && *row < number
                    && !again
                    && !text.is_empty()
                {
                    push_value(&mut carried, labels.get(column).map_or("", String::as_str), text);
                }
            }
            let label = |place: usize, columns: usize| {
                let spanned = labels.get(place..(place + columns).min(labels.len())).unwrap_or_default();
                let mut all: Vec<&str> = Vec::new();
                for label in spanned.iter().map(String::as_str).filter(|label| !label.is_empty()) {
                    if !all.contains(&label) {
                        all.push(label);
                    }
                }
                all.join(" / ")
            };
            let cells = cells
                .into_iter()
                .zip(&places[number])
                .map(|(cell, place)| {
                    let label = label(*place, cell.columns);
                    of(cell, label)
                })
                .collect();
            out.push(Row { carried, cells });
        }
        let head = head.into_iter().map(|row| row.into_iter().map(|cell| of(cell, String::new())).collect());
        Self { caption, head: head.collect(), rows: out }
    }
}

fn of(cell: source_tree::Cell<Block>, label: String) -> Cell {
    let source_tree::Cell { heads, columns, rows, content } = cell;
    Cell { label, heads, columns, rows, blocks: content }
}

/// A cell in the grid: the row and column it begins in, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Placed {
    row: usize,
    column: usize,
    text: String,
}

/// A grid that is wider or longer is the work of an attacker.
const WIDEST: usize = 200;

/// Puts cells into a grid, as HTML does; gives for each row which cell covers each column, and the columns its own cells begin in.
fn placed(rows: &[Vec<source_tree::Cell<Block>>]) -> (Vec<Vec<Option<Placed>>>, Vec<Vec<usize>>) {
    let mut grid: Vec<Vec<Option<Placed>>> = vec![Vec::new(); rows.len()];
    let mut places = Vec::with_capacity(rows.len());
    for (number, cells) in rows.iter().enumerate() {
        let mut column = 0;
        let mut mine = Vec::with_capacity(cells.len());
        for cell in cells {
            while grid[number].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            mine.push(column);
            let one = Placed { row: number, column, text: cell_text(&cell.content) };
            let columns = cell.columns.clamp(1, WIDEST);
            for row in grid.iter_mut().skip(number).take(cell.rows.clamp(1, WIDEST)) {
                if row.len() < column + columns {
                    row.resize(column + columns, None);
                }
                row[column..column + columns].fill(Some(one.clone()));
            }
            column += columns;
        }
        places.push(mine);
    }
    (grid, places)
}

/// The header of each column: the texts above each other, outermost first.
fn labels(headers: &[Vec<Option<Placed>>]) -> Vec<String> {
    let width = headers.iter().map(Vec::len).max().unwrap_or(0);
    (0..width)
        .map(|column| {
            let mut all: Vec<&str> = Vec::new();
            for row in headers {
                if let Some(Some(Placed { text, .. })) = row.get(column)
                    && !text.is_empty()
                    && all.last() != Some(&text.as_str())
                {
                    all.push(text);
                }
            }
            all.join(", ").trim_end_matches([':', ' ']).to_string()
        })
        .collect()
}

/// Whether a row heads the rows below it: one cell over all columns, or one bold cell and nothing else.
fn is_group(cells: &[source_tree::Cell<Block>], width: usize) -> bool {
    let Some((first, rest)) = cells.split_first() else { return false };
    if width < 2 || first.content.is_empty() || rest.iter().any(|cell| !cell_text(&cell.content).is_empty()) {
        return false;
    }
    let bold = matches!(first.content.as_slice(), [Block::Paragraph(text)] if matches!(text.as_slice(), [Inline::Strong(_)]));
    first.rows == 1 && (first.columns >= width || bold && !rest.is_empty())
}
