//! Lists what people ask about a medicine; the phrases that express each intent are data (`data/intents.tsv`).

/// What a question asks about a medicine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Intent {
    /// What it is, what class it belongs to.
    WhatIs,
    /// What it is used for.
    Usage,
    /// How much, how often, how to take it.
    Dose,
    /// Side effects of any rank.
    SideEffects,
    /// Serious side effects, when to seek help.
    Serious,
    /// Pregnancy.
    Pregnancy,
    /// Breastfeeding.
    Breastfeeding,
    /// Alcohol.
    Alcohol,
    /// Driving and machines.
    Driving,
    /// A missed dose.
    MissedDose,
    /// Too much.
    Overdose,
    /// How to keep it and throw it away.
    Storage,
    /// Mechanism.
    HowItWorks,
    /// Who should not take it.
    Contraindications,
    /// Warnings.
    Precautions,
    /// Other medicines.
    Interactions,
    /// Food and drink.
    Food,
    /// Children.
    Children,
    /// Older people.
    Elderly,
    /// Kidneys and liver.
    Organs,
    /// How long until it works, how long to take it, how long it stays.
    HowLong,
    /// Stopping it.
    Stopping,
    /// Dependence.
    Dependence,
    /// Tests and checks.
    Monitoring,
    /// Names: generic, brand, what is in it.
    Names,
    /// Use for months and years.
    LongTerm,
    /// Where to get it, with or without a prescription.
    Availability,
}

impl Intent {
    /// Every intent, in the order of their numbers in an index.
    pub const ALL: [Self; 27] = [
        Self::WhatIs,
        Self::Usage,
        Self::Dose,
        Self::SideEffects,
        Self::Serious,
        Self::Pregnancy,
        Self::Breastfeeding,
        Self::Alcohol,
        Self::Driving,
        Self::MissedDose,
        Self::Overdose,
        Self::Storage,
        Self::HowItWorks,
        Self::Contraindications,
        Self::Precautions,
        Self::Interactions,
        Self::Food,
        Self::Children,
        Self::Elderly,
        Self::Organs,
        Self::HowLong,
        Self::Stopping,
        Self::Dependence,
        Self::Monitoring,
        Self::Names,
        Self::LongTerm,
        Self::Availability,
    ];

    /// The intent's name in word lists and explanations.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::WhatIs => "what_is",
            Self::Usage => "usage",
            Self::Dose => "dose",
            Self::SideEffects => "side_effects",
            Self::Serious => "serious",
            Self::Pregnancy => "pregnancy",
            Self::Breastfeeding => "breastfeeding",
            Self::Alcohol => "alcohol",
            Self::Driving => "driving",
            Self::MissedDose => "missed_dose",
            Self::Overdose => "overdose",
            Self::Storage => "storage",
            Self::HowItWorks => "how_it_works",
            Self::Contraindications => "contraindications",
            Self::Precautions => "precautions",
            Self::Interactions => "interactions",
            Self::Food => "food",
            Self::Children => "children",
            Self::Elderly => "elderly",
            Self::Organs => "organs",
            Self::HowLong => "how_long",
            Self::Stopping => "stopping",
            Self::Dependence => "dependence",
            Self::Monitoring => "monitoring",
            Self::Names => "names",
            Self::LongTerm => "long_term",
            Self::Availability => "availability",
        }
    }

    /// The intent of that number in an index.
    #[must_use]
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.get(usize::from(number)).copied()
    }

    /// The intent's number in an index.
    #[must_use]
    pub fn number(self) -> u8 {
        Self::ALL.iter().position(|&intent| intent == self).unwrap_or(0) as u8
    }

    /// Reads an intent's name as people write it: `missed dose`, `missed-dose`, `MissedDose`, `dosage`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let plain: String =
            name.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect();
        if let Some(intent) = Self::ALL.into_iter().find(|intent| intent.id().replace('_', "") == plain) {
            return Some(intent);
        }
        Some(match plain.as_str() {
            "whatisit" | "what" | "class" | "about" => Self::WhatIs,
            "use" | "uses" | "indication" | "indications" | "usedfor" => Self::Usage,
            "dosage" | "dosing" | "administration" | "howtotake" => Self::Dose,
            "sideeffect" | "adverse" | "effects" => Self::SideEffects,
            "serioussideeffects" | "seriouseffects" | "emergency" => Self::Serious,
            "lactation" | "nursing" => Self::Breastfeeding,
            "drinking" | "drink" => Self::Alcohol,
            "missed" | "miss" | "forgotdose" => Self::MissedDose,
            "toomuch" => Self::Overdose,
            "store" | "keeping" | "disposal" => Self::Storage,
            "howworks" | "mechanism" | "works" | "howdoesitwork" => Self::HowItWorks,
            "contraindication" | "whoshouldnot" | "whonot" | "avoid" => Self::Contraindications,
            "precaution" | "warnings" | "warning" | "safety" => Self::Precautions,
            "interaction" | "with" | "druginteractions" => Self::Interactions,
            "diet" => Self::Food,
            "child" | "kids" | "pediatric" | "paediatric" => Self::Children,
            "olderpeople" | "older" | "olderadults" | "seniors" => Self::Elderly,
            "kidney" | "liver" | "renal" | "hepatic" | "kidneyliver" | "specialgroups" => Self::Organs,
            "duration" | "onset" | "howlongtowork" | "howsoon" => Self::HowLong,
            "stop" | "withdrawal" => Self::Stopping,
            "addiction" | "addictive" => Self::Dependence,
            "tests" | "checks" => Self::Monitoring,
            "prescription" | "otc" | "buying" => Self::Availability,
            "longtermuse" => Self::LongTerm,
            "name" | "genericname" | "brand" | "ingredients" => Self::Names,
            _ => return None,
        })
    }
}
