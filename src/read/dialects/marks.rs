//! Rewrites marks inside a line: `~sub~`, `^sup^`, `==mark==`, `[[page|text]]`, `$formula$`, and a lone `~` or `*` in an amount.

use crate::read::diagnostic::{DiagnosticSink, Rule};
use crate::read::dialects::hidden::in_braces;
use crate::read::dialects::writer::{Writer, find_near};
use crate::read::tags::tag;

/// The scheme of a link to another page by its name; no address of the web begins with it.
pub(crate) const WIKI: &str = "wiki:";

/// Whether headings are written without a blank after their marks: `##Dose`.
pub(crate) fn bare_hashes(body: &str) -> bool {
    body.lines().any(|line| {
        let marks = line.len() - line.trim_start_matches('#').len();
        (2..=6).contains(&marks) && line[marks..].starts_with(char::is_alphanumeric)
    })
}

impl<R: DiagnosticSink> Writer<'_, R> {
    /// Writes `line`, which is at byte `at` of the body, from byte `from` on.
    pub(crate) fn inline(&mut self, at: usize, line: &str, from: usize) {
        let mut done = self.heading(at, line, from);
        let mut next = done;
        if self.formula_line(line) {
            return;
        }
        while let Some(found) = line.get(next..).and_then(next_mark) {
            let place = next + found;
            let rest = &line[place..];
            self.out.push_str(&line[done..place]);
            done = place;
            let length = self.mark(at, line, place);
            next = place + length.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
            if length.is_some() {
                done = next.min(line.len());
            }
        }
        self.out.push_str(line.get(done..).unwrap_or_default());
    }

    /// Rewrites the mark at byte `place`; how many bytes of the line it was, `None` when it stays.
    fn mark(&mut self, at: usize, line: &str, place: usize) -> Option<usize> {
        let (before, rest) = (&line[..place], &line[place..]);
        let last = before.chars().next_back();
        if last == Some('\\') {
            return None;
        }
        match rest.as_bytes()[0] {
            b'`' => {
                let ticks = rest.bytes().take_while(|byte| *byte == b'`').count();
                let end = find_near(&rest[ticks..], &rest[..ticks]).map_or(ticks, |end| ticks + end + ticks);
                self.out.push_str(&rest[..end]);
                Some(end)
            }
            b'<' if rest.starts_with("<!--") => self.comment(at + place, rest),
            b'<' => {
                // Addresses and attributes stay as they are.
                let address =
                    || find_near(rest, ">").filter(|end| !rest[..*end].contains(' ')).map(|end| end + 1);
                let length = tag(rest).map(|tag| tag.length).or_else(address)?;
                self.out.push_str(&rest[..length]);
                Some(length)
            }
            b']' => {
                let end = find_near(rest.strip_prefix("](")?, ")")? + 3;
                self.out.push_str(&rest[..end]);
                Some(end)
            }
            b'{' => {
                let hidden = in_braces(before, rest)?;
                let length = hidden.length;
                self.note(hidden.rule, at + place, || match hidden.rule {
                    Rule::HiddenInclude => {
                        format!("the content that {} includes is not shown", &rest[..length])
                    }
                    _ => format!("not shown: {}", &rest[..length]),
                });
                Some(length)
            }
            b'~' => self.tilde(last, rest),
            b'^' => self.script(last, rest, '^', "sup"),
            b'*' if before.trim_matches([' ', '-', '+']).is_empty() && rest.starts_with("**") => {
                self.label(rest)
            }
            b'*' => {
                let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
                (digit(last) && digit(rest.chars().nth(1))).then(|| {
                    self.escape();
                    self.out.push('*');
                    1
                })
            }
            b'=' => {
                let inner = rest.strip_prefix("==").filter(|inner| !inner.starts_with(['=', ' ']))?;
                let end = find_near(inner, "==").filter(|end| *end > 0 && !inner[..*end].ends_with(' '))?;
                self.out.extend(["<mark>", &inner[..end], "</mark>"]);
                Some(end + 4)
            }
            b'[' => self.wiki(before, rest),
            b'$' => self.formula(rest),
            _ => None,
        }
    }

    /// `**Label: **text` is a label all the same, though Markdown closes no emphasis after a blank.
    fn label(&mut self, rest: &str) -> Option<usize> {
        let inner = &rest[2..];
        let end = find_near(inner, "**")?;
        let label = inner[..end].trim_end();
        let is_open = label.len() < end && label.ends_with(':') && !inner.starts_with([' ', '*']);
        (is_open && !inner[end + 2..].starts_with('*')).then(|| {
            self.out.extend(["**", label, "**", &inner[label.len()..end]]);
            end + 4
        })
    }

    /// A comment, which may go on over lines.
    fn comment(&mut self, at: usize, rest: &str) -> Option<usize> {
        let end = if self.unclosed { None } else { self.body[at + 4..].find("-->") };
        let Some(end) = end else {
            self.unclosed = true;
            self.note(Rule::UnclosedComment, at, || "a comment is never closed, so its text is shown".into());
            self.escape();
            self.out.push_str("<!--");
            return Some(4);
        };
        let text = self.body[at + 4..at + 4 + end].trim();
        self.note(Rule::HiddenComment, at, || format!("a comment is not shown: {}", first_words(text)));
        self.hidden_to = at + 4 + end + 3;
        Some((end + 7).min(rest.len()))
    }

    /// `CO~2~` lowers, `~~struck~~` stays for the parser, and any other `~` is text: about 5 mg.
    fn tilde(&mut self, last: Option<char>, rest: &str) -> Option<usize> {
        let count = rest.bytes().take_while(|byte| *byte == b'~').count();
        if count == 2 {
            self.out.push_str("~~");
            return Some(2);
        }
        if count == 1
            && let Some(length) = self.script(last, rest, '~', "sub")
        {
            return Some(length);
        }
        for _ in 0..count {
            self.escape();
            self.out.push('~');
        }
        Some(count)
    }

    /// A raised or lowered run right after a letter, digit or bracket: no blank is in it.
    fn script(&mut self, last: Option<char>, rest: &str, mark: char, tag: &str) -> Option<usize> {
        let inner = &rest[1..];
        let end = find_near(inner, mark.encode_utf8(&mut [0; 4]))?;
        let text = &inner[..end];
        let attached = last.is_some_and(|c| c.is_alphabetic() || matches!(c, ')' | ']' | '}' | '~' | '^'));
        // Between two numbers `~` is "to", and `^` raises to the end of a number: `10^9/L to 10^12/L`.
        let raised = mark == '^' && last.is_some_and(char::is_numeric);
        let plain = !text.is_empty()
            && text.chars().count() <= 24
            && !text.contains(char::is_whitespace)
            && !text.contains(['<', '`', '|'])
            && (mark == '~' || !text.contains('/'));
        ((attached || raised) && plain).then(|| {
            self.out.extend(["<", tag, ">", text, "</", tag, ">"]);
            end + 2
        })
    }

    /// `[[page#part|text]]` and the embedded `![[picture.png]]`.
    fn wiki(&mut self, before: &str, rest: &str) -> Option<usize> {
        let inner = rest.strip_prefix("[[")?;
        let end = find_near(inner, "]]")?;
        let inner = &inner[..end];
        let (page, text) = match inner.split_once('|') {
            Some((page, text)) => (page.trim_end_matches('\\'), text),
            None => (inner, inner.split('#').next().filter(|page| !page.is_empty()).unwrap_or(inner)),
        };
        let odd = |c: char| matches!(c, '<' | '>' | '[' | ']' | '\n');
        if page.trim().is_empty() || text.trim().is_empty() || inner.contains(odd) {
            return None;
        }
        let text = if before.ends_with('!') { inner.split('|').next().unwrap_or(inner) } else { text };
        self.out.extend(["[", text.trim(), "](<", WIKI, page.trim(), ">)"]);
        Some(end + 4)
    }

    /// A formula becomes code, as it is written: it has a command, a group, or a raised or lowered part.
    fn formula(&mut self, rest: &str) -> Option<usize> {
        let mark = if rest.starts_with("$$") { "$$" } else { "$" };
        let inner = &rest[mark.len()..];
        let end = find_near(inner, mark)?;
        let text = &inner[..end];
        let is_formula = text.contains(['\\', '{', '_', '^']) && !text.contains('`');
        let closed = !text.ends_with([' ', '\\'])
            && !inner[end + mark.len()..].starts_with(|c: char| c.is_ascii_digit());
        (is_formula && (closed || mark.len() == 2)).then(|| {
            self.out.extend(["`", mark, text, mark, "`"]);
            end + 2 * mark.len()
        })
    }

    /// A line of a formula between two lines `$$`; whether it is one.
    fn formula_line(&mut self, line: &str) -> bool {
        let text = line.trim();
        let fence = text == "$$";
        if !fence && !self.formula {
            return false;
        }
        self.formula ^= fence;
        if text.is_empty() || text.contains('`') {
            self.formula &= !text.is_empty();
            return false;
        }
        self.out.extend(["`", text, "`"]);
        true
    }

    /// Puts the blank that Markdown wants between the marks of a heading and its text; gives the bytes that are written.
    fn heading(&mut self, at: usize, line: &str, from: usize) -> usize {
        let marks = line.len() - line.trim_start_matches('#').len();
        let text = &line[marks..];
        if !self.hashes || from > 0 || !(1..=6).contains(&marks) || !text.starts_with(char::is_alphanumeric) {
            return from;
        }
        // One `#` may be a tag, and is a heading only as the first line.
        if marks == 1 && (text.contains('#') || !self.body[..at].trim().is_empty()) {
            return from;
        }
        self.note(Rule::HeadingBlank, at, || format!("read as a heading: {line}"));
        self.out.extend([&line[..marks], " "]);
        marks
    }
}

/// Which bytes begin a mark.
const MARKS: [bool; 256] = {
    let (bytes, mut marks, mut at) = (b"`<{~^*=[]$", [false; 256], 0);
    while at < bytes.len() {
        marks[bytes[at] as usize] = true;
        at += 1;
    }
    marks
};

fn next_mark(text: &str) -> Option<usize> {
    text.bytes().position(|byte| MARKS[usize::from(byte)])
}

fn first_words(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}
