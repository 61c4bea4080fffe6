//! Leaves out what Markdown tools never show: comments, marks of site generators, ids and classes; each is reported.
//!
//! ```text
//! <!-- to do -->              comment
//! {% include dose.html %}     Jekyll, Liquid          {{< note >}}  {{% note %}}  {{ figure(src="x") }}   Hugo, Zola
//! import X from './x'         MDX                     {/* to do */}
//! ## Dose {#dose .wide}       ids and classes of Pandoc, Quarto and kramdown ({: .wide })
//! ```

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::dialects::writer::{Above, Writer, find_near};

/// A piece of a line that is not shown.
pub(crate) struct Hidden {
    /// Its bytes.
    pub(crate) length: usize,
    pub(crate) rule: Rule,
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Leaves out a line that imports or exports code; whether it is one.
    pub(crate) fn hidden_line(&mut self, at: usize, line: &str, above: &Above) -> bool {
        let quoted =
            || line.contains(" from '") || line.contains(" from \"") || line.ends_with(['\'', '"', ';']);
        let import = line.starts_with("import ") && quoted();
        let export = ["export const ", "export default ", "export function "]
            .iter()
            .any(|word| line.starts_with(word));
        let is_code = !above.text && at >= self.hidden_to && (import || export);
        if is_code {
            self.note(Rule::HiddenMark, at, || format!("not shown: {}", line.trim()));
        }
        is_code
    }
}

/// What begins with the brace that `rest` begins with, if it is not shown. `before` is the text of the line before it.
pub(crate) fn in_braces(before: &str, rest: &str) -> Option<Hidden> {
    let within = |open: &str, close: &str| {
        let inner = rest.strip_prefix(open)?;
        let end = find_near(inner, close)?;
        Some((&inner[..end], open.len() + end + close.len()))
    };
    let mark = |(_, length): (&str, usize)| Hidden { length, rule: Rule::HiddenMark };
    if let Some((inner, length)) = within("{%", "%}") {
        let words = inner.trim_start_matches('-').trim_start();
        let includes =
            words.starts_with("include") || words.starts_with("render") || words.starts_with("import");
        return Some(Hidden { length, rule: if includes { Rule::HiddenInclude } else { Rule::HiddenMark } });
    }
    if let Some(found) =
        within("{{<", ">}}").or_else(|| within("{{%", "%}}")).or_else(|| within("{/*", "*/}"))
    {
        return Some(mark(found));
    }
    if let Some((inner, length)) = within("{{", "}}") {
        let words = inner.trim();
        // `{{ name }}` may be a gap that nobody filled; a call or a variable of the site is not.
        let called = words.ends_with(')') && words.contains('(');
        let of_site = ["site.", "page.", "config.", "$"].iter().any(|start| words.starts_with(start));
        return (called || of_site).then_some(Hidden { length, rule: Rule::HiddenMark });
    }
    let (inner, length) = within("{", "}")?;
    let first = inner.chars().next()?;
    let second = inner.chars().nth(1).unwrap_or(' ');
    let names = match first {
        ':' => second.is_ascii_alphabetic() || matches!(second, ' ' | '.' | '#' | ':'),
        '#' | '.' => second.is_ascii_alphabetic() || second == '_',
        // `![chart](chart.png){width=50%}`
        _ => before.ends_with([')', ']']) && inner.contains('=') && first.is_ascii_alphabetic(),
    };
    let plain = !inner.contains(['{', '\\', '$', '|']);
    (names && plain).then_some(Hidden { length, rule: Rule::HiddenMark })
}
