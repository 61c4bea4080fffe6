//! The parts of a card that are not text of the source.

use drug_card::internals::card::Part;

pub(crate) const ADDED: [Part; 15] = [
    Part::Provenance,
    Part::OtherNames,
    Part::Alert,
    Part::Different,
    Part::Local,
    Part::JumpList,
    Part::KeyLine,
    Part::Serious,
    Part::Completeness,
    Part::Source,
    Part::Empty,
    Part::Disclaimer,
    Part::CopyMark,
    Part::Struck,
    Part::Related,
];
