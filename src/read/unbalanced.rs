//! Reports `**` that opens or closes nothing.

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::inline::{has_star, raw};
use crate::read::line_index::LineIndex;
use crate::read::source_tree::Line;

/// A page of asterisks gets no more diagnostics than anybody would read.
const CAP: usize = 20;

/// Counts what has been reported.
#[derive(Default)]
pub(crate) struct Unbalanced(usize);

impl Unbalanced {
    /// Reports `**` that stayed text in the lines of a paragraph, one a line, unless its author escaped it.
    pub(crate) fn check<R: DiagnosticSink>(
        &mut self,
        lines: &[Line],
        index: &LineIndex,
        sink: &mut R,
        is_escaped: impl Fn(&Line) -> bool,
    ) {
        if !R::ENABLED {
            return;
        }
        for line in lines.iter().filter(|line| has_star(&line.text)) {
            if self.0 < CAP && raw(&line.text).contains("**") && !is_escaped(line) {
                self.0 += 1;
                sink.note(Rule::UnbalancedEmphasis, index.line(line.at), || {
                    "unmatched `**` is shown as text".into()
                });
            }
        }
    }
}
