//! Resolves cells of a Markdown table that only say that another one reaches over them: `<<` is as on the left, `^^` as above.

use crate::read::source_tree::{Cell, SourceNode};

/// What a cell says instead of text, as the columns and rows of a cell that has no content.
///
/// `cell` begins after the bar before the cell; a bar at its beginning ends an empty one.
pub(crate) fn mark(cell: &str) -> Option<Cell<SourceNode>> {
    let cell = cell.trim_start_matches([' ', '\t']);
    let (columns, rows) = match cell.as_bytes().get(..2)? {
        b"<<" => (0, 1),
        b"^^" => (1, 0),
        _ => return None,
    };
    let after = cell[2..].trim_start_matches([' ', '\t']);
    after.starts_with(['|', '\n']).then_some(Cell { heads: false, columns, rows, content: Vec::new() })
}

/// Gives each cell the columns and rows that the marks beside it and below it say.
pub(crate) fn resolve(rows: &mut [Vec<Cell<SourceNode>>]) {
    let is_mark = |cell: &Cell<SourceNode>| cell.columns == 0 || cell.rows == 0;
    if !rows.iter().flatten().any(is_mark) {
        return;
    }
    // The cell that each place belongs to.
    let mut owner: Vec<Vec<(usize, usize)>> = Vec::new();
    for (row, cells) in rows.iter().enumerate() {
        let mut own = Vec::with_capacity(cells.len());
        for (column, cell) in cells.iter().enumerate() {
            let from = match (cell.columns, cell.rows) {
                (0, _) => column.checked_sub(1).and_then(|left| own.get(left).copied()),
                (_, 0) => row.checked_sub(1).and_then(|above| owner[above].get(column).copied()),
                _ => None,
            };
            own.push(from.unwrap_or((row, column)));
        }
        owner.push(own);
    }
    for (row, own) in owner.iter().enumerate() {
        for (column, (home, start)) in own.iter().copied().enumerate() {
            let cell = &mut rows[home][start];
            cell.rows = cell.rows.max(row + 1 - home);
            cell.columns = cell.columns.max(column + 1 - start);
        }
    }
    for (row, own) in owner.iter().enumerate() {
        let mut places = own.iter().enumerate();
        rows[row].retain(|_| places.next().is_none_or(|(column, home)| *home == (row, column)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(rows: &str) -> Vec<Vec<(usize, usize)>> {
        let cell = |text: &str| mark(&format!("{text} |")).unwrap_or_default();
        let mut rows: Vec<Vec<Cell<SourceNode>>> =
            rows.lines().map(|line| line.split_whitespace().map(cell).collect()).collect();
        resolve(&mut rows);
        rows.iter().map(|row| row.iter().map(|cell| (cell.columns, cell.rows)).collect()).collect()
    }

    #[test]
    fn an_empty_cell_is_not_the_mark_after_it() {
        assert!(mark(" | ^^ |").is_none() && mark("|<<|").is_none());
        assert!(mark(" ^^ |").is_some() && mark("<<|").is_some());
    }

    #[test]
    fn marks_become_spans() {
        assert_eq!(shape("a << b\nc d e"), [vec![(2, 1), (1, 1)], vec![(1, 1); 3]]);
        assert_eq!(shape("a b\n^^ c\n^^ d"), [vec![(1, 3), (1, 1)], vec![(1, 1)], vec![(1, 1)]]);
        assert_eq!(shape("a << b\n^^ ^^ c"), [vec![(2, 2), (1, 1)], vec![(1, 1)]]);
        assert_eq!(shape("<< a\n^^ b"), [vec![(1, 2), (1, 1)], vec![(1, 1)]]);
    }
}
