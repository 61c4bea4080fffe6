//! The kinds of sections: one table with their names, codes and properties.

/// How firmly a label names its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Opens a section at the margin.
    Main,
    /// Opens a section as a heading; in running text only among other bold labels.
    Further,
}

/// A page about anything may have the section: it is no sign of a medicine.
const GENERAL: u8 = 1;
/// The section is about the text rather than about the medicine.
const DISCLAIMER: u8 = 1 << 1;
/// Nearly every monograph of the corpus has it.
const EXPECTED: u8 = 1 << 2;
/// It describes the medicine: a page that has one does not decline to.
const DESCRIBES: u8 = 1 << 3;
/// A monograph of one medicine has it once.
const ONCE: u8 = 1 << 4;
/// Labels of other kinds stay inside it.
const HOLDS_LABELS: u8 = 1 << 5;
/// No labels are looked for inside it.
const WITHOUT_SUBSECTIONS: u8 = 1 << 6;

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $id:literal $label:literal $strength:ident ($flags:expr) $code:literal $name:literal;)*) => {
        /// What a section is about; a kind not listed is [`Other`](Self::Other) and keeps its own heading.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum SectionKind {
            $($(#[$doc])* $kind,)*
        }

        impl SectionKind {
            /// Every kind in display order.
            pub const ALL: [Self; [$($id),*].len()] = [$(Self::$kind),*];

            /// The kind's name in ids, JSON and anchors.
            #[must_use]
            pub fn id(self) -> &'static str {
                match self { $(Self::$kind => $id,)* }
            }

            /// The kind's name for a reader.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $(Self::$kind => $label,)* }
            }

            /// The LOINC code of the kind's part of a drug label, and its name there. Never the code of a whole document
            /// (34391-3): a card is not a prescription label.
            #[must_use]
            pub fn loinc(self) -> (&'static str, &'static str) {
                match self { $(Self::$kind => ($code, $name),)* }
            }

            /// How firmly its labels name the kind, in a language whose file does not say otherwise.
            #[cfg(not(target_os = "unknown"))]
            pub(crate) fn strength(self) -> Strength {
                match self { $(Self::$kind => Strength::$strength,)* }
            }

            fn is(self, flag: u8) -> bool {
                let flags = match self { $(Self::$kind => $flags,)* };
                flags & flag != 0
            }
        }
    };
}

// One row a kind, in display order: id, label, strength, flags, LOINC code and name.
kinds! {
    /// Generic name, alternate names.
    GenericName "generic_name" "Generic name" Main (EXPECTED | WITHOUT_SUBSECTIONS) "48780-1" "SPL product data elements section";
    /// The class of medicines it belongs to.
    Class "class" "Class" Further (WITHOUT_SUBSECTIONS) "34089-3" "Description section";
    /// Boxed or black-box warning.
    BoxedWarning "boxed_warning" "Boxed warning" Further (0) "34066-1" "Boxed warning section";
    /// What it is used for.
    Usage "usage" "Usage" Main (EXPECTED | DESCRIBES | ONCE | HOLDS_LABELS) "34067-9" "Indications & usage section";
    /// Who should not take it.
    Contraindications "contraindications" "Contraindications" Further (DESCRIBES) "34070-3" "Contraindications section";
    /// Warnings and precautions.
    Precautions "precautions" "Precautions" Main (EXPECTED | DESCRIBES | ONCE | HOLDS_LABELS) "43685-7" "Warnings and precautions section";
    /// Other medicines, food, alcohol.
    Interactions "interactions" "Interactions" Further (0) "34073-7" "Drug interactions section";
    /// Pregnancy and breastfeeding.
    Pregnancy "pregnancy" "Pregnancy and breastfeeding" Further (0) "42228-7" "Pregnancy section";
    /// Children, older people, kidneys, liver.
    SpecialGroups "special_groups" "Special groups" Further (HOLDS_LABELS) "43684-0" "Use in specific populations section";
    /// How much and how.
    Dosage "dosage" "Dosage" Main (EXPECTED | DESCRIBES | ONCE | HOLDS_LABELS) "34068-7" "Dosage & administration section";
    /// How it is given.
    Administration "administration" "Administration" Further (HOLDS_LABELS) "34068-7" "Dosage & administration section";
    /// How it is made ready.
    Preparation "preparation" "Preparation" Further (0) "59845-8" "Instructions for use section";
    /// Forms and strengths.
    Presentation "presentation" "Forms and strengths" Further (WITHOUT_SUBSECTIONS) "43678-2" "Dosage forms & strengths section";
    /// Too much.
    Overdose "overdose" "Overdose" Further (0) "34088-5" "Overdosage section";
    /// Side effects of all ranks.
    SideEffects "side_effects" "Side effects" Main (EXPECTED | DESCRIBES | ONCE | WITHOUT_SUBSECTIONS) "34084-4" "Adverse reactions section";
    /// Mechanism of action.
    HowItWorks "how_it_works" "How it works" Main (EXPECTED | DESCRIBES | ONCE) "43679-0" "Mechanism of action section";
    /// What the body does with it.
    Pharmacokinetics "pharmacokinetics" "Pharmacokinetics" Further (0) "43682-4" "Pharmacokinetics section";
    /// How to keep it.
    Storage "storage" "Storage" Further (0) "44425-7" "Storage and handling section";
    /// Tests and checks.
    Monitoring "monitoring" "Monitoring" Further (0) "34075-2" "Laboratory tests section";
    /// Questions and answers.
    Faqs "faqs" "FAQs" Main (GENERAL | WITHOUT_SUBSECTIONS) "34076-0" "Information for patients section";
    /// Educational, not medical advice.
    Disclaimer "disclaimer" "Disclaimer" Main (GENERAL | DISCLAIMER | WITHOUT_SUBSECTIONS) "42229-5" "SPL unclassified section";
    /// Where the text comes from, after the FAQs.
    Note "note" "Note" Further (GENERAL | DISCLAIMER | WITHOUT_SUBSECTIONS) "42229-5" "SPL unclassified section";
    /// Anything else, under its own heading.
    Other "other" "Other information" Further (GENERAL) "42229-5" "SPL unclassified section";
}

impl SectionKind {
    /// Whether the section is about the text rather than about the medicine: a disclaimer or a note.
    #[must_use]
    pub fn is_disclaimer(self) -> bool {
        self.is(DISCLAIMER)
    }

    /// Whether a page about anything may have the section: it is no sign of a medicine.
    #[must_use]
    pub fn is_general(self) -> bool {
        self.is(GENERAL)
    }

    /// Whether nearly every monograph has the section.
    pub(crate) fn is_expected(self) -> bool {
        self.is(EXPECTED)
    }

    /// Whether the section describes the medicine.
    pub(crate) fn describes(self) -> bool {
        self.is(DESCRIBES)
    }

    /// Whether a monograph of one medicine has the section once.
    pub(crate) fn comes_once(self) -> bool {
        self.is(ONCE)
    }

    /// Whether labels of other kinds stay inside the section.
    pub(crate) fn holds_labels(self) -> bool {
        self.is(HOLDS_LABELS)
    }

    /// Whether a deeper heading of kind `inner` stays inside a section of this kind: what it is for, how much and what it does are
    /// sections of their own, and who must not take it is no part of how it is used.
    pub(crate) fn holds(self, inner: Self) -> bool {
        match inner {
            Self::Usage | Self::SideEffects | Self::HowItWorks => inner == self,
            Self::Dosage => {
                matches!(self, Self::Dosage | Self::SpecialGroups | Self::Usage | Self::Pregnancy)
            }
            Self::Contraindications => !matches!(
                self,
                Self::Usage | Self::Dosage | Self::HowItWorks | Self::SideEffects | Self::Storage
            ),
            _ => true,
        }
    }

    /// Whether labels of other kinds inside the section are its subsections.
    pub(crate) fn has_subsections(self) -> bool {
        !self.is(WITHOUT_SUBSECTIONS)
    }

    /// The kind with this [`id`](Self::id).
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wrong in public code that was read (a patient app and four importers): each code with what it is not.
    #[test]
    fn codes_that_others_mix_up_are_not_mixed_up() {
        for (kind, wrong) in [
            (SectionKind::Usage, &["50567-7", "43679-0", "42229-5"][..]),
            (SectionKind::Contraindications, &["50565-1", "43680-8"]),
            (SectionKind::Precautions, &["50566-9", "42232-9"]),
            (SectionKind::Overdose, &["34076-0"]),
            (SectionKind::HowItWorks, &["34090-1", "34089-3", "43680-8"]),
            (SectionKind::SpecialGroups, &["43678-2"]),
            (SectionKind::Pregnancy, &["77290-8"]),
            (SectionKind::SideEffects, &["50570-1", "34083-6"]),
        ] {
            assert!(!wrong.contains(&kind.loinc().0), "{kind:?}");
        }
        assert_eq!(SectionKind::Faqs.loinc().0, "34076-0");
        assert_eq!(SectionKind::HowItWorks.loinc().0, "43679-0");
        assert!(SectionKind::ALL.iter().all(|kind| kind.loinc().0 != "34391-3"));
    }

    #[test]
    fn a_kind_is_found_by_its_id() {
        for kind in SectionKind::ALL {
            assert_eq!(SectionKind::from_id(kind.id()), Some(kind));
        }
    }
}
