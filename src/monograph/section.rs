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
    pub fn is_notice(self) -> bool {
        matches!(self, Self::Disclaimer | Self::Note)
    }
}
