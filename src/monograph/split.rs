//! Splits the Markdown of a file with several medicines into one text for each.

/// The part of a file under one heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct SplitPart {
    /// The heading.
    pub heading: String,
    /// The part as Markdown of its own: its heading is of level 1, and its lines have the numbers that they have in the file.
    pub text: String,
}

/// The parts of `source` under its headings of `level`; each ends before the next heading of that level or above it.
#[must_use]
pub(crate) fn split(source: &str, level: u8) -> Vec<SplitPart> {
    let mut parts: Vec<SplitPart> = Vec::new();
    let (mut fence, mut open, mut passed) = (None, false, 0);
    for line in source.split_inclusive('\n') {
        let text = line.trim_start();
        match fence {
            Some(mark) if text.starts_with(mark) => fence = None,
            None => fence = ["```", "~~~"].into_iter().find(|mark| text.starts_with(mark)),
            Some(_) => {}
        }
        let hashes = line.len() - line.trim_start_matches('#').len();
        let heading = line[hashes..].trim().trim_end_matches('#').trim();
        let is_heading = fence.is_none()
            && (1..=6).contains(&hashes)
            && line[hashes..].starts_with([' ', '\t'])
            && !heading.is_empty();
        if is_heading && hashes <= usize::from(level) {
            open = hashes == usize::from(level);
            if open {
                let text = format!("{}# {heading}\n", "\n".repeat(passed));
                parts.push(SplitPart { heading: heading.into(), text });
            }
        } else if let Some(part) = parts.last_mut().filter(|_| open) {
            part.text.push_str(line);
        }
        passed += 1;
    }
    parts
}
