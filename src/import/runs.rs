//! Collects the text of a block and makes inlines of it that Markdown can express.

use crate::read::source_tree::Inline;
use crate::text::unicode;

/// How a run of text is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Style {
    pub(crate) strong: bool,
    pub(crate) emphasis: bool,
    pub(crate) script: Script,
}

/// Whether text is raised or lowered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Script {
    #[default]
    None,
    Sub,
    Sup,
}

#[derive(Debug, Clone)]
enum Run {
    Text(String, Style),
    Break,
}

/// The runs of a block in the order of the text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Runs(Vec<Run>);

impl Runs {
    /// Adds text. Blanks count as in HTML: any number of them is one.
    pub(crate) fn text(&mut self, text: &str, style: Style) {
        for (index, word) in text.split([' ', '\t', '\n', '\r']).enumerate() {
            if index > 0 {
                self.push(" ", Style::default());
            }
            let shown: String = word.chars().filter(|c| !is_invisible(*c)).collect();
            // As a reader of the page will see it.
            self.push(&unicode::visible(&readable(&shown)), style);
        }
    }

    fn push(&mut self, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        match self.0.last_mut() {
            Some(Run::Text(last, _)) if text == " " && last.ends_with(' ') => {}
            Some(Run::Break) | None if text == " " => {}
            Some(Run::Text(last, its)) if *its == style => last.push_str(text),
            _ => self.0.push(Run::Text(text.into(), style)),
        }
    }

    /// Begins a new line.
    pub(crate) fn line_break(&mut self) {
        self.trim_end();
        if matches!(self.0.last(), Some(Run::Text(..))) {
            self.0.push(Run::Break);
        }
    }

    /// Adds the runs of `other`.
    pub(crate) fn append(&mut self, other: &Self) {
        for run in &other.0 {
            match run {
                Run::Text(text, style) => self.text(text, *style),
                Run::Break => self.line_break(),
            }
        }
    }

    /// Whether there is no text.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|run| match run {
            Run::Text(text, _) => text.trim().is_empty(),
            Run::Break => true,
        })
    }

    /// The text, lines joined with blanks.
    pub(crate) fn plain(&self) -> String {
        let parts = self.0.iter().map(|run| match run {
            Run::Text(text, _) => text.as_str(),
            Run::Break => " ",
        });
        parts.collect::<String>().trim().to_string()
    }

    fn trim_end(&mut self) {
        while let Some(last) = self.0.last_mut() {
            match last {
                Run::Break => {}
                Run::Text(text, _) => {
                    text.truncate(text.trim_end().len());
                    if !text.is_empty() {
                        return;
                    }
                }
            }
            self.0.pop();
        }
    }

    /// The text as inlines.
    pub(crate) fn inlines(mut self) -> Vec<Inline> {
        self.trim_end();
        let lines = self.0.split(|run| matches!(run, Run::Break)).map(line).filter(|line| !line.is_empty());
        let mut lines: Vec<Vec<Inline>> = lines.collect();
        // A strong line at the end of others reads as a heading of what follows.
        if let [before @ .., last] = lines.as_mut_slice()
            && !before.is_empty()
            && is_strong(last)
        {
            plain(last);
            if before.iter().all(|line| is_strong(line)) {
                before.iter_mut().for_each(plain);
            }
        }
        let mut out = Vec::new();
        for line in lines {
            if !out.is_empty() {
                out.push(Inline::HardBreak);
            }
            out.extend(line);
        }
        out
    }
}

/// Whether the line begins and ends with strong text.
fn is_strong(line: &[Inline]) -> bool {
    let ends = |inline: Option<&Inline>| matches!(inline, Some(Inline::Strong(_)));
    let last = line
        .iter()
        .rev()
        .find(|inline| !matches!(inline, Inline::Text(text) if text.trim_matches([' ', ':']).is_empty()));
    ends(line.first()) && ends(last)
}

/// Takes strong emphasis away.
fn plain(line: &mut Vec<Inline>) {
    let mut out: Vec<Inline> = Vec::new();
    for inline in std::mem::take(line) {
        let parts = match inline {
            Inline::Strong(inner) => inner,
            other => vec![other],
        };
        for part in parts {
            match (out.last_mut(), part) {
                (Some(Inline::Text(last)), Inline::Text(text)) => last.push_str(&text),
                (_, part) => out.push(part),
            }
        }
    }
    *line = out;
}

/// Characters that show nothing and only guide the layout.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
        || matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}'..='\u{9f}')
        || matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{fff9}'..='\u{fffb}')
}

/// A private-use character of Word's symbol font that stands for a bullet.
fn readable(text: &str) -> String {
    text.replace(['\u{f0b7}', '\u{f0a7}', '\u{f0d8}'], "•")
}

/// The inlines of one line: blanks are outside of emphasis and scripts, and emphasis that Markdown cannot express is left out.
fn line(runs: &[Run]) -> Vec<Inline> {
    let mut pieces: Vec<(String, Style)> = Vec::new();
    let mut add = |text: &str, style: Style| {
        if !text.is_empty() {
            match pieces.last_mut() {
                Some((last, its)) if *its == style => last.push_str(text),
                _ => pieces.push((text.into(), style)),
            }
        }
    };
    for run in runs {
        let Run::Text(text, style) = run else { continue };
        let text = readable(text);
        let inner = text.trim();
        let before = text.len() - text.trim_start().len();
        add(&text[..before], Style::default());
        add(inner, *style);
        if !inner.is_empty() {
            add(&text[before + inner.len()..], Style::default());
        }
    }
    trim(&mut pieces);
    bridge(&mut pieces);
    weaken(&mut pieces);
    group(&pieces)
}

fn trim(pieces: &mut Vec<(String, Style)>) {
    while let Some((text, _)) = pieces.first_mut() {
        *text = text.trim_start().to_string();
        if !text.is_empty() {
            break;
        }
        pieces.remove(0);
    }
    while let Some((text, _)) = pieces.last_mut() {
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            break;
        }
        pieces.pop();
    }
}

/// Whether two styles are one emphasis. Emphasis does not nest: strong text is not emphasised as well.
fn kind(style: Style) -> u8 {
    if style.strong { 2 } else { u8::from(style.emphasis) }
}

/// A blank between two runs of one emphasis belongs to it.
fn bridge(pieces: &mut [(String, Style)]) {
    for at in 1..pieces.len().saturating_sub(1) {
        let (before, after) = (pieces[at - 1].1, pieces[at + 1].1);
        if pieces[at].0.trim().is_empty() && kind(before) == kind(after) && kind(pieces[at].1) != kind(before)
        {
            pieces[at].1 = Style { script: Script::None, ..before };
        }
    }
}

/// Takes emphasis away where Markdown would show its marks as text.
fn weaken(pieces: &mut [(String, Style)]) {
    let mut from = 0;
    while from < pieces.len() {
        let emphasis = kind(pieces[from].1);
        let mut to = from + 1;
        while to < pieces.len() && kind(pieces[to].1) == emphasis {
            to += 1;
        }
        if emphasis > 0 {
            let before = from.checked_sub(1).and_then(|at| edge(&pieces[at], false));
            let after = pieces.get(to).and_then(|piece| edge(piece, true));
            let first = edge(&pieces[from], true);
            let last = edge(&pieces[to - 1], false);
            let next_to_emphasis = from > 0 && kind(pieces[from - 1].1) > 0;
            // A star between two digits is a sign of multiplication.
            let digits = |one: Option<char>, two: Option<char>| {
                emphasis == 1 && [one, two].iter().all(|c| c.is_some_and(char::is_numeric))
            };
            let times = digits(before, first) || digits(last, after);
            if times || next_to_emphasis || !holds(first, before) || !holds(last, after) {
                for (_, style) in &mut pieces[from..to] {
                    (style.strong, style.emphasis) = (false, false);
                }
            }
        }
        from = to;
    }
}

/// The first or last character of a piece as Markdown has it; the tag of a script ends in `>` and begins with `<`.
fn edge((text, style): &(String, Style), first: bool) -> Option<char> {
    match (style.script, first) {
        (Script::None, true) => text.chars().next(),
        (Script::None, false) => text.chars().next_back(),
        (_, true) => Some('<'),
        (_, false) => Some('>'),
    }
}

/// Whether a mark between `inside` and `outside` opens or closes emphasis.
fn holds(inside: Option<char>, outside: Option<char>) -> bool {
    let free = outside.is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation());
    inside.is_some_and(|c| !c.is_whitespace() && (free || c.is_alphanumeric()))
}

fn group(pieces: &[(String, Style)]) -> Vec<Inline> {
    let mut out: Vec<Inline> = Vec::new();
    for run in pieces.chunk_by(|one, two| kind(one.1) == kind(two.1)) {
        let mut inner: Vec<Inline> = Vec::new();
        for (text, style) in run {
            match (style.script, inner.last_mut()) {
                (Script::None, Some(Inline::Text(last))) => last.push_str(text),
                (Script::None, _) => inner.push(Inline::Text(text.clone())),
                (Script::Sub, _) => inner.push(Inline::Subscript(vec![Inline::Text(text.clone())])),
                (Script::Sup, _) => inner.push(Inline::Superscript(vec![Inline::Text(text.clone())])),
            }
        }
        match run.first().map_or(0, |(_, style)| kind(*style)) {
            2 => out.push(Inline::Strong(inner)),
            1 => out.push(Inline::Emphasis(inner)),
            _ => match (inner.first(), out.last_mut()) {
                (Some(Inline::Text(first)), Some(Inline::Text(last))) => {
                    last.push_str(first);
                    out.extend(inner.drain(1..));
                }
                _ => out.extend(inner),
            },
        }
    }
    out
}
