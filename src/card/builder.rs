//! Builds the card of a monograph: everything the source says, and no warning is collapsed.

use crate::card::blocks::{flow, phrase};
use crate::card::key_line::KeyLine;
use crate::card::links::{self, Pages};
use crate::card::{
    Attributes, CardNode, Part, SectionFlags, Tag, UiStrings, always_open, key_line, order, provenance,
    record,
};
#[cfg(not(target_os = "unknown"))]
use crate::card::{Related, related};
use crate::monograph::completeness::lacking;
use crate::monograph::official::OfficialLabel;
use crate::monograph::passage::Anchors;
use crate::monograph::side_effects::effect_sentence;
use crate::monograph::{
    Block, Bucket, EffectGroup, Monograph, Section, SectionKind, plain_blocks, plain_inlines,
};
use crate::text::Language;
use crate::text::fold::key;

/// What a card says beyond its monograph.
#[derive(Clone, Default)]
pub struct Context<'a> {
    /// The name in tall-man letters, where the list has it; read out as the plain name.
    pub tall: Option<&'a str>,
    /// Names that are easily mistaken for this one, each of another medicine.
    pub different: &'a [String],
    /// What is wrong with the page as a whole, one sentence each.
    pub alerts: &'a [String],
    /// A note by the site that shows the card.
    pub local: Option<&'a Local>,
    /// The cards and pictures of the bundle; without it, a link to another page is text.
    pub pages: Option<&'a dyn Pages>,
    /// The pages of the bundle that belong to it.
    #[cfg(not(target_os = "unknown"))]
    pub related: Option<&'a Related>,
}

/// A note by the site that shows the card: not part of the monograph, and marked as such.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Local {
    /// Whose note it is, and its date.
    pub mark: String,
    /// Its lines.
    pub lines: Vec<String>,
}

/// The anchor of the copy of serious effects at the top.
pub(crate) const SERIOUS: &str = "serious";

/// Builds the card of `monograph`.
#[must_use]
pub fn card(monograph: &Monograph, context: &Context) -> CardNode {
    let anchors = anchored(&monograph.sections);
    // Disclaimers that end the page move to the foot; one in the middle keeps its place.
    let body_len =
        anchors.iter().rposition(|(_, section)| !section.kind.is_disclaimer()).map_or(0, |last| last + 1);
    let body = &anchors[..body_len];
    let key_line = KeyLine::new(monograph, body);
    let serious = serious(monograph);
    let withdrawn = monograph.record.is_withdrawn();

    let head = header(monograph, context, &key_line, body, serious.is_some());
    let mut children = vec![strip(monograph, context), head];
    if !monograph.preamble.is_empty() {
        children.push(CardNode::part(
            Tag::Section,
            Part::Preamble,
            flow(&monograph.preamble, &monograph.language),
        ));
    }
    children.extend(serious);
    let mut nodes: Vec<CardNode> = anchors
        .iter()
        .enumerate()
        .map(|(number, (anchor, _))| section_node(anchor, number, monograph, &key_line))
        .collect();
    let disclaimers = nodes.split_off(body_len);
    children.extend(nodes);
    children.push(if withdrawn { withdrawn_foot() } else { foot(monograph, disclaimers) });
    let language = Some(&monograph.language).filter(|language| **language != Language::ENGLISH).cloned();
    let mut card = CardNode::Element {
        tag: Tag::Article,
        attributes: Attributes { part: Some(Part::Card), language, ..Attributes::default() },
        children,
    };
    links::settle(&mut card, context.pages, UiStrings::of(&monograph.language));
    number_questions(&mut card, &mut 0);
    match OfficialLabel::of(&monograph.front_matter) {
        Some(_) => order::of_label(&mut card),
        None => order::for_use(&mut card),
    }
    #[cfg(not(target_os = "unknown"))]
    if let Some(related) = context.related.filter(|_| !withdrawn) {
        related::add(&mut card, related, monograph);
    }
    card
}

/// Gives each question the anchor that its passage has in the index: `faq-1`, `faq-2`, in source order.
fn number_questions(node: &mut CardNode, count: &mut usize) {
    let CardNode::Element { tag, attributes, children } = node else { return };
    if *tag == Tag::Details {
        *count += 1;
        attributes.id = Some(format!("faq-{count}"));
    }
    children.iter_mut().for_each(|child| number_questions(child, count));
}

fn anchored(sections: &[Section]) -> Vec<(String, &Section)> {
    let mut anchors = Anchors::default();
    sections.iter().map(|section| (anchors.next(section.kind), section)).collect()
}

/// Whose card it is and where it comes from: what stays in sight while the card scrolls.
fn strip(monograph: &Monograph, context: &Context) -> CardNode {
    let plain = if monograph.heading.is_empty() {
        vec![CardNode::text(&monograph.title)]
    } else {
        phrase(&monograph.heading)
    };
    let words = UiStrings::of(&monograph.language);
    let mut children = vec![provenance::line(monograph), name(plain, &monograph.title, context.tall)];
    if !context.different.is_empty() {
        let label = CardNode::new(Tag::Strong, vec![CardNode::text(words.different)]);
        let names = CardNode::text(context.different.join(words.comma));
        children.push(CardNode::part(Tag::P, Part::Different, vec![label, names]).marked(words, monograph));
    }
    CardNode::part(Tag::Div, Part::Strip, children)
}

/// What a reader needs before the text: what is wrong with the page, notes of the site, links.
fn header(
    monograph: &Monograph,
    context: &Context,
    key_line: &KeyLine,
    body: &[(String, &Section)],
    serious: bool,
) -> CardNode {
    let words = UiStrings::of(&monograph.language);
    let alert = |alert: &String| {
        CardNode::part(Tag::P, Part::Alert, vec![CardNode::text(alert)]).marked(words, monograph)
    };
    let mut children = Vec::new();
    if let Some(generic) = &monograph.generic_name
        && key(generic) != key(&monograph.title)
    {
        let text = CardNode::text([words.generic_name, generic].concat());
        children.push(CardNode::part(Tag::P, Part::OtherNames, vec![text]).marked(words, monograph));
    }
    children.extend(context.alerts.iter().map(alert));
    children.extend(context.local.map(local));
    if !monograph.record.is_withdrawn() {
        children.extend(key_line.links(monograph));
    }
    children.extend(jump_list(monograph, key_line, body, serious));
    CardNode::part(Tag::Div, Part::Header, children)
}

/// The note of a site, after the words that say whose it is.
fn local(note: &Local) -> CardNode {
    let mut children = vec![CardNode::part(Tag::Strong, Part::LocalMark, vec![CardNode::text(&note.mark)])];
    children.extend(note.lines.iter().map(|line| CardNode::new(Tag::P, vec![CardNode::text(line)])));
    CardNode::part(Tag::Div, Part::Local, children)
}

/// The name; tall-man letters are for the eye: a screen reader reads the plain name, not single letters.
fn name(plain: Vec<CardNode>, title: &str, tall: Option<&str>) -> CardNode {
    let whole = plain_text(&plain);
    let at = whole.to_lowercase().find(&title.to_lowercase()).filter(|_| whole.is_ascii());
    // Only the letters of the name change, not what is beside it: methylPREDNISolone (Medrol).
    let shown = match (tall, at) {
        (Some(tall), Some(at)) if tall.len() == title.len() => {
            Some([&whole[..at], tall, &whole[at + title.len()..]].concat())
        }
        (tall, _) => tall.map(Into::into),
    };
    match shown {
        None => heading(0, Part::Name, plain),
        Some(shown) => CardNode::Element {
            tag: Tag::Heading,
            attributes: Attributes {
                part: Some(Part::Name),
                level: Some(0),
                label: Some(if at.is_some() { whole } else { title.to_string() }),
                ..Attributes::default()
            },
            children: vec![CardNode::text(shown)],
        },
    }
}

/// The text of nodes.
fn plain_text(nodes: &[CardNode]) -> String {
    let mut out = String::new();
    for node in nodes {
        match node {
            CardNode::Text(text) => out.push_str(text),
            CardNode::Element { children, .. } => out.push_str(&plain_text(children)),
        }
    }
    out
}

fn jump_list(
    monograph: &Monograph,
    key_line: &KeyLine,
    body: &[(String, &Section)],
    serious: bool,
) -> Option<CardNode> {
    let mut jumps = Vec::new();
    if serious {
        jumps.push(key_line::jump(SERIOUS, "Serious side effects".into()));
    }
    for (anchor, section) in body {
        if section.kind != SectionKind::GenericName && !key_line.leads_to(anchor) {
            jumps.push(key_line::jump(anchor, section_name(section, monograph)));
        }
    }
    (!jumps.is_empty()).then(|| CardNode::Element {
        tag: Tag::Nav,
        attributes: Attributes {
            part: Some(Part::JumpList),
            label: Some(UiStrings::of(&monograph.language).on_this_card.into()),
            ..Attributes::default()
        },
        children: jumps,
    })
}

/// The serious effects, copied to the top and marked as a copy; their section stays complete in its place.
fn serious(monograph: &Monograph) -> Option<CardNode> {
    let mut children = Vec::new();
    if !monograph.effects(Bucket::Serious).any(names_effects) {
        return None;
    }
    for group in monograph.effects(Bucket::Serious) {
        let label = key(&plain_inlines(&group.label));
        // The heading of the copy already says "serious"; a label that says more (how often) is kept.
        if !matches!(label.as_str(), "" | "serious" | "serious side effects") {
            children.push(CardNode::part(Tag::P, Part::SeriousLabel, phrase(&group.label)));
        }
        children.extend(flow(&group.blocks, &monograph.language));
    }
    if children.is_empty() {
        return None;
    }
    let from = monograph.sections.iter().find(|section| section.kind == SectionKind::SideEffects);
    let from = from
        .map_or_else(|| SectionKind::SideEffects.label().into(), |section| section_name(section, monograph));
    let mark = format!("Copied from “{from}”, which follows in full below.");
    let mut all = vec![
        heading(1, Part::SectionHeading, vec![CardNode::text("Serious side effects")]),
        CardNode::part(Tag::P, Part::CopyMark, vec![CardNode::text(mark)]),
    ];
    all.append(&mut children);
    Some(CardNode::Element {
        tag: Tag::Section,
        attributes: Attributes {
            part: Some(Part::Serious),
            id: Some(SERIOUS.into()),
            ..Attributes::default()
        },
        children: all,
    })
}

/// Whether a group has more to show than the sentence that there are serious effects.
fn names_effects(group: &EffectGroup) -> bool {
    let announces = |block: &Block| {
        let Block::Paragraph(text) = block else { return false };
        let text = plain_inlines(text);
        text.len() <= 120 && effect_sentence::mentions_effects(&text)
    };
    !group.effects.is_empty() || !group.blocks.iter().all(announces)
}

/// The section with number `number` of the monograph.
fn section_node(anchor: &str, number: usize, monograph: &Monograph, key_line: &KeyLine) -> CardNode {
    let section = &monograph.sections[number];
    let language = &monograph.language;
    let mut children = Vec::new();
    if !section.heading.is_empty() {
        children.push(heading(1, Part::SectionHeading, phrase(&section.heading)));
    }
    let mut body = section_body(number, monograph);
    key_line.anchor(&mut body, section);
    children.push(CardNode::part(Tag::Div, Part::SectionBody, body));
    let part = Part::Section(SectionFlags {
        faqs: section.kind == SectionKind::Faqs,
        foldable: always_open::may_fold(section, language),
        disclaimer: section.kind.is_disclaimer(),
        boxed: section.kind == SectionKind::BoxedWarning,
        dose: section.kind == SectionKind::Dosage,
        repeats: repeats_name(section, monograph),
    });
    let label = section.heading.is_empty().then(|| section.kind.label_in(language).to_string());
    CardNode::Element {
        tag: Tag::Section,
        attributes: Attributes { part: Some(part), id: Some(anchor.into()), label, ..Attributes::default() },
        children,
    }
}

/// Whether a section of names says no more than the strip does.
fn repeats_name(section: &Section, monograph: &Monograph) -> bool {
    let said = key(&plain_blocks(&section.blocks));
    let named = |name: &str| said == key(name);
    section.kind == SectionKind::GenericName
        && (named(&monograph.title) || monograph.generic_name.as_deref().is_some_and(named))
}

fn section_body(number: usize, monograph: &Monograph) -> Vec<CardNode> {
    let section = &monograph.sections[number];
    // A heading of no known kind may only name what the sections after it are about.
    if section.kind != SectionKind::Other && monograph.is_empty_section(number) {
        let words = UiStrings::of(&monograph.language);
        return vec![
            CardNode::part(Tag::P, Part::Empty, vec![CardNode::text(words.empty)]).marked(words, monograph),
        ];
    }
    flow(&section.blocks, &monograph.language)
}

/// What follows the sections: what the page lacks, its disclaimers, and the line that the front end fills with version and date.
fn foot(monograph: &Monograph, disclaimers: Vec<CardNode>) -> CardNode {
    let mut children = Vec::new();
    children.extend(completeness(monograph));
    if disclaimers.is_empty() {
        children.push(provenance::built_in_disclaimer(monograph));
    }
    children.extend(disclaimers);
    // The line of an official label has them already.
    let details = record::details(&monograph.record, &monograph.language);
    if let Some(details) = details.filter(|_| OfficialLabel::of(&monograph.front_matter).is_none()) {
        let words = UiStrings::of(&monograph.language);
        children.push(
            CardNode::part(Tag::P, Part::Record, vec![CardNode::text(details)]).marked(words, monograph),
        );
    }
    children.push(CardNode::part(Tag::P, Part::Source, Vec::new()));
    CardNode::part(Tag::Div, Part::Foot, children)
}

/// A withdrawn page has no text that could lack a section or a disclaimer.
fn withdrawn_foot() -> CardNode {
    CardNode::part(Tag::Div, Part::Foot, vec![CardNode::part(Tag::P, Part::Source, Vec::new())])
}

fn completeness(monograph: &Monograph) -> Option<CardNode> {
    let words = UiStrings::of(&monograph.language);
    let lacking = lacking(monograph).into_iter();
    let missing: Vec<&str> = lacking.map(|kind| kind.label_in(&monograph.language)).collect();
    let sentence = match missing.as_slice() {
        [] => return None,
        [one] => {
            let [before, after] = words.lacks_one;
            [before, one, after].concat()
        }
        [first @ .., last] => {
            let [before, and, after] = words.lacks;
            [before, &first.join(words.comma), and, last, after].concat()
        }
    };
    let strong = CardNode::new(Tag::Strong, vec![CardNode::text(sentence)]);
    let follows = CardNode::text(words.nothing_follows);
    Some(CardNode::part(Tag::P, Part::Completeness, vec![strong, follows]).marked(words, monograph))
}

fn section_name(section: &Section, monograph: &Monograph) -> String {
    let name = plain_inlines(&section.heading);
    if name.is_empty() { section.kind.label_in(&monograph.language).into() } else { name }
}

fn heading(level: u8, part: Part, children: Vec<CardNode>) -> CardNode {
    CardNode::Element {
        tag: Tag::Heading,
        attributes: Attributes { part: Some(part), level: Some(level), ..Attributes::default() },
        children,
    }
}
