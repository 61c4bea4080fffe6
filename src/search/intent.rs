//! Owns which sections answer which question; intents rank inside a medicine, never across medicines.

use crate::monograph::SectionKind;
use crate::text::Intent;
use crate::unit::UnitKind;

/// How well a kind of unit answers an intent, 0 to 1.
pub(super) fn fit(intent: Intent, kind: UnitKind) -> f32 {
    use SectionKind as S;
    let UnitKind::Section(section) = kind else {
        return match (intent, kind) {
            (Intent::WhatIs, UnitKind::Head) => 1.0,
            (Intent::Names, UnitKind::Head) => 0.9,
            _ => 0.0,
        };
    };
    match (intent, section) {
        (Intent::WhatIs, S::Usage) => 0.95,
        (Intent::WhatIs, S::HowItWorks) => 0.7,
        (Intent::Usage, S::Usage) => 1.0,
        (Intent::Usage, S::HowItWorks) => 0.3,
        (Intent::Dose, S::Dosage) => 1.0,
        (Intent::SideEffects, S::SideEffects) => 1.0,
        (Intent::SideEffects, S::Precautions) => 0.2,
        (Intent::Serious, S::SideEffects) => 1.0,
        (Intent::Serious, S::BoxedWarning) => 0.8,
        (Intent::Serious, S::Precautions) => 0.4,
        (Intent::Pregnancy | Intent::Breastfeeding, S::Pregnancy) => 1.0,
        (Intent::Pregnancy | Intent::Breastfeeding, S::Precautions) => 0.8,
        (Intent::Alcohol | Intent::Interactions, S::Interactions) => 1.0,
        (Intent::Alcohol | Intent::Interactions, S::Precautions) => 0.8,
        (Intent::Driving, S::Precautions) => 0.7,
        (Intent::Driving, S::SideEffects) => 0.4,
        (Intent::MissedDose, S::Dosage) => 0.4,
        (Intent::Overdose, S::Overdose) => 1.0,
        (Intent::Overdose, S::Precautions | S::Dosage) => 0.4,
        (Intent::Storage, S::Storage) => 1.0,
        (Intent::Storage, S::Precautions | S::Dosage) => 0.2,
        (Intent::HowItWorks, S::HowItWorks) => 1.0,
        (Intent::HowItWorks, S::Usage) => 0.2,
        (Intent::Contraindications, S::Contraindications) => 1.0,
        (Intent::Contraindications, S::Precautions) => 0.9,
        (Intent::Precautions, S::Precautions) => 1.0,
        (Intent::Precautions, S::BoxedWarning | S::Contraindications) => 0.8,
        (Intent::Food, S::Precautions | S::Dosage | S::Interactions) => 0.6,
        (Intent::Children | Intent::Elderly | Intent::Organs, S::SpecialGroups) => 1.0,
        (Intent::Children, S::Dosage) => 0.7,
        (Intent::Children, S::Precautions) => 0.5,
        (Intent::Elderly, S::Precautions | S::Dosage) => 0.6,
        (Intent::Organs, S::Precautions) => 0.7,
        (Intent::Organs, S::Dosage) => 0.6,
        (Intent::HowLong, S::Dosage) => 0.4,
        (Intent::HowLong, S::HowItWorks) => 0.2,
        (Intent::Stopping, S::Precautions | S::Dosage) => 0.3,
        (Intent::Dependence, S::Precautions) => 0.5,
        (Intent::Dependence, S::SideEffects) => 0.3,
        (Intent::Monitoring, S::Monitoring) => 1.0,
        (Intent::Monitoring, S::Precautions | S::Dosage) => 0.5,
        (Intent::Names, S::GenericName) => 1.0,
        (Intent::LongTerm, S::Precautions | S::SideEffects) => 0.4,
        (Intent::Availability, S::Usage | S::Precautions) => 0.2,
        _ => 0.0,
    }
}

/// The section that answers the intents best together; none when no section is about them.
pub(super) fn section(intents: &[Intent]) -> Option<SectionKind> {
    let mut best: Option<(f32, SectionKind)> = None;
    for kind in SectionKind::ALL {
        let sum: f32 = intents.iter().map(|&intent| fit(intent, UnitKind::Section(kind))).sum();
        if sum > best.map_or(0.0, |(most, _)| most) {
            best = Some((sum, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// How much a question with the same intent counts beside the section that is about nothing else, 0 to 1.
pub(super) fn share_of_questions(intent: Intent) -> f32 {
    match intent {
        Intent::WhatIs | Intent::Names => 0.0,
        Intent::SideEffects | Intent::Dose | Intent::Usage | Intent::HowItWorks | Intent::Precautions => 0.5,
        Intent::Serious | Intent::Contraindications | Intent::Interactions => 0.8,
        Intent::Pregnancy
        | Intent::Breastfeeding
        | Intent::Alcohol
        | Intent::Driving
        | Intent::MissedDose
        | Intent::Overdose
        | Intent::Storage
        | Intent::Food
        | Intent::Children
        | Intent::Elderly
        | Intent::Organs
        | Intent::HowLong
        | Intent::Stopping
        | Intent::Dependence
        | Intent::Monitoring
        | Intent::LongTerm
        | Intent::Availability => 1.0,
    }
}

/// What a kind of unit is worth when nothing particular is asked, 0 to 1.
pub(super) fn worth(kind: UnitKind) -> f32 {
    use SectionKind as S;
    match kind {
        UnitKind::Head => 0.5,
        UnitKind::Faq => 0.6,
        UnitKind::Section(S::Usage) => 1.0,
        UnitKind::Section(S::SideEffects | S::BoxedWarning) => 0.9,
        UnitKind::Section(S::Precautions | S::Contraindications | S::Dosage) => 0.8,
        UnitKind::Section(
            S::HowItWorks
            | S::Interactions
            | S::Pregnancy
            | S::SpecialGroups
            | S::Overdose
            | S::Storage
            | S::Monitoring,
        ) => 0.7,
        UnitKind::Section(S::GenericName | S::Other) => 0.3,
        UnitKind::Section(S::Faqs | S::Disclaimer | S::Note) => 0.0,
    }
}
