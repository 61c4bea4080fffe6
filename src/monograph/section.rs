//! Owns the kinds of sections, their names, codes and the spellings they are met in.

/// What a section is about; a kind not listed is [`Other`](Self::Other) and keeps its own heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SectionKind {
    /// Generic name, alternate names.
    GenericName,
    /// Boxed or black-box warning.
    BoxedWarning,
    /// What it is used for.
    Usage,
    /// Who should not take it.
    Contraindications,
    /// Warnings and precautions.
    Precautions,
    /// Other medicines, food, alcohol.
    Interactions,
    /// Pregnancy and breastfeeding.
    Pregnancy,
    /// Children, older people, kidneys, liver.
    SpecialGroups,
    /// How much and how.
    Dosage,
    /// Too much.
    Overdose,
    /// Side effects of all ranks.
    SideEffects,
    /// Mechanism of action.
    HowItWorks,
    /// How to keep it.
    Storage,
    /// Tests and checks.
    Monitoring,
    /// Questions and answers.
    Faqs,
    /// Educational, no medical advice.
    Disclaimer,
    /// Where the text comes from, after the FAQs.
    Note,
    /// Anything else, under its own heading.
    Other,
}

impl SectionKind {
    /// Every kind in display order.
    pub const ALL: [Self; 18] = [
        Self::GenericName,
        Self::BoxedWarning,
        Self::Usage,
        Self::Contraindications,
        Self::Precautions,
        Self::Interactions,
        Self::Pregnancy,
        Self::SpecialGroups,
        Self::Dosage,
        Self::Overdose,
        Self::SideEffects,
        Self::HowItWorks,
        Self::Storage,
        Self::Monitoring,
        Self::Faqs,
        Self::Disclaimer,
        Self::Note,
        Self::Other,
    ];

    /// The kind's name in ids, JSON and anchors.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::GenericName => "generic_name",
            Self::BoxedWarning => "boxed_warning",
            Self::Usage => "usage",
            Self::Contraindications => "contraindications",
            Self::Precautions => "precautions",
            Self::Interactions => "interactions",
            Self::Pregnancy => "pregnancy",
            Self::SpecialGroups => "special_groups",
            Self::Dosage => "dosage",
            Self::Overdose => "overdose",
            Self::SideEffects => "side_effects",
            Self::HowItWorks => "how_it_works",
            Self::Storage => "storage",
            Self::Monitoring => "monitoring",
            Self::Faqs => "faqs",
            Self::Disclaimer => "disclaimer",
            Self::Note => "note",
            Self::Other => "other",
        }
    }

    /// The kind's name for a reader.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::GenericName => "Generic name",
            Self::BoxedWarning => "Boxed warning",
            Self::Usage => "Usage",
            Self::Contraindications => "Contraindications",
            Self::Precautions => "Precautions",
            Self::Interactions => "Interactions",
            Self::Pregnancy => "Pregnancy and breastfeeding",
            Self::SpecialGroups => "Special groups",
            Self::Dosage => "Dosage",
            Self::Overdose => "Overdose",
            Self::SideEffects => "Side effects",
            Self::HowItWorks => "How it works",
            Self::Storage => "Storage",
            Self::Monitoring => "Monitoring",
            Self::Faqs => "FAQs",
            Self::Disclaimer => "Disclaimer",
            Self::Note => "Note",
            Self::Other => "Other information",
        }
    }

    /// Whether the section is a notice about the text rather than about the drug.
    #[must_use]
    pub fn is_disclaimer(self) -> bool {
        matches!(self, Self::Disclaimer | Self::Note)
    }

    /// Whether the section may stand on a page about anything: no sign of a medicine.
    #[must_use]
    pub fn is_general(self) -> bool {
        self.is_disclaimer() || matches!(self, Self::Faqs | Self::Other)
    }

    /// The LOINC code of the kind's part of a drug label, and its name there. Never the code of a whole document
    /// (34391-3): a card is no prescription label.
    #[must_use]
    pub fn loinc(self) -> (&'static str, &'static str) {
        match self {
            Self::GenericName => ("48780-1", "SPL product data elements section"),
            Self::BoxedWarning => ("34066-1", "Boxed warning section"),
            Self::Usage => ("34067-9", "Indications & usage section"),
            Self::Contraindications => ("34070-3", "Contraindications section"),
            Self::Precautions => ("43685-7", "Warnings and precautions section"),
            Self::Interactions => ("34073-7", "Drug interactions section"),
            Self::Pregnancy => ("42228-7", "Pregnancy section"),
            Self::SpecialGroups => ("43684-0", "Use in specific populations section"),
            Self::Dosage => ("34068-7", "Dosage & administration section"),
            Self::Overdose => ("34088-5", "Overdosage section"),
            Self::SideEffects => ("34084-4", "Adverse reactions section"),
            Self::HowItWorks => ("43679-0", "Mechanism of action section"),
            Self::Storage => ("44425-7", "Storage and handling section"),
            Self::Monitoring => ("34075-2", "Laboratory tests section"),
            Self::Faqs => ("34076-0", "Information for patients section"),
            Self::Disclaimer | Self::Note | Self::Other => ("42229-5", "SPL unclassified section"),
        }
    }

    /// The kind with this [`id`](Self::id).
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// How firmly a label names its kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Strength {
    /// Opens a section at the margin.
    Main,
    /// Opens a section as a heading; in running text only among other bold labels.
    Further,
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
