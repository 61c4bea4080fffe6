//! Lays the cells of a table out in columns and rows, spans resolved.

use crate::import::document::{Cell, Table};
use crate::read::source_tree::Inline;

/// A cell as the source has it.
#[derive(Debug, Clone)]
pub(crate) struct SourceCell {
    pub(crate) text: Vec<Inline>,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
    pub(crate) is_header: bool,
}

/// Which part of the table a row is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Head,
    Body,
    Foot,
}

/// What a table becomes: lines of text before it, the table itself, lines after it.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    pub(crate) before: Vec<Vec<Inline>>,
    pub(crate) table: Option<Table>,
    pub(crate) after: Vec<Vec<Inline>>,
}

/// Wider than any table; a span that is larger is cut.
const MOST_COLUMNS: usize = 256;

/// Header rows that are merged into one; a longer head is no head.
const MOST_HEADER_ROWS: usize = 4;

/// Lays out the rows of a table.
pub(crate) fn lay_out(mut source: Vec<(Part, Vec<SourceCell>)>) -> Laid {
    // The foot may come before the body; its notes follow the table.
    source.sort_by_key(|(part, _)| *part as usize);
    let parts: Vec<Part> = source.iter().map(|(part, _)| *part).collect();
    let all_headers: Vec<bool> = source
        .iter()
        .map(|(_, cells)| !cells.is_empty() && cells.iter().all(|cell| cell.is_header))
        .collect();
    let grid = grid(source.into_iter().map(|(_, cells)| cells).collect());
    let mut rows: Vec<(Part, bool, Vec<Cell>)> = grid
        .into_iter()
        .zip(parts)
        .zip(all_headers)
        .map(|((cells, part), header)| (part, header, cells))
        .filter(|(_, _, cells)| cells.iter().any(has_text))
        .collect();
    let columns = rows.first().map_or(0, |(_, _, cells)| cells.len());
    let mut laid = Laid::default();
    if columns <= 1 {
        laid.before = rows.into_iter().filter_map(|(_, _, cells)| sole(&cells)).collect();
        return laid;
    }
    // A first row over all columns is a caption, a last one a note.
    while let Some((_, _, cells)) = rows.first()
        && let Some(text) = reaches_over_all(cells)
    {
        laid.before.push(text);
        rows.remove(0);
    }
    while let Some((_, _, cells)) = rows.last()
        && let Some(text) = reaches_over_all(cells)
    {
        laid.after.insert(0, text);
        rows.pop();
    }
    let count = header_rows(&rows);
    let body = rows.split_off(count);
    let mut header = merged(&rows.iter().map(|(_, _, cells)| cells.as_slice()).collect::<Vec<_>>(), columns);
    let mut body: Vec<Vec<Cell>> = body.into_iter().map(|(_, _, cells)| cells).collect();
    // Nothing is above the first row of the body.
    if let Some(first) = body.first_mut() {
        for cell in first.iter_mut().filter(|cell| matches!(cell, Cell::Above)) {
            *cell = Cell::Text(Vec::new());
        }
    }
    if header.is_empty() {
        header = vec![Cell::Text(Vec::new()); columns];
    }
    if !body.is_empty() || header.iter().any(has_text) {
        laid.table = Some(Table { header, rows: body });
    }
    laid
}

fn has_text(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if !text.is_empty())
}

fn sole(cells: &[Cell]) -> Option<Vec<Inline>> {
    let mut found = cells.iter().filter_map(|cell| match cell {
        Cell::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    });
    let text = found.next()?;
    found.next().is_none().then(|| text.clone())
}

/// The text of a row that is one cell over all columns.
fn reaches_over_all(cells: &[Cell]) -> Option<Vec<Inline>> {
    let one = cells.iter().skip(1).all(|cell| matches!(cell, Cell::Left));
    if one { sole(cells) } else { None }
}

/// Puts the cells into columns. Columns in which no cell begins are no columns: labels say `colspan="69"` in a table of three.
fn grid(source: Vec<Vec<SourceCell>>) -> Vec<Vec<Cell>> {
    let height = source.len();
    let mut grid: Vec<Vec<Option<Cell>>> = vec![Vec::new(); height];
    let mut begins = vec![false; MOST_COLUMNS];
    for (row, cells) in source.into_iter().enumerate() {
        let mut column = 0;
        for cell in cells {
            while grid[row].get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            if column >= MOST_COLUMNS {
                // No table is this wide; the text still must not be lost.
                if let Some(Some(Cell::Text(last))) =
                    grid[row].iter_mut().rev().find(|cell| matches!(cell, Some(Cell::Text(_))))
                {
                    last.push(Inline::HardBreak);
                    last.extend(cell.text);
                }
                continue;
            }
            begins[column] = true;
            let width = cell.columns.clamp(1, MOST_COLUMNS - column);
            let last_row = (row + cell.rows.max(1)).min(height);
            for (below, line) in grid.iter_mut().enumerate().take(last_row).skip(row) {
                if line.len() < column + width {
                    line.resize(column + width, None);
                }
                for (offset, place) in line[column..column + width].iter_mut().enumerate() {
                    if place.is_none() {
                        *place = Some(match (below > row, offset > 0) {
                            (true, _) => Cell::Above,
                            (false, true) => Cell::Left,
                            (false, false) => Cell::Text(Vec::new()),
                        });
                    }
                }
            }
            grid[row][column] = Some(Cell::Text(cell.text));
            column += width;
        }
    }
    let width = begins.iter().rposition(|begins| *begins).map_or(0, |last| last + 1);
    let kept: Vec<usize> = (0..width).filter(|column| begins[*column]).collect();
    grid.into_iter()
        .map(|mut line| {
            line.resize(width.max(line.len()), None);
            let cell = |column: &usize| line[*column].take().unwrap_or(Cell::Text(Vec::new()));
            kept.iter().map(cell).collect()
        })
        .collect()
}

/// How many rows at the top are the header.
fn header_rows(rows: &[(Part, bool, Vec<Cell>)]) -> usize {
    let head = rows.iter().take_while(|(part, header, _)| *part == Part::Head || *header).count();
    if head > 0 && head < rows.len() && head <= MOST_HEADER_ROWS {
        return head;
    }
    if head > 0 {
        return 1;
    }
    usize::from(rows.len() > 1 && looks_like_header(rows))
}

/// Whether the first row of a table without a head names its columns.
fn looks_like_header(rows: &[(Part, bool, Vec<Cell>)]) -> bool {
    let [(_, _, first), rest @ ..] = rows else { return false };
    let filled: Vec<&Vec<Inline>> = first.iter().filter_map(text).collect();
    if filled.len() < 2 {
        return false;
    }
    if filled.iter().all(|text| matches!(text.first(), Some(Inline::Strong(_)))) {
        return true;
    }
    let value = |cell: &Cell| text(cell).is_some_and(|text| begins_with_value(text));
    let values = first.iter().skip(1).any(value);
    let below = rest.iter().flat_map(|(_, _, cells)| cells.iter().skip(1));
    let (with, all) = below
        .filter(|cell| has_text(cell))
        .fold((0, 0), |(with, all), cell| (with + usize::from(value(cell)), all + 1));
    !values && with * 2 >= all
}

fn text(cell: &Cell) -> Option<&Vec<Inline>> {
    match cell {
        Cell::Text(text) if !text.is_empty() => Some(text),
        _ => None,
    }
}

fn begins_with_value(text: &[Inline]) -> bool {
    let plain = crate::read::source_tree::plain_inlines(text);
    plain
        .trim_start_matches(['<', '>', '≤', '≥', '±', '-', '–', '(', ' ', '~'])
        .starts_with(|c: char| c.is_ascii_digit())
}

/// One header row of several: each column has the texts above it, from top to bottom.
fn merged(rows: &[&[Cell]], columns: usize) -> Vec<Cell> {
    if rows.is_empty() {
        return Vec::new();
    }
    if let [row] = rows {
        return row.to_vec();
    }
    let mut header: Vec<Vec<Inline>> = vec![Vec::new(); columns];
    for row in rows {
        let mut last: Option<&Vec<Inline>> = None;
        for (column, cell) in row.iter().enumerate() {
            match cell {
                Cell::Text(text) => last = Some(text).filter(|text| !text.is_empty()),
                Cell::Above => last = None,
                Cell::Left => {}
            }
            if let Some(text) = last {
                if !header[column].is_empty() {
                    header[column].push(Inline::HardBreak);
                }
                header[column].extend(text.iter().cloned());
            }
        }
    }
    header.into_iter().map(Cell::Text).collect()
}
