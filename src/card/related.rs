//! Adds links to the pages that belong to a card: of its ingredients, combinations with it, its other names.
//!
//! The German, Spanish, French and Arabic words are machine-made and not reviewed by a translator.

use crate::card::{Attributes, CardNode, Part, Tag, Target, UiStrings};
use crate::monograph::Monograph;

/// Another page of the bundle.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct OtherPage {
    pub(crate) title: String,
    pub(crate) slug: String,
}

/// The pages that belong to one page, each list in the order in which it is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Related {
    /// Of a combination: the pages of its ingredients.
    pub(crate) ingredients: Vec<OtherPage>,
    /// The same medicine under another national name.
    pub(crate) same: Vec<OtherPage>,
    /// The page whose title is the generic name of this one.
    pub(crate) generic: Vec<OtherPage>,
    /// The pages whose generic name is the title of this one.
    pub(crate) named: Vec<OtherPage>,
    /// Of one ingredient: the combinations that contain it.
    pub(crate) combinations: Vec<OtherPage>,
}

/// The words before each list.
struct Words {
    language: &'static str,
    ingredients: &'static str,
    same: &'static str,
    generic: &'static str,
    named: &'static str,
    combinations: &'static str,
}

const ENGLISH: Words = Words {
    language: "en",
    ingredients: "Pages of its ingredients: ",
    same: "The same medicine by another name: ",
    generic: "Page of its generic name: ",
    named: "Pages with this generic name: ",
    combinations: "Combinations that contain it: ",
};

const OTHERS: [Words; 4] = [
    Words {
        language: "de",
        ingredients: "Seiten zu den Bestandteilen: ",
        same: "Dasselbe Arzneimittel unter anderem Namen: ",
        generic: "Seite zum Wirkstoffnamen: ",
        named: "Seiten mit diesem Wirkstoffnamen: ",
        combinations: "Kombinationen, die es enthalten: ",
    },
    Words {
        language: "es",
        ingredients: "Páginas de sus componentes: ",
        same: "El mismo medicamento con otro nombre: ",
        generic: "Página de su nombre genérico: ",
        named: "Páginas con este nombre genérico: ",
        combinations: "Combinaciones que lo contienen: ",
    },
    Words {
        language: "fr",
        ingredients: "Pages de ses composants : ",
        same: "Le même médicament sous un autre nom : ",
        generic: "Page de son nom générique : ",
        named: "Pages avec ce nom générique : ",
        combinations: "Associations qui en contiennent : ",
    },
    Words {
        language: "ar",
        ingredients: "صفحات مكوناته: ",
        same: "الدواء نفسه باسم آخر: ",
        generic: "صفحة اسمه العلمي: ",
        named: "صفحات بهذا الاسم العلمي: ",
        combinations: "التركيبات التي تحتوي عليه: ",
    },
];

/// Adds the links to a finished card: a short list below the generic name, combinations, which may be many, to its foot.
pub(crate) fn add(card: &mut CardNode, related: &Related, monograph: &Monograph) {
    let own = OTHERS.iter().find(|words| words.language == monograph.language.primary());
    let words = own.unwrap_or(&ENGLISH);
    let Related { ingredients, same, generic, named, combinations } = related;
    let lists = [
        (words.ingredients, ingredients),
        (words.same, same),
        (words.generic, generic),
        (words.named, named),
    ];
    let lines: Vec<CardNode> =
        lists.iter().filter_map(|(label, pages)| line(label, pages, monograph)).collect();
    let CardNode::Element { children, .. } = card else { return };
    for child in children {
        let CardNode::Element { attributes, children, .. } = child else { continue };
        if attributes.part == Some(Part::Header) {
            let names = children.iter().take_while(|child| is_names(child)).count();
            children.splice(names..names, lines.iter().cloned());
        } else if attributes.part == Some(Part::Foot) {
            children.splice(0..0, line(words.combinations, combinations, monograph));
        }
    }
}

fn is_names(node: &CardNode) -> bool {
    matches!(node, CardNode::Element { attributes, .. } if attributes.part == Some(Part::OtherNames))
}

/// The label and a link to each page; none without pages.
fn line(label: &str, pages: &[OtherPage], monograph: &Monograph) -> Option<CardNode> {
    if pages.is_empty() {
        return None;
    }
    let words = UiStrings::of(&monograph.language);
    let mut children = vec![CardNode::text(label)];
    for (at, page) in pages.iter().enumerate() {
        if at > 0 {
            children.push(CardNode::text(words.comma));
        }
        children.push(CardNode::Element {
            tag: Tag::Link,
            attributes: Attributes {
                target: Some(Target::Card(page.slug.as_str().into())),
                ..Attributes::default()
            },
            children: vec![CardNode::text(&page.title)],
        });
    }
    Some(CardNode::part(Tag::P, Part::Related, children).marked(words, monograph))
}
