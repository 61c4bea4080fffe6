//! Owns the number that keeps its unit: both stand in one run that never wraps; no character is changed.

use super::{Node, Tag};

/// Words that make a number a dose; compared up to the first `/`, so that `mg/kg/day` counts.
const UNITS: [&str; 33] = [
    "%",
    "Gy",
    "IU",
    "L",
    "MBq",
    "U",
    "cm",
    "dL",
    "g",
    "gram",
    "grams",
    "hours",
    "kcal",
    "kg",
    "litres",
    "mEq",
    "mL",
    "mcg",
    "mg",
    "microgram",
    "micrograms",
    "min",
    "minutes",
    "ml",
    "mm",
    "mmHg",
    "mmol",
    "mm²",
    "ng",
    "units",
    "μg",
    "µg",
    "°C",
];

/// Pushes `text`, each number with its unit as one `span.dose`.
pub(super) fn push(nodes: &mut Vec<Node>, text: &str) {
    let mut done = 0;
    let mut from = 0;
    while let Some(gap) = text[from..].find(' ').map(|at| from + at) {
        let start = text[..gap].rfind(' ').map_or(0, |at| at + 1).max(done);
        let unit = text[gap + 1..].split([' ', '\n']).next().unwrap_or_default();
        if text[start..gap].ends_with(|c: char| c.is_ascii_digit()) && is_unit(unit) {
            let end = gap + 1 + unit.len();
            if start > done {
                nodes.push(Node::text(&text[done..start]));
            }
            nodes.push(Node::new(Tag::Span, "dose", vec![Node::text(&text[start..end])]));
            done = end;
        }
        from = gap + 1;
    }
    if done < text.len() {
        nodes.push(Node::text(&text[done..]));
    }
}

fn is_unit(word: &str) -> bool {
    let first = word.split('/').next().unwrap_or_default();
    let bare = first.trim_end_matches(['.', ',', ';', ':', ')', ']']);
    UNITS.contains(&bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doses(text: &str) -> Vec<String> {
        let mut nodes = Vec::new();
        push(&mut nodes, text);
        let mut all = String::new();
        let mut doses = Vec::new();
        for node in &nodes {
            match node {
                Node::Text(text) => all.push_str(text),
                Node::Element { children, .. } => {
                    let Some(Node::Text(text)) = children.first() else { panic!("a dose holds text") };
                    all.push_str(text);
                    doses.push(text.clone());
                }
            }
        }
        assert_eq!(all, text, "no character is lost");
        doses
    }

    #[test]
    fn a_number_keeps_its_unit() {
        for (text, want) in [
            ("take 5 mg daily", vec!["5 mg"]),
            ("50 mcg/kg, then 0.5 mcg/kg/min", vec!["50 mcg/kg,", "0.5 mcg/kg/min"]),
            ("if CrCl <30 mL/min (severe)", vec!["<30 mL/min"]),
            ("20–40 mg", vec!["20–40 mg"]),
            ("5 people, mg", vec![]),
            ("10 mg 20 mg", vec!["10 mg", "20 mg"]),
            ("", vec![]),
        ] {
            assert_eq!(doses(text), want, "{text}");
        }
    }
}
