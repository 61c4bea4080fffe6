//! Rates how well a section answers an intent; intents rank inside a medicine, never across medicines.

use crate::lexicon::Intent;
use crate::monograph::SectionKind;
use crate::monograph::passage::PassageKind;

/// How well a section answers an intent, in hundredths; 0 for pairs that are not listed.
const FITTING: [(Intent, SectionKind, u8); 64] = {
    use Intent as I;
    use SectionKind as S;
    [
        (I::WhatIs, S::Usage, 95),
        (I::WhatIs, S::HowItWorks, 70),
        (I::Usage, S::Usage, 100),
        (I::Usage, S::HowItWorks, 30),
        (I::Dose, S::Dosage, 100),
        (I::Dose, S::Administration, 50),
        (I::WhatIs, S::Class, 60),
        (I::HowItWorks, S::Class, 20),
        (I::HowLong, S::Pharmacokinetics, 50),
        (I::SideEffects, S::SideEffects, 100),
        (I::SideEffects, S::Precautions, 20),
        (I::Serious, S::SideEffects, 100),
        (I::Serious, S::BoxedWarning, 80),
        (I::Serious, S::Precautions, 40),
        (I::Pregnancy, S::Pregnancy, 100),
        (I::Breastfeeding, S::Pregnancy, 100),
        (I::Pregnancy, S::Precautions, 80),
        (I::Breastfeeding, S::Precautions, 80),
        (I::Alcohol, S::Interactions, 100),
        (I::Interactions, S::Interactions, 100),
        (I::Alcohol, S::Precautions, 80),
        (I::Interactions, S::Precautions, 80),
        (I::Driving, S::Precautions, 70),
        (I::Driving, S::SideEffects, 40),
        (I::MissedDose, S::Dosage, 40),
        (I::Overdose, S::Overdose, 100),
        (I::Overdose, S::Precautions, 40),
        (I::Overdose, S::Dosage, 40),
        (I::Storage, S::Storage, 100),
        (I::Storage, S::Precautions, 20),
        (I::Storage, S::Dosage, 20),
        (I::HowItWorks, S::HowItWorks, 100),
        (I::HowItWorks, S::Usage, 20),
        (I::Contraindications, S::Contraindications, 100),
        (I::Contraindications, S::Precautions, 90),
        (I::Precautions, S::Precautions, 100),
        (I::Precautions, S::BoxedWarning, 80),
        (I::Precautions, S::Contraindications, 80),
        (I::Food, S::Precautions, 60),
        (I::Food, S::Dosage, 60),
        (I::Food, S::Interactions, 60),
        (I::Children, S::SpecialGroups, 100),
        (I::Elderly, S::SpecialGroups, 100),
        (I::Organs, S::SpecialGroups, 100),
        (I::Children, S::Dosage, 70),
        (I::Children, S::Precautions, 50),
        (I::Elderly, S::Precautions, 60),
        (I::Elderly, S::Dosage, 60),
        (I::Organs, S::Precautions, 70),
        (I::Organs, S::Dosage, 60),
        (I::HowLong, S::Dosage, 40),
        (I::HowLong, S::HowItWorks, 20),
        (I::Stopping, S::Precautions, 30),
        (I::Stopping, S::Dosage, 30),
        (I::Dependence, S::Precautions, 50),
        (I::Dependence, S::SideEffects, 30),
        (I::Monitoring, S::Monitoring, 100),
        (I::Monitoring, S::Precautions, 50),
        (I::Monitoring, S::Dosage, 50),
        (I::Names, S::GenericName, 100),
        (I::LongTerm, S::Precautions, 40),
        (I::LongTerm, S::SideEffects, 40),
        (I::Availability, S::Usage, 20),
        (I::Availability, S::Precautions, 20),
    ]
};

/// [`FITTING`] by the numbers of intents and sections: as a `match`, it would be 0.8 kB more code in the browser, before packing.
#[allow(clippy::indexing_slicing, reason = "evaluated by the compiler, which reports an index out of bounds")]
const FIT: [[u8; SectionKind::ALL.len()]; Intent::ALL.len()] = {
    let mut fit = [[0; SectionKind::ALL.len()]; Intent::ALL.len()];
    let mut at = 0;
    while at < FITTING.len() {
        let (intent, section, hundredths) = FITTING[at];
        fit[intent as usize][section as usize] = hundredths;
        at += 1;
    }
    fit
};

/// How well a kind of passage answers an intent, 0 to 1.
pub(crate) fn fit(intent: Intent, kind: PassageKind) -> f32 {
    let hundredths = match (kind, intent) {
        (PassageKind::Section(section), _) => {
            FIT.get(intent as usize).and_then(|row| row.get(section as usize)).map_or(0, |&fit| fit)
        }
        (PassageKind::Head, Intent::WhatIs) => 100,
        (PassageKind::Head, Intent::Names) => 90,
        _ => 0,
    };
    f32::from(hundredths) / 100.0
}

/// The section that answers all intents best; `None` if no section is about them.
pub(crate) fn section(intents: &[Intent]) -> Option<SectionKind> {
    let mut best: Option<(f32, SectionKind)> = None;
    for kind in SectionKind::ALL {
        let sum: f32 = intents.iter().map(|&intent| fit(intent, PassageKind::Section(kind))).sum();
        if sum > best.map_or(0.0, |(most, _)| most) {
            best = Some((sum, kind));
        }
    }
    best.map(|(_, kind)| kind)
}

/// How much a question with the same intent counts beside the section that is about nothing else, 0 to 1.
pub(crate) fn share_of_questions(intent: Intent) -> f32 {
    match intent {
        Intent::WhatIs | Intent::Names => 0.0,
        Intent::SideEffects | Intent::Dose | Intent::Usage | Intent::HowItWorks | Intent::Precautions => 0.3,
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

/// The weight of a kind of passage for a query without intent, 0 to 1.
pub(crate) fn worth(kind: PassageKind) -> f32 {
    use SectionKind as S;
    match kind {
        PassageKind::Head => 0.5,
        PassageKind::Faq => 0.6,
        PassageKind::Section(S::Usage) => 1.0,
        PassageKind::Section(S::SideEffects | S::BoxedWarning) => 0.9,
        PassageKind::Section(S::Precautions | S::Contraindications | S::Dosage) => 0.8,
        PassageKind::Section(
            S::HowItWorks
            | S::Interactions
            | S::Pregnancy
            | S::SpecialGroups
            | S::Overdose
            | S::Storage
            | S::Monitoring
            | S::Class
            | S::Administration
            | S::Preparation
            | S::Presentation
            | S::Pharmacokinetics,
        ) => 0.7,
        PassageKind::Section(S::GenericName | S::Other) => 0.3,
        PassageKind::Section(S::Faqs | S::Disclaimer | S::Note) => 0.0,
    }
}
