//! The parts of a card, under the names that styles and scripts know.

use crate::monograph::CalloutKind;
use std::borrow::Cow;

/// A part of a card.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// What is wrong with the page as a whole.
    Alert,
    /// The answer of a question.
    Answer,
    /// A boxed warning inside a section.
    Boxed,
    /// A marked block.
    Callout(CalloutKind),
    /// The title of a marked block.
    CalloutTitle,
    /// The whole card.
    Card,
    /// Which sections the page lacks.
    Completeness,
    /// Says that what follows is a copy, and of which section.
    CopyMark,
    /// Medicines with similar names.
    Different,
    /// The disclaimer of a page that has none of its own.
    Disclaimer,
    /// A number with its unit, never broken across lines.
    Dose,
    /// Says that a section of the source is empty.
    Empty,
    /// A question with its answer.
    Faq,
    /// What comes after the sections.
    Foot,
    /// A footnote.
    Footnote,
    /// What comes before the sections.
    Header,
    /// A link of the jump list.
    Jump,
    /// The links to the sections of the card.
    JumpList,
    /// The links to who should not take it, pregnancy, dose and interactions.
    KeyLine,
    /// A note of the site that shows the card.
    Local,
    /// Whose note that is, and of when.
    LocalMark,
    /// The medicine's name.
    Name,
    /// The generic name.
    OtherNames,
    /// The text before the first section.
    Preamble,
    /// Who wrote the text, whether a review is recorded, what it is not.
    Provenance,
    /// A question.
    Question,
    /// What is recorded of the page: its version, the day it is in force from, its source.
    Record,
    /// The pages that belong to it.
    Related,
    /// A section of the source.
    Section(SectionFlags),
    /// A section without its heading.
    SectionBody,
    /// The heading of a section.
    SectionHeading,
    /// The copy of the serious side effects at the top.
    Serious,
    /// How the source labels a group of them.
    SeriousLabel,
    /// The line for content version and day of the build.
    Source,
    /// The name, names that are easily mistaken for it, and the provenance: it stays in sight while the card scrolls.
    Strip,
    /// The words that say that a text is struck.
    Struck,
    /// A heading inside a section.
    SubHeading,
    /// The frame of a table, which scrolls.
    Table,
}

/// What styles and scripts tell apart among sections.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct SectionFlags {
    /// It holds questions.
    pub faqs: bool,
    /// A page that asks for folding may fold it.
    pub foldable: bool,
    /// It is a disclaimer.
    pub disclaimer: bool,
    /// It is a boxed warning.
    pub boxed: bool,
    /// It says how much to take.
    pub dose: bool,
    /// It only repeats the name.
    pub repeats: bool,
}

const FAQS: &str = "faqs";
const FOLDABLE: &str = "foldable";
const BOXED: &str = "boxed";
const DOSE: &str = "dosage";
const REPEATS: &str = "repeats";

impl Part {
    /// Every part, each section without flags.
    pub const ALL: [Self; 38] = [
        Self::Alert,
        Self::Answer,
        Self::Boxed,
        Self::Callout(CalloutKind::Note),
        Self::CalloutTitle,
        Self::Card,
        Self::Completeness,
        Self::CopyMark,
        Self::Different,
        Self::Disclaimer,
        Self::Dose,
        Self::Empty,
        Self::Faq,
        Self::Foot,
        Self::Footnote,
        Self::Header,
        Self::Jump,
        Self::JumpList,
        Self::KeyLine,
        Self::Local,
        Self::LocalMark,
        Self::Name,
        Self::OtherNames,
        Self::Preamble,
        Self::Provenance,
        Self::Question,
        Self::Record,
        Self::Related,
        Self::Section(SectionFlags {
            faqs: false,
            foldable: false,
            disclaimer: false,
            boxed: false,
            dose: false,
            repeats: false,
        }),
        Self::SectionBody,
        Self::SectionHeading,
        Self::Serious,
        Self::SeriousLabel,
        Self::Source,
        Self::Strip,
        Self::Struck,
        Self::SubHeading,
        Self::Table,
    ];

    /// The part's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Alert => "alert",
            Self::Answer => "answer",
            Self::Boxed => BOXED,
            Self::Callout(_) => "callout",
            Self::CalloutTitle => "callout-title",
            Self::Card => "card",
            Self::Completeness => "completeness",
            Self::CopyMark => "copy-mark",
            Self::Different => "different",
            Self::Disclaimer => "notice",
            Self::Dose => "dose",
            Self::Empty => "empty",
            Self::Faq => "faq",
            Self::Foot => "foot",
            Self::Footnote => "footnote",
            Self::Header => "header",
            Self::Jump => "jump",
            Self::JumpList => "jump-list",
            Self::KeyLine => "key-line",
            Self::Local => "local",
            Self::LocalMark => "local-mark",
            Self::Name => "name",
            Self::OtherNames => "other-names",
            Self::Preamble => "preamble",
            Self::Provenance => "provenance",
            Self::Question => "question",
            Self::Record => "record",
            Self::Related => "related",
            Self::Section(_) => "section",
            Self::SectionBody => "section-body",
            Self::SectionHeading => "section-heading",
            Self::Serious => "serious",
            Self::SeriousLabel => "serious-label",
            Self::Source => "source",
            Self::Strip => "strip",
            Self::Struck => "struck",
            Self::SubHeading => "sub-heading",
            Self::Table => "table",
        }
    }

    /// The part as a class attribute: its name and its flags.
    #[must_use]
    pub fn class(self) -> Cow<'static, str> {
        if let Self::Callout(kind) = self {
            return [self.name(), " ", kind.id()].concat().into();
        }
        let Self::Section(SectionFlags { faqs, foldable, disclaimer, boxed, dose, repeats }) = self else {
            return self.name().into();
        };
        let mut class = String::from(self.name());
        let flags = [
            (faqs, FAQS),
            (foldable, FOLDABLE),
            (disclaimer, Self::Disclaimer.name()),
            (boxed, BOXED),
            (dose, DOSE),
            (repeats, REPEATS),
        ];
        for (set, flag) in flags {
            if set {
                class.push(' ');
                class.push_str(flag);
            }
        }
        class.into()
    }

    /// The part that [`class`](Self::class) wrote; `None` for anything else.
    #[cfg(not(target_os = "unknown"))]
    #[must_use]
    pub fn of_class(class: &str) -> Option<Self> {
        let mut words = class.split(' ');
        let name = words.next()?;
        let mut part = Self::ALL.into_iter().find(|part| part.name() == name)?;
        for flag in words {
            if let Self::Callout(kind) = &mut part {
                *kind = CalloutKind::ALL.into_iter().find(|kind| kind.id() == flag)?;
                continue;
            }
            let Self::Section(flags) = &mut part else { return None };
            match flag {
                FAQS => flags.faqs = true,
                FOLDABLE => flags.foldable = true,
                BOXED => flags.boxed = true,
                DOSE => flags.dose = true,
                REPEATS => flags.repeats = true,
                _ if flag == Self::Disclaimer.name() => flags.disclaimer = true,
                _ => return None,
            }
        }
        Some(part)
    }

    /// Whether it is a disclaimer, the source's own or ours.
    #[must_use]
    pub fn is_disclaimer(self) -> bool {
        matches!(self, Self::Disclaimer | Self::Section(SectionFlags { disclaimer: true, .. }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_leads_back_to_its_part() {
        let mut parts = Vec::from(Part::ALL);
        for bits in 0..64 {
            let bit = |at: u8| bits >> at & 1 > 0;
            let (faqs, foldable, disclaimer) = (bit(0), bit(1), bit(2));
            let (boxed, dose, repeats) = (bit(3), bit(4), bit(5));
            parts.push(Part::Section(SectionFlags { faqs, foldable, disclaimer, boxed, dose, repeats }));
        }
        assert!(parts.iter().all(|&part| Part::of_class(&part.class()) == Some(part)));
        assert!(parts.iter().any(|part| part.class() == "section faqs foldable"));
        for wrong in ["", "section ", "section red", "alert notice", "script"] {
            assert_eq!(Part::of_class(wrong), None, "{wrong:?}");
        }
    }
}
