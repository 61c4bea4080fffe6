//! Writes a label as a Markdown file: front matter, then the text.

use crate::import::document::{Block, Label};
use crate::import::{aliases, markdown, names};
use crate::read::source_tree::plain_inlines;

/// The Markdown file of a label, whose slug depends on the files that are there already.
#[derive(Debug, Clone)]
pub(crate) struct Text {
    before_slug: String,
    after_slug: String,
}

impl Text {
    /// The whole text.
    pub(crate) fn with_slug(&self, slug: &str) -> String {
        let mut out = self.before_slug.clone();
        line(&mut out, "slug", Some(slug));
        out + &self.after_slug
    }
}

/// Writes a label. `source_file` is the name of the file it came from, `retrieved` a date.
pub(crate) fn write(label: &Label, source_file: &str, retrieved: &str) -> Text {
    let mut out = String::from("---\n");
    let identity = &label.identity;
    let title = names::title(label);
    line(&mut out, "title", Some(&title));
    let generic = label.names.generic.as_deref().map(names::readable);
    line(&mut out, "generic", generic.as_deref());
    let brands: Vec<String> = label.names.brands.iter().map(|name| names::readable(name)).collect();
    list(&mut out, "brands", brands.iter().filter(|name| **name != title).cloned().collect());
    list(&mut out, "substances", label.names.substances.iter().map(|name| names::readable(name)).collect());
    list(&mut out, "aliases", aliases::aliases(&label.names, &title));
    let before_slug = std::mem::take(&mut out);
    line(&mut out, "lang", identity.lang.as_deref());
    line(&mut out, "source", Some(identity.source));
    line(&mut out, "source_url", identity.source_url.as_deref());
    line(&mut out, "source_file", Some(source_file));
    line(&mut out, "set_id", identity.set_id.as_deref());
    line(&mut out, "import_key", (!identity.is_unique).then(|| key(label, source_file)).as_deref());
    line(&mut out, "version", identity.version.as_deref());
    line(&mut out, "effective_date", identity.effective_date.as_deref());
    line(&mut out, "labeler", identity.labeler.as_deref());
    line(&mut out, "label_type", identity.label_type.as_deref());
    line(&mut out, "retrieved", Some(retrieved));
    line(&mut out, "left_out", Some(&left_out(label)));
    let has_text = !label.body.is_empty();
    line(&mut out, "draft", (!has_text).then_some("true"));
    labels(&mut out, &label.body);
    out.push_str("---\n\n");
    out.push_str(&markdown::write(&label.body));
    Text { before_slug, after_slug: out }
}

/// A line of front matter, for a value that is there.
fn line(out: &mut String, key: &str, value: Option<&str>) {
    if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
        out.push_str(&format!("{key}: {}\n", quoted(value)));
    }
}

/// The folder of a label's language: a bundle has one language.
pub(crate) fn language_folder(label: &Label) -> String {
    let lang = label.identity.lang.as_deref().unwrap_or("und").to_ascii_lowercase();
    let primary: String = lang.chars().take_while(char::is_ascii_lowercase).take(8).collect();
    if primary.is_empty() { "und".into() } else { primary }
}

/// What stays the same in every version of a label. Labels without an id of their own are known by their file.
pub(crate) fn key(label: &Label, source_file: &str) -> String {
    let identity = &label.identity;
    let id = identity.set_id.as_deref().unwrap_or_default().to_ascii_lowercase();
    let parts = [
        if identity.is_unique { "" } else { source_file },
        &id,
        identity.lang.as_deref().filter(|_| !identity.is_unique).unwrap_or_default(),
        identity.part.unwrap_or_default(),
    ];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" ")
}

/// The kinds of the headings, so that they need not be guessed.
fn labels(out: &mut String, body: &[Block]) {
    let mut kinds: Vec<(&str, Vec<String>)> = Vec::new();
    for block in body {
        let Block::Heading { text, kind: Some(kind), .. } = block else { continue };
        let heading = quoted_always(&plain_inlines(text));
        match kinds.iter_mut().find(|(id, _)| *id == kind.id()) {
            Some((_, headings)) if headings.contains(&heading) => {}
            Some((_, headings)) => headings.push(heading),
            None => kinds.push((kind.id(), vec![heading])),
        }
    }
    if !kinds.is_empty() {
        out.push_str("labels:\n");
    }
    for (kind, headings) in kinds {
        out.push_str(&format!("  {kind}: [{}]\n", headings.join(", ")));
    }
}

fn list(out: &mut String, key: &str, names: Vec<String>) {
    let mut seen: Vec<String> = Vec::new();
    for name in names {
        if !seen.contains(&name) {
            seen.push(name);
        }
    }
    if !seen.is_empty() {
        line(out, key, Some(&seen.join(", ")));
    }
}

/// What the import left out, as words.
pub(crate) fn left_out(label: &Label) -> String {
    let left = &label.left_out;
    let parts = [
        (left.figures, "figure", "figures"),
        (left.cartons, "carton section", "carton sections"),
        (left.highlights, "highlights section", "highlights sections"),
        (left.recent_changes, "section on recent changes", "sections on recent changes"),
        (left.repeated, "repeated section", "repeated sections"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(count, one, many)| format!("{count} {}", if *count == 1 { one } else { many }))
        .collect();
    parts.join(", ")
}

/// A value as YAML, quoted where it must be.
fn quoted(value: &str) -> String {
    let plain = value.chars().next().is_some_and(char::is_alphabetic)
        && value.chars().all(|c| {
            c.is_alphanumeric()
                || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | ',' | '+' | ':' | '?' | '=')
        })
        && !value.contains(": ")
        && !value.ends_with(':')
        && !matches!(
            value.to_ascii_lowercase().as_str(),
            "true" | "false" | "yes" | "no" | "on" | "off" | "null"
        );
    if plain || matches!(value, "true") { value.to_string() } else { quoted_always(value) }
}

fn quoted_always(value: &str) -> String {
    let mut out = String::from("\"");
    for c in value.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push(' '),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}
