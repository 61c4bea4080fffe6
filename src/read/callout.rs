//! Recognises what a callout is for, by its word in Markdown or its class in HTML.

use crate::read::inline::{raw, split, trim};
use crate::read::source_tree::{CalloutKind, Inline, SourceNode};

/// The words of each kind, in the languages that sites are written in.
const WORDS: [(CalloutKind, &str); 6] = [
    (CalloutKind::Danger, " danger error bug failure fail missing alert critical gefahr peligro peligre "),
    (CalloutKind::Warning, " warning attention warn advertencia avertissement warnung achtung aviso "),
    (CalloutKind::Caution, " caution vorsicht precaucion prudence "),
    (CalloutKind::Important, " important wichtig importante "),
    (CalloutKind::Tip, " tip hint success check done tipp consejo astuce conseil "),
    (
        CalloutKind::Note,
        " note info information abstract summary tldr todo example quote cite question help faq seealso details hinweis nota remarque ",
    ),
];

/// The kind that a word names; any other word is a note.
pub(crate) fn kind_of(word: &str) -> Option<CalloutKind> {
    let word = [" ", word.to_ascii_lowercase().as_str(), " "].concat();
    WORDS.iter().find(|(_, words)| words.contains(&word)).map(|(kind, _)| *kind)
}

/// The kind that classes of an element name, where they are those of a callout.
pub(crate) fn kind_of_classes(classes: &str) -> Option<CalloutKind> {
    const MARKS: [&str; 9] = [
        "admonition",
        "callout",
        "custom-block",
        "theme-admonition",
        "markdown-alert",
        "alert",
        "notice",
        "hint",
        "starlight-aside",
    ];
    let words = || classes.split_ascii_whitespace();
    let is_callout = words().any(|word| MARKS.contains(&word));
    let last = |word: &str| {
        MARKS
            .iter()
            .find_map(|mark| word.strip_prefix(mark))
            .map(|rest| rest.trim_start_matches('-').to_string())
    };
    if !is_callout {
        return None;
    }
    let named = words().find_map(|word| kind_of(word).or_else(|| last(word).and_then(|word| kind_of(&word))));
    Some(named.unwrap_or(CalloutKind::Note))
}

/// A quotation, or the callout that it is: `> [!WARNING] Title`.
pub(crate) fn of_quote(mut nodes: Vec<SourceNode>, at: usize) -> SourceNode {
    let Some(word) = marked(&nodes) else { return SourceNode::Quote { nodes, at } };
    let mut title = Vec::new();
    if let Some(SourceNode::Paragraph(lines)) = nodes.first_mut() {
        let first = lines.remove(0);
        let end = raw(&first.text).find(']').map_or(0, |end| end + 1);
        title = trim(split(first.text, end).1);
        // `[!tip]-` folds in Obsidian; nothing is folded here.
        if let Some(Inline::Text(text)) = title.first_mut()
            && let Some(rest) = text.strip_prefix(['-', '+'])
        {
            *text = rest.trim_start().to_string();
            title = trim(title);
        }
        if lines.is_empty() {
            nodes.remove(0);
        }
    }
    callout(&word, title, nodes, at)
}

/// A callout whose kind the source names with `word`. Its title names a kind that warns, in the source's own word.
pub(crate) fn callout(word: &str, mut title: Vec<Inline>, nodes: Vec<SourceNode>, at: usize) -> SourceNode {
    let kind = kind_of(word).unwrap_or(CalloutKind::Note);
    let mut shown = word.to_ascii_lowercase();
    if let Some(first) = shown.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    if title.is_empty() {
        title.push(Inline::Text(shown));
    } else if kind.warns() && !names_kind(&raw(&title), word, kind) {
        shown.push_str(": ");
        title.insert(0, Inline::Text(shown));
    }
    SourceNode::Callout { kind, title, nodes, at }
}

/// Whether a title says what the callout is for, in the word of its mark or in another.
fn names_kind(title: &str, word: &str, kind: CalloutKind) -> bool {
    let title = title.to_ascii_lowercase();
    let mut words = title.split(|c: char| !c.is_alphanumeric());
    title.contains(&word.to_ascii_lowercase()) || words.any(|word| kind_of(word) == Some(kind))
}

/// The word of the mark `[!word]` that a quotation begins with.
fn marked(nodes: &[SourceNode]) -> Option<String> {
    let SourceNode::Paragraph(lines) = nodes.first()? else { return None };
    let text = raw(&lines.first()?.text);
    let (word, _) = text.trim_start().strip_prefix("[!")?.split_once(']')?;
    let word = word.split('|').next()?.trim();
    let plain = !word.is_empty()
        && word.len() <= 40
        && word.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | ' '));
    plain.then(|| word.to_string())
}
