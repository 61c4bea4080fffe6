//! Writes results as JSON by hand: the browser reads it with `JSON.parse`, and no serializer is downloaded.

use crate::index::format::page_rows::PageAlert;
use crate::lean::digits::{push_digit, push_number};
use crate::search::results::{AnswerHit, Medicine, SearchResults};

/// The results as one JSON object. Ranges count UTF-16 units, as the browser's strings do.
#[must_use]
pub fn json(results: &SearchResults) -> String {
    let mut out = Json(String::from("{"));
    out.array("medicines", &results.medicines, medicine);
    out.array("answers", &results.answers, answer);
    out.array("different", &results.different, medicine);
    out.texts("not_here", &results.not_here);
    out.array("not_understood", &results.not_understood, |out, name| {
        out.text("text", &name.text);
        out.text("name", &name.name);
    });
    out.texts("unmet", &results.unmet);
    out.array("corrected", &results.corrected, |out, correction| {
        out.text("typed", &correction.typed);
        out.text("shown", &correction.shown);
    });
    if results.strangers {
        out.key("strangers");
        out.0.push_str("true");
    }
    out.number("total", results.total);
    out.key("noMatch");
    out.0.push_str(if results.no_match { "true}" } else { "false}" });
    out.0
}

/// What must be loaded before the question can be answered.
#[cfg(target_os = "unknown")]
#[must_use]
pub(crate) fn need(paths: &[String]) -> String {
    let mut out = Json(String::from("{"));
    out.texts("need", paths);
    out.0.push('}');
    out.0
}

fn medicine(out: &mut Json, medicine: &Medicine) {
    out.bundle(medicine.bundle);
    out.text("slug", &medicine.slug);
    out.text("path", &medicine.path);
    out.text("title", &medicine.title);
    out.text("match", medicine.matched.id());
    if let Some(via) = &medicine.via {
        out.text("via", via);
    }
    if let Some(anchor) = medicine.anchor {
        out.text("anchor", anchor);
    }
    out.text("line", &medicine.line);
    out.alert(medicine.alert.as_ref());
}

fn answer(out: &mut Json, answer: &AnswerHit) {
    out.bundle(answer.bundle);
    out.text("slug", &answer.slug);
    out.text("path", &answer.path);
    out.text("title", &answer.title);
    out.text("anchor", &answer.anchor);
    out.text("kind", answer.kind);
    out.text("heading", &answer.heading);
    out.texts("labels", &answer.labels);
    out.text("text", &answer.text);
    out.ranges("headingRanges", &answer.heading, &answer.heading_ranges);
    out.ranges("ranges", &answer.text, &answer.ranges);
    out.text("match", answer.matched.id());
    // Three digits after the point are more than a ranking needs; formatting a float would weigh 10 kB.
    let thousandths = (answer.score.max(0.0) * 1000.0) as usize;
    out.key("score");
    push_number(&mut out.0, thousandths / 1000);
    out.0.push('.');
    (0..3).rev().for_each(|place| push_number(&mut out.0, thousandths / 10_usize.pow(place) % 10));
    out.alert(answer.alert.as_ref());
}

/// JSON text that grows; every value is written behind its key.
struct Json(String);

impl Json {
    fn key(&mut self, key: &str) {
        if !matches!(self.0.as_bytes().last(), Some(b'{' | b'[')) {
            self.0.push(',');
        }
        self.quoted(key);
        self.0.push(':');
    }

    fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.quoted(text);
    }

    fn number(&mut self, key: &str, number: usize) {
        self.key(key);
        push_number(&mut self.0, number);
    }

    /// Said where it is not the first.
    fn bundle(&mut self, bundle: usize) {
        if bundle > 0 {
            self.number("volume", bundle);
        }
    }

    /// Left out if the page has no alert.
    fn alert(&mut self, alert: Option<&PageAlert>) {
        if let Some(alert) = alert {
            self.key("alert");
            self.0.push('{');
            self.text("code", &alert.code);
            self.text("text", &alert.text);
            self.0.push('}');
        }
    }

    fn array<T>(&mut self, key: &str, items: &[T], write: fn(&mut Self, &T)) {
        self.key(key);
        self.0.push('[');
        for (at, item) in items.iter().enumerate() {
            self.0.push_str(if at == 0 { "{" } else { ",{" });
            write(self, item);
            self.0.push('}');
        }
        self.0.push(']');
    }

    fn texts(&mut self, key: &str, texts: &[String]) {
        self.key(key);
        self.0.push('[');
        for (at, text) in texts.iter().enumerate() {
            self.0.push_str(if at == 0 { "" } else { "," });
            self.quoted(text);
        }
        self.0.push(']');
    }

    fn ranges(&mut self, key: &str, text: &str, ranges: &[(usize, usize)]) {
        let passages = |to: usize| text.get(..to).map_or(0, |before| before.encode_utf16().count());
        self.key(key);
        self.0.push('[');
        for (at, (from, to)) in ranges.iter().enumerate() {
            self.0.push_str(if at == 0 { "[" } else { ",[" });
            push_number(&mut self.0, passages(*from));
            self.0.push(',');
            push_number(&mut self.0, passages(*to));
            self.0.push(']');
        }
        self.0.push(']');
    }

    /// A JSON string: RFC 8259 section 7 asks to escape the quote, the backslash and the control characters.
    fn quoted(&mut self, text: &str) {
        self.0.push('"');
        for c in text.chars() {
            match c {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\u{0}'..='\u{1f}' => {
                    self.0.push_str(if c < '\u{10}' { "\\u000" } else { "\\u001" });
                    push_digit(&mut self.0, c as usize);
                }
                _ => self.0.push(c),
            }
        }
        self.0.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::MatchKind;
    use serde_json::Value;

    #[test]
    fn a_json_reader_reads_what_was_meant() {
        let odd = "“50 µg”\n\u{1}\u{1f}\\ \"not\" 💊 10⁸";
        let page = Medicine {
            bundle: 0,
            slug: "a".into(),
            path: "a/a.md".into(),
            title: odd.into(),
            matched: MatchKind::Synonym,
            via: Some("Lasix".into()),
            line: String::new(),
            anchor: None,
            alert: Some(PageAlert { code: "fiction".into(), text: odd.into() }),
        };
        let end = odd.len();
        let found = AnswerHit {
            bundle: 1,
            slug: "a".into(),
            path: "a/a.md".into(),
            title: odd.into(),
            anchor: "faq-1".into(),
            kind: "faq",
            heading: odd.into(),
            labels: vec![odd.into()],
            text: odd.into(),
            heading_ranges: vec![],
            ranges: vec![(0, 3), (end - 5, end)],
            score: 12.0456,
            matched: MatchKind::Exact,
            alert: None,
        };
        let results = SearchResults {
            medicines: vec![page.clone(), page],
            answers: vec![found],
            total: 1203,
            ..SearchResults::default()
        };
        let read: Value = serde_json::from_str(&json(&results)).unwrap();
        assert_eq!(read["medicines"][1]["title"], odd);
        assert_eq!(read["medicines"][0]["via"], "Lasix");
        assert_eq!(read["medicines"][1]["alert"], serde_json::json!({ "code": "fiction", "text": odd }));
        assert_eq!(read["answers"][0].get("alert"), None);
        assert_eq!(
            (&read["medicines"][0]["volume"], &read["answers"][0]["volume"]),
            (&Value::Null, &1.into())
        );
        assert_eq!(read["answers"][0]["score"], 12.045);
        assert_eq!(read["total"], 1203);
        assert_eq!(read["noMatch"], false);
        let passages: Vec<u16> = odd.encode_utf16().collect();
        assert_eq!(
            read["answers"][0]["ranges"],
            serde_json::json!([[0, 1], [passages.len() - 3, passages.len()]])
        );
    }
}
