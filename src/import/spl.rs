//! Reads HL7 Structured Product Labeling, the XML of DailyMed and Health Canada.

use roxmltree::Node;

use crate::import::codes;
use crate::import::document::{Block, Identity, Label, LeftOut, Names};
use crate::import::error::ImportError;
use crate::import::narrative::Narrative;
use crate::import::xml::{self, at, child, children, flat};
use crate::monograph::SectionKind;
use crate::read::source_tree::{Inline, plain_inlines};

const NAMESPACE: &str = "urn:hl7-org:v3";
const LOINC: &str = "2.16.840.1.113883.6.1";
const DATA: &str = "48780-1";
const CARTON: &str = "51945-4";
const RECENT_CHANGES: &str = "43683-2";
const BOXED: &str = "34066-1";

/// Documents that index substances and products for computers.
const INDEXING: [&str; 6] = ["60685-5", "60684-8", "60683-0", "64124-1", "66105-8", "77648-4"];

/// Reads one label.
pub(crate) fn read(bytes: &[u8]) -> Result<Label, ImportError> {
    let text = xml::text(bytes)?;
    let document = xml::parse(text)?;
    let root = document.root_element();
    if root.tag_name().name() != "document" || root.tag_name().namespace() != Some(NAMESPACE) {
        return Err(ImportError::NotALabel {
            expected: "an SPL document (HL7 v3)",
            found: format!("the element <{}>", root.tag_name().name()),
        });
    }
    let identity = identity(root);
    let code = identity.label_type.as_deref().unwrap_or_default();
    if INDEXING.contains(&code) {
        return Err(ImportError::NoText { found: format!("an indexing file of type {code}") });
    }
    let body = at(root, &["component", "structuredBody"]).ok_or_else(|| ImportError::NotALabel {
        expected: "an SPL document with a structuredBody",
        found: "none".into(),
    })?;
    let mut reader =
        Reader { narrative: Narrative::default(), left_out: LeftOut::default(), body: Vec::new() };
    reader.figures(root);
    reader.narrative.note_signs(root);
    let mut titled = false;
    for section in sections(body) {
        reader.section(section, 1, SectionKind::Other, &mut titled);
    }
    reader.left_out.figures = reader.narrative.missing_figures;
    Ok(Label { identity, names: names(root), body: reader.body, left_out: reader.left_out })
}

fn identity(root: Node<'_, '_>) -> Identity {
    let value =
        |path: &[&str], name: &str| at(root, path).and_then(|node| node.attribute(name)).map(str::to_string);
    let canadian = child(root, "typeId").and_then(|node| node.attribute("assigningAuthorityName"))
        == Some("Health Canada");
    let set_id = value(&["setId"], "root");
    let url = set_id.as_ref().map(|id| {
        format!("https://dailymed.nlm.nih.gov/dailymed/lookup.cfm?setid={}", id.to_ascii_lowercase())
    });
    let labeler = at(root, &["author", "assignedEntity", "representedOrganization", "name"])
        .map(|name| name.text().unwrap_or_default().to_string());
    let lang = value(&["languageCode"], "code").map(|code| match code.to_ascii_lowercase().as_str() {
        "eng" => "en".to_string(),
        "fra" | "fre" => "fr".to_string(),
        "spa" => "es".to_string(),
        other => other.chars().take(12).collect(),
    });
    Identity {
        source: if canadian { "Health Canada" } else { "DailyMed" },
        source_url: url.filter(|_| !canadian),
        is_unique: set_id.is_some(),
        set_id,
        version: value(&["versionNumber"], "value"),
        effective_date: value(&["effectiveTime"], "value").and_then(|value| date(&value)),
        labeler: labeler.filter(|name| !name.trim().is_empty()),
        label_type: value(&["code"], "code"),
        lang: Some(lang.unwrap_or_else(|| "en".into())),
        part: None,
    }
}

/// `20260424` as `2026-04-24`; less where the source has less.
pub(crate) fn date(value: &str) -> Option<String> {
    let digits: String =
        value.chars().take_while(|c| c.is_ascii_digit() || *c == '-').filter(char::is_ascii_digit).collect();
    match digits.len() {
        8.. => Some(format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8])),
        6 => Some(format!("{}-{}", &digits[..4], &digits[4..6])),
        4 => Some(digits),
        _ => None,
    }
}

fn names(root: Node<'_, '_>) -> Names {
    let mut names = Names::default();
    let named = |node: Node<'_, '_>, name: &str| child(node, name).map(flat).filter(|name| !name.is_empty());
    let products = root.descendants().filter(|node| {
        node.is_element()
            && matches!(
                node.tag_name().name(),
                "manufacturedProduct" | "manufacturedMedicine" | "partProduct"
            )
    });
    for product in products {
        let active: Vec<Node<'_, '_>> = children(product, "ingredient")
            .filter(|node| node.attribute("classCode").is_some_and(|code| code.starts_with("ACT")))
            .chain(children(product, "activeIngredient"))
            .collect();
        let substances: Vec<String> = active
            .iter()
            .filter_map(|node| {
                let substance = child(*node, "ingredientSubstance")
                    .or_else(|| child(*node, "activeIngredientSubstance"))?;
                named(substance, "name")
            })
            .collect();
        let moieties: Vec<String> = active
            .iter()
            .filter_map(|node| child(*node, "ingredientSubstance"))
            .filter_map(|node| at(node, &["activeMoiety", "activeMoiety"]))
            .filter_map(|node| named(node, "name"))
            .collect();
        // A swab of a kit.
        if substances.is_empty()
            || substances.iter().all(|name| name.eq_ignore_ascii_case("isopropyl alcohol"))
        {
            continue;
        }
        let suffix = named(product, "suffix").map(|suffix| format!(" {suffix}")).unwrap_or_default();
        if let Some(name) = named(product, "name") {
            push(&mut names.brands, format!("{name}{suffix}"));
        }
        let generic =
            at(product, &["asEntityWithGeneric", "genericMedicine"]).and_then(|node| named(node, "name"));
        if names.generic.is_none() {
            names.generic = generic;
            names.substances.clone_from(&substances);
            if moieties.len() == substances.len() {
                names.moieties = moieties;
            }
        }
    }
    let title = child(root, "title").map(flat).unwrap_or_default();
    let usable = !title.is_empty() && !title.starts_with("These highlights") && title != "Drug Facts";
    names.fallback = if usable { title.chars().take(120).collect() } else { String::new() };
    names
}

fn push(list: &mut Vec<String>, name: String) {
    if !list.iter().any(|known| known.eq_ignore_ascii_case(&name)) {
        list.push(name);
    }
}

fn sections<'a, 'input: 'a>(node: Node<'a, 'input>) -> impl Iterator<Item = Node<'a, 'input>> {
    children(node, "component").flat_map(|component| children(component, "section"))
}

struct Reader {
    narrative: Narrative,
    left_out: LeftOut,
    body: Vec<Block>,
}

impl Reader {
    /// The texts of the pictures, by the id that the text refers to.
    fn figures(&mut self, root: Node<'_, '_>) {
        for media in root
            .descendants()
            .filter(|node| node.is_element() && node.tag_name().name() == "observationMedia")
        {
            if let Some(id) = media.attribute("ID") {
                let alt = child(media, "text").map(flat).unwrap_or_default();
                self.narrative.figures.insert(id.to_string(), alt);
            }
        }
    }

    /// Adds a section and those inside it; `titled` says whether a sibling before it has a heading.
    fn section(&mut self, section: Node<'_, '_>, level: u8, around: SectionKind, titled: &mut bool) {
        let code = child(section, "code");
        let is_loinc =
            code.and_then(|code| code.attribute("codeSystem")).is_none_or(|system| system == LOINC);
        let code = code.and_then(|code| code.attribute("code")).unwrap_or_default();
        match code {
            DATA => return,
            CARTON => {
                self.left_out.cartons += 1;
                return;
            }
            RECENT_CHANGES if child(section, "title").is_none_or(|title| flat(title).is_empty()) => {
                self.left_out.recent_changes += 1;
                return;
            }
            _ => {}
        }
        self.left_out.highlights += usize::from(at(section, &["excerpt", "highlight", "text"]).is_some());
        let known = if is_loinc { codes::loinc(code) } else { None };
        let mut title = child(section, "title").map(|title| self.narrative.title(title)).unwrap_or_default();
        let mut kind = known.map(|known| known.kind);
        if !is_loinc {
            kind = by_title(&plain_inlines(&title));
        }
        let mut blocks = child(section, "text").map(|text| self.narrative.blocks(text)).unwrap_or_default();
        // What changed recently is said only in the highlights.
        if code == RECENT_CHANGES && blocks.is_empty() {
            let highlight = at(section, &["excerpt", "highlight", "text"]);
            blocks = highlight.map(|text| self.narrative.blocks(text)).unwrap_or_default();
            self.left_out.highlights -= usize::from(highlight.is_some());
        }
        if code == "34069-5" && names_storage(&title, &blocks) {
            kind = Some(SectionKind::Storage);
        }
        if title.is_empty()
            && (*titled || kind.is_some_and(|kind| kind != around))
            && has_content(section, &blocks)
        {
            // The text would appear under the heading of the section before it.
            let heading = known.map_or("Other information", |known| known.heading);
            title = own_heading(&mut blocks, heading).unwrap_or_else(|| vec![Inline::Text(heading.into())]);
        }
        if title.is_empty() {
            self.body.extend(self.below(blocks, level));
        } else {
            *titled = true;
            let stated = kind.filter(|kind| level == 1 || *kind != around);
            self.body.push(Block::Heading { level: level.min(5), text: title, kind: stated });
            let blocks = self.below(blocks, level);
            if code == BOXED && !blocks.is_empty() {
                self.caution(blocks);
            } else {
                self.body.extend(blocks);
            }
        }
        let mut inner_titled = false;
        // Text without a title belongs to this section, not to the one inside it that happens to come first.
        let (titled, untitled): (Vec<_>, Vec<_>) = sections(section)
            .partition(|inner| child(*inner, "title").is_some_and(|title| !flat(title).is_empty()));
        for inner in untitled.into_iter().chain(titled) {
            self.section(inner, level + 1, kind.unwrap_or(around), &mut inner_titled);
        }
    }

    /// Boxed text as callouts; tables stay outside of them, as they are.
    fn caution(&mut self, blocks: Vec<Block>) {
        let mut run = Vec::new();
        for block in blocks {
            if matches!(block, Block::Table(_) | Block::Heading { .. }) {
                if !run.is_empty() {
                    self.body.push(Block::Caution(std::mem::take(&mut run)));
                }
                self.body.push(block);
            } else {
                run.push(block);
            }
        }
        if !run.is_empty() {
            self.body.push(Block::Caution(run));
        }
    }

    /// Headings in the text of a section are below that of the section.
    fn below(&self, blocks: Vec<Block>, level: u8) -> Vec<Block> {
        blocks
            .into_iter()
            .map(|block| match block {
                Block::Heading { level: own, text, kind } => {
                    Block::Heading { level: (level + own.max(1)).min(5), text, kind }
                }
                other => other,
            })
            .collect()
    }
}

/// The first paragraph as the heading, where it begins with the words that the code stands for.
fn own_heading(blocks: &mut Vec<Block>, heading: &str) -> Option<Vec<Inline>> {
    let Some(Block::Paragraph(text)) = blocks.first() else { return None };
    let plain = plain_inlines(text);
    let begins = plain.to_lowercase().starts_with(&heading.to_lowercase());
    let alone = blocks.len() > 1 && plain.chars().count() <= 80 && !text.contains(&Inline::HardBreak);
    if !begins || !alone {
        return None;
    }
    blocks.remove(0);
    Some(vec![Inline::Text(plain.trim_end_matches(':').to_string())])
}

fn has_content(section: Node<'_, '_>, blocks: &[Block]) -> bool {
    !blocks.is_empty() || sections(section).next().is_some()
}

/// Whether a section on how the medicine is supplied says how to store it.
fn names_storage(title: &[Inline], blocks: &[Block]) -> bool {
    let names = |text: &str| {
        let text = text.to_lowercase();
        text.contains("storage") || text.starts_with("store ") || text.contains(" store ")
    };
    names(&plain_inlines(title))
        || blocks.iter().any(|block| matches!(block, Block::Paragraph(text) if names(&plain_inlines(text))))
}

/// The kind that a heading names, where the codes are of a list that we do not know.
fn by_title(title: &str) -> Option<SectionKind> {
    let title = title.trim().to_lowercase();
    let found = match title.as_str() {
        "indications and clinical use" | "indications" | "indications et utilisation clinique" => {
            SectionKind::Usage
        }
        "contraindications" | "contre-indications" => SectionKind::Contraindications,
        "warnings and precautions" | "mises en garde et précautions" => SectionKind::Precautions,
        "adverse reactions" | "effets indésirables" => SectionKind::SideEffects,
        "drug interactions" | "interactions médicamenteuses" => SectionKind::Interactions,
        "dosage and administration" | "posologie et administration" => SectionKind::Dosage,
        "overdosage" | "surdosage" => SectionKind::Overdose,
        "mechanism of action" | "mode d'action" | "mode d’action" => SectionKind::HowItWorks,
        "storage and stability" | "entreposage et stabilité" | "conservation et stabilité" => {
            SectionKind::Storage
        }
        "special populations" | "populations particulières" => SectionKind::SpecialGroups,
        "pregnant women" | "nursing women" | "femmes enceintes" | "femmes qui allaitent" => {
            SectionKind::Pregnancy
        }
        _ => return None,
    };
    Some(found)
}
