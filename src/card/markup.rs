//! Writes HTML and XML: the only place that writes a tag, and the only one that escapes.

/// Which rules the markup follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Syntax {
    /// HTML: `<br>`.
    Html,
    /// XML, as in a FHIR narrative: `<br/>`, and no control characters.
    Xml,
}

/// Markup being written.
pub(crate) struct Markup {
    out: String,
    syntax: Syntax,
}

impl Markup {
    /// Nothing yet.
    pub(crate) fn new(syntax: Syntax) -> Self {
        Self { out: String::new(), syntax }
    }

    /// What was written.
    pub(crate) fn finish(self) -> String {
        self.out
    }

    /// Starts an element.
    pub(crate) fn open(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.open_with(name, |tag| attributes.iter().for_each(|(name, value)| tag.attribute(name, value)));
    }

    /// Starts an element whose attributes `attributes` writes.
    pub(crate) fn open_with(&mut self, name: &str, attributes: impl FnOnce(&mut StartTag)) {
        self.start(name, attributes);
        self.out.push('>');
    }

    /// Ends an element.
    pub(crate) fn close(&mut self, name: &str) {
        self.out.extend(["</", name, ">"]);
    }

    /// Writes an element that has no content.
    pub(crate) fn void(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.start(name, |tag| attributes.iter().for_each(|(name, value)| tag.attribute(name, value)));
        self.out.push_str(match self.syntax {
            Syntax::Html => ">",
            Syntax::Xml => "/>",
        });
    }

    /// Writes an element around a text.
    pub(crate) fn leaf(&mut self, name: &str, text: &str) {
        self.open(name, &[]);
        self.text(text);
        self.close(name);
    }

    /// Writes a `style` or `script`, whose content no escape is read in: `content` must not hold its end tag.
    pub(crate) fn raw(&mut self, name: &str, attributes: &[(&str, &str)], content: &str) {
        debug_assert!(!content.contains("</"), "the content of <{name}> could end it");
        self.open(name, attributes);
        self.out.push_str(content);
        self.close(name);
    }

    /// Writes a text.
    pub(crate) fn text(&mut self, text: &str) {
        match self.syntax {
            Syntax::Html => escape(&mut self.out, text),
            Syntax::Xml => escape_xml(&mut self.out, text),
        }
    }

    /// Writes the declaration of an HTML document.
    pub(crate) fn doctype(&mut self) {
        self.out.push_str("<!doctype html>");
    }

    /// Ends a line; for the reader of the source only.
    pub(crate) fn newline(&mut self) {
        self.out.push('\n');
    }

    fn start(&mut self, name: &str, attributes: impl FnOnce(&mut StartTag)) {
        self.out.extend(["<", name]);
        attributes(&mut StartTag { out: &mut self.out });
    }
}

/// A start tag being written.
pub(crate) struct StartTag<'a> {
    out: &'a mut String,
}

impl StartTag<'_> {
    /// Writes an attribute.
    pub(crate) fn attribute(&mut self, name: &str, value: &str) {
        self.out.extend([" ", name, "=\""]);
        escape(self.out, value);
        self.out.push('"');
    }

    /// Writes an attribute that says by its presence what it says.
    pub(crate) fn flag(&mut self, name: &str) {
        self.out.extend([" ", name]);
    }
}

/// `text` as it is written in HTML or in a quoted attribute.
pub(crate) fn escaped(text: &str) -> String {
    let mut out = String::new();
    escape(&mut out, text);
    out
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            _ => out.push(c),
        }
    }
}

fn escape_xml(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // XML has no way to write these.
            '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {
                out.push(char::REPLACEMENT_CHARACTER);
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_values_never_become_markup() {
        let attack = "\"><script>alert(1)</script>&\u{1}";
        let written = |syntax| {
            let mut out = Markup::new(syntax);
            out.open("p", &[("title", attack)]);
            out.text(attack);
            out.void("br", &[]);
            out.close("p");
            out.finish()
        };
        let value = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;\u{1}";
        assert_eq!(written(Syntax::Html), format!("<p title=\"{value}\">{value}<br></p>"));
        let text = value.replace("&quot;", "\"").replace('\u{1}', "\u{fffd}");
        assert_eq!(written(Syntax::Xml), format!("<p title=\"{value}\">{text}<br/></p>"));
    }
}
