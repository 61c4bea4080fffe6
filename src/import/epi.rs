//! Reads FHIR electronic product information: the documents of a Bundle, each a monograph of its own.

use serde_json::Value;

use crate::import::codes;
use crate::import::document::{Block, Identity, Label, LeftOut, Names};
use crate::import::error::ImportError;
use crate::import::fhir::{self, is, list, string};
use crate::import::narrative::Narrative;
use crate::import::qrd;
use crate::import::spl::date;
use crate::import::xml;
use crate::monograph::SectionKind;
use crate::read::source_tree::{Inline, plain_inlines};

/// Deeper than any bundle of bundles or section of sections; JSON itself is read to a depth of 128.
const MOST_DEPTH: usize = 40;

/// Reads the documents of a file.
pub(crate) fn read(bytes: &[u8]) -> Result<Vec<Label>, ImportError> {
    let root = fhir::read(bytes)?;
    let mut found = Vec::new();
    compositions(&root, &Value::Null, 0, &mut found);
    if found.is_empty() {
        let kind = root.get("resourceType").and_then(Value::as_str).unwrap_or("no FHIR resource");
        return Err(ImportError::NotALabel {
            expected: "a FHIR Bundle with a Composition",
            found: kind.chars().take(60).collect(),
        });
    }
    let several = found.len() > 1;
    let mut labels: Vec<Label> = found
        .into_iter()
        .enumerate()
        .map(|(at, (composition, bundle))| label(composition, bundle, several, at))
        .collect();
    // The documents of a file are about one product; one of them names it.
    let named = labels.iter().find(|label| !label.names.brands.is_empty()).or(labels.first());
    if let Some(names) = named.map(|label| label.names.clone()) {
        labels.iter_mut().for_each(|label| label.names = names.clone());
    }
    Ok(labels)
}

/// The Compositions with their Bundles, at any depth.
fn compositions<'a>(
    value: &'a Value,
    bundle: &'a Value,
    depth: usize,
    found: &mut Vec<(&'a Value, &'a Value)>,
) {
    if depth > MOST_DEPTH {
        return;
    }
    if is(value, "Composition") {
        found.push((value, bundle));
    } else if is(value, "Bundle") {
        for entry in list(value, "entry") {
            compositions(entry.get("resource").unwrap_or(&Value::Null), value, depth + 1, found);
        }
    }
}

fn label(composition: &Value, bundle: &Value, several: bool, at: usize) -> Label {
    let resources: Vec<&Value> =
        list(bundle, "entry").into_iter().filter_map(|entry| entry.get("resource")).collect();
    let lang = string(composition, "language").or(string(bundle, "language")).map(str::to_string);
    let mut reader = Reader {
        language: lang.as_deref().unwrap_or("en").split('-').next().unwrap_or("en").to_ascii_lowercase(),
        narrative: Narrative::default(),
        body: Vec::new(),
        left_out: LeftOut::default(),
    };
    for section in list(composition, "section") {
        reader.section(section, 1, SectionKind::Other, 0);
    }
    reader.left_out.figures = reader.narrative.missing_figures;
    unwrap(&mut reader.body);
    let first_code =
        list(composition, "section").first().and_then(|section| code(section)).unwrap_or_default();
    let is_leaflet = reader.is_leaflet(first_code);
    let part = several.then_some(match (is_leaflet, at) {
        (Some(false), 0) => "1-professional",
        (Some(true), 0) => "1-patient",
        (None, 0) => "1",
        (Some(false), 1) => "2-professional",
        (Some(true), 1) => "2-patient",
        (None, 1) => "2",
        (_, _) => "3",
    });
    let identifier = list(composition, "identifier")
        .into_iter()
        .chain(list(bundle, "identifier"))
        .find_map(|identifier| string(identifier, "value"))
        .or(string(bundle, "id"))
        .or(string(composition, "id"));
    let kind = composition.get("type").and_then(|kind| {
        string(kind, "text").map(str::to_string).or_else(|| {
            list(kind, "coding")
                .first()
                .and_then(|coding| string(coding, "display").or(string(coding, "code")))
                .map(str::to_string)
        })
    });
    Label {
        identity: Identity {
            source: "FHIR ePI",
            source_url: identifier.filter(|id| id.starts_with("https://")).map(str::to_string),
            set_id: identifier.map(str::to_string),
            is_unique: false,
            version: string(composition, "version").map(str::to_string),
            effective_date: string(composition, "date").and_then(date),
            labeler: labeler(composition, &resources),
            label_type: kind,
            lang,
            part,
        },
        names: names(composition, &resources, &reader.body),
        body: reader.body,
        left_out: reader.left_out,
    }
}

/// Most files have one section around all others, "Package leaflet": its heading stays, the others are sections of their own.
fn unwrap(body: &mut [Block]) {
    let tops = body.iter().filter(|block| matches!(block, Block::Heading { level: 1, .. })).count();
    let begins = matches!(body.first(), Some(Block::Heading { level: 1, .. }));
    if tops != 1 || !begins {
        return;
    }
    for block in &mut body[1..] {
        if let Block::Heading { level, .. } = block {
            *level = level.saturating_sub(1).max(1);
        }
    }
}

/// The organization that the Composition names as its author, else the first one.
fn labeler(composition: &Value, resources: &[&Value]) -> Option<String> {
    let author = list(composition, "author").into_iter().find_map(|author| string(author, "reference"));
    let id = author.and_then(|reference| reference.rsplit(['/', ':']).next());
    let organizations: Vec<&&Value> =
        resources.iter().filter(|resource| is(resource, "Organization")).collect();
    let named = organizations.iter().find(|organization| id.is_some() && string(organization, "id") == id);
    let organization = named.or(organizations.first())?;
    match organization.get("name")? {
        Value::String(name) => Some(name.clone()),
        Value::Array(names) => names.first().and_then(Value::as_str).map(str::to_string),
        _ => None,
    }
}

fn names(composition: &Value, resources: &[&Value], body: &[Block]) -> Names {
    let mut names = Names::default();
    let products = resources.iter().filter(|resource| is(resource, "MedicinalProductDefinition"));
    for product in products {
        for name in list(product, "name") {
            if let Some(name) = string(name, "productName")
                && !names.brands.iter().any(|known| known == name)
            {
                names.brands.push(name.to_string());
            }
        }
    }
    names.moieties = active(resources);
    // Examples have `0` or a template where the name should be.
    names.brands.retain(|name| name.chars().filter(|c| c.is_alphabetic()).count() > 1);
    let title = string(composition, "title").unwrap_or_default();
    let title = title.strip_prefix("TEST PURPOSES ONLY - ").unwrap_or(title);
    // Examples are copies of each other, and some still name the medicine of the copied one.
    if !title.is_empty() && !qrd::is_document_type(title) {
        let said = format!("{title} {}", text(body)).to_lowercase();
        let latin = |text: &str| text.chars().find(|c| c.is_alphabetic()).is_some_and(|c| c.is_ascii());
        let first = |name: &str| {
            name.split(|c: char| !c.is_alphanumeric()).find(|word| word.len() > 2).map(str::to_lowercase)
        };
        names.brands.retain(|name| !latin(title) || first(name).is_none_or(|word| said.contains(&word)));
    }
    let first_line = body.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(plain_inlines(text)),
        _ => None,
    });
    let is_name = !title.is_empty() && !qrd::is_document_type(title);
    names.fallback =
        if is_name { title.to_string() } else { first_line.unwrap_or_else(|| title.to_string()) };
    names.fallback = names.fallback.chars().take(80).collect();
    names
}

/// The text of paragraphs and headings.
fn text(body: &[Block]) -> String {
    let texts = body.iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Heading { text, .. } => Some(plain_inlines(text)),
        Block::List { .. } | Block::Table(_) | Block::Caution(_) => None,
    });
    texts.collect::<Vec<_>>().join(" ")
}

/// The active substances: an Ingredient has the role 100000072072.
fn active(resources: &[&Value]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for ingredient in resources.iter().filter(|resource| is(resource, "Ingredient")) {
        let role = ingredient.get("role").map(|role| list(role, "coding")).unwrap_or_default();
        let is_active =
            role.iter().any(|coding| string(coding, "code").is_some_and(|code| code.ends_with("72072")));
        let concept = ingredient.pointer("/substance/code/concept").filter(|_| is_active);
        let name = concept.and_then(|concept| {
            let display = list(concept, "coding").into_iter().find_map(|coding| string(coding, "display"));
            display.or(string(concept, "text"))
        });
        if let Some(name) = name.filter(|name| !found.iter().any(|known| known.eq_ignore_ascii_case(name))) {
            found.push(name.to_string());
        }
    }
    found
}

/// The first code of a section; some end in a blank.
fn code(section: &Value) -> Option<&str> {
    let coding = list(section.get("code")?, "coding");
    coding.into_iter().find_map(|coding| string(coding, "code"))
}

struct Reader {
    /// The primary language of the document.
    language: String,
    narrative: Narrative,
    body: Vec<Block>,
    left_out: LeftOut,
}

impl Reader {
    fn section(&mut self, section: &Value, level: u8, around: SectionKind, depth: usize) {
        let code = code(section).unwrap_or_default();
        if code == "51945-4" {
            self.left_out.cartons += 1;
            return;
        }
        let title = string(section, "title").unwrap_or_default();
        let kind = codes::ema(code)
            .or_else(|| codes::loinc(code))
            .map(|known| known.kind)
            .or_else(|| qrd::kind(&self.language, title));
        let div = section.get("text").and_then(|text| string(text, "div")).unwrap_or_default();
        let mut blocks = self.narrative(div);
        if let [Block::Paragraph(text)] = blocks.as_slice()
            && matches!(plain_inlines(text).trim().to_ascii_lowercase().as_str(), "unavailable" | "n/a")
        {
            blocks.clear();
        }
        let mut runs = crate::import::runs::Runs::default();
        runs.text(title, crate::import::runs::Style::default());
        let heading = runs.inlines();
        if !heading.is_empty() {
            drop_title(&mut blocks, title);
            let stated = kind.filter(|kind| level == 1 || *kind != around);
            self.body.push(Block::Heading { level: level.min(5), text: heading, kind: stated });
        }
        let first = blocks
            .iter()
            .filter_map(|block| if let Block::Heading { level, .. } = block { Some(*level) } else { None })
            .min();
        for block in blocks {
            self.body.push(match block {
                Block::Heading { level: own, text, kind } => {
                    let below = own - first.unwrap_or(own) + 1;
                    Block::Heading { level: (level + below).min(5), text, kind }
                }
                other => other,
            });
        }
        if depth < MOST_DEPTH {
            for inner in list(section, "section") {
                self.section(inner, level + 1, kind.unwrap_or(around), depth + 1);
            }
        }
    }

    fn narrative(&mut self, div: &str) -> Vec<Block> {
        if div.is_empty() {
            return Vec::new();
        }
        match xml::parse(div) {
            Ok(document) => self.narrative.blocks(document.root()),
            // Names of characters that XML does not have.
            Err(_) => {
                let known = named_characters(div);
                match xml::parse(&known) {
                    Ok(document) => self.narrative.blocks(document.root()),
                    Err(_) => {
                        let mut runs = crate::import::runs::Runs::default();
                        runs.text(&without_tags(&known), crate::import::runs::Style::default());
                        vec![Block::Paragraph(runs.inlines())]
                    }
                }
            }
        }
    }

    /// Whether the document is a leaflet for patients or a text for professionals, where its sections say so.
    fn is_leaflet(&self, first_code: &str) -> Option<bool> {
        match first_code.trim().parse::<u64>().ok()? {
            200_000_029_894..=200_000_029_921 => Some(true),
            200_000_029_791..=200_000_029_847 => Some(false),
            _ => None,
        }
    }
}

/// Nordic files repeat the title at the beginning of the text.
fn drop_title(blocks: &mut Vec<Block>, title: &str) {
    let same = |text: &[Inline]| letters(&plain_inlines(text)) == letters(title);
    let repeated = match blocks.first() {
        Some(Block::Paragraph(text) | Block::Heading { text, .. }) => same(text),
        _ => false,
    };
    if repeated {
        blocks.remove(0);
    }
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// `&nbsp;` and the like as characters.
fn named_characters(text: &str) -> String {
    const NAMES: [(&str, &str); 22] = [
        ("&nbsp;", "\u{a0}"),
        ("&reg;", "®"),
        ("&copy;", "©"),
        ("&trade;", "™"),
        ("&deg;", "°"),
        ("&micro;", "µ"),
        ("&plusmn;", "±"),
        ("&times;", "×"),
        ("&le;", "≤"),
        ("&ge;", "≥"),
        ("&ndash;", "–"),
        ("&mdash;", "—"),
        ("&bull;", "•"),
        ("&hellip;", "…"),
        ("&lsquo;", "‘"),
        ("&rsquo;", "’"),
        ("&ldquo;", "“"),
        ("&rdquo;", "”"),
        ("&middot;", "·"),
        ("&eacute;", "é"),
        ("&alpha;", "α"),
        ("&beta;", "β"),
    ];
    NAMES.iter().fold(text.to_string(), |text, (name, character)| text.replace(name, character))
}

/// The text of XML that cannot be parsed; better than none of it.
fn without_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        out.push(' ');
        rest = rest[at..].find('>').map_or("", |end| &rest[at + end + 1..]);
    }
    out.push_str(rest);
    out.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&")
}
