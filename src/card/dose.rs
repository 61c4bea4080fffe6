//! Keeps a number and its unit in one element that never wraps, without changing a character.

use crate::card::{CardNode, Part, Tag};

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
pub(crate) fn push(nodes: &mut Vec<CardNode>, text: &str) {
    let mut done = 0;
    let mut from = 0;
    while let Some(gap) = behind_number(text, from) {
        let start = text[done..gap].rfind(' ').map_or(done, |at| done + at + 1);
        let unit = text[gap + 1..].split([' ', '\n']).next().unwrap_or_default();
        from = gap + 1;
        if is_unit(unit) {
            from += unit.len();
            if start > done {
                nodes.push(CardNode::text(&text[done..start]));
            }
            nodes.push(CardNode::part(Tag::Span, Part::Dose, vec![CardNode::text(&text[start..from])]));
            done = from;
        }
    }
    if done < text.len() {
        nodes.push(CardNode::text(&text[done..]));
    }
}

/// The first blank of `text` that follows a digit, both from byte `from` on.
fn behind_number(text: &str, from: usize) -> Option<usize> {
    let mut pairs = text.as_bytes().get(from..)?.windows(2);
    pairs.position(|pair| pair[1] == b' ' && pair[0].is_ascii_digit()).map(|at| from + at + 1)
}

/// Joins a power with its number and unit, `150–400 × 10⁹/L` as `10`, `sup` and `/L` too, in one run that never wraps.
pub(crate) fn join_powers(nodes: Vec<CardNode>) -> Vec<CardNode> {
    let mut out: Vec<CardNode> = Vec::with_capacity(nodes.len());
    let mut rest = nodes.into_iter().peekable();
    while let Some(node) = rest.next() {
        let power = matches!(&node, CardNode::Element { tag: Tag::Sup, .. });
        let before = match out.last() {
            Some(CardNode::Text(text)) if power && text.ends_with(|c: char| c.is_ascii_digit()) => {
                text.clone()
            }
            _ => {
                out.push(node);
                continue;
            }
        };
        out.pop();
        let (before, number) = before.split_at(number_start(&before));
        let mut run = vec![CardNode::text(number), node];
        if !before.is_empty() {
            out.push(CardNode::text(before));
        }
        if let Some(CardNode::Text(after)) = rest.next_if(|next| matches!(next, CardNode::Text(_))) {
            let (unit, after) = after.split_at(unit_end(&after));
            if !unit.is_empty() {
                run.push(CardNode::text(unit));
            }
            out.push(CardNode::part(Tag::Span, Part::Dose, run));
            if !after.is_empty() {
                out.push(CardNode::text(after));
            }
        } else {
            out.push(CardNode::part(Tag::Span, Part::Dose, run));
        }
    }
    out
}

/// Where the number at the end of `text` begins, with the factor before a `×`.
fn number_start(text: &str) -> usize {
    let word = |to: usize| text[..to].rfind(' ').map_or(0, |at| at + 1);
    let last = word(text.len());
    let sign = word(last.saturating_sub(1));
    if matches!(text[sign..last].trim_end(), "×" | "x") { word(sign.saturating_sub(1)) } else { last }
}

/// Where the unit at the start of `text` ends: up to the first blank, past it when a unit follows.
fn unit_end(text: &str) -> usize {
    let blank = |from: usize| text[from..].find([' ', '\n']).map_or(text.len(), |at| from + at);
    let end = blank(0);
    if end > 0 {
        return end;
    }
    let next = blank(1.min(text.len()));
    if is_unit(text[..next].trim_start()) { next } else { 0 }
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
                CardNode::Text(text) => all.push_str(text),
                CardNode::Element { children, .. } => {
                    let Some(CardNode::Text(text)) = children.first() else { panic!("a dose holds text") };
                    all.push_str(text);
                    doses.push(text.clone());
                }
            }
        }
        assert_eq!(all, text, "no character is lost");
        doses
    }

    #[test]
    fn a_power_keeps_its_number_and_unit() {
        let sup = || CardNode::new(Tag::Sup, vec![CardNode::text("9")]);
        let joined = |before: &str, after: &str| {
            let nodes = join_powers(vec![CardNode::text(before), sup(), CardNode::text(after)]);
            let shape: Vec<String> = nodes
                .iter()
                .map(|node| match node {
                    CardNode::Text(text) => text.clone(),
                    CardNode::Element { children, .. } => {
                        let parts = children
                            .iter()
                            .map(|part| if let CardNode::Text(text) = part { text.as_str() } else { "^9" });
                        format!("[{}]", parts.collect::<String>())
                    }
                })
                .collect();
            shape.concat()
        };
        for (before, after, want) in [
            ("about 150–400 × 10", "/L or more", "about [150–400 × 10^9/L] or more"),
            ("2 x 10", " cells", "[2 x 10^9] cells"),
            ("10", " mL of it", "[10^9 mL] of it"),
            ("see note", " there", "see note[9] there"),
        ] {
            assert_eq!(joined(before, after), want);
        }
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
