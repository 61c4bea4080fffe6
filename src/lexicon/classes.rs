//! Classes of medicines and the ingredients that registers put into them.

use crate::text::fold::key;
use std::collections::{BTreeMap, BTreeSet};

const MEMBERS: &str = include_str!("data/class_members.tsv");
const NAMES: &str = include_str!("data/class_names.tsv");

/// The folded ingredients of every class under its folded name, everyday names (`water pill`) among them.
#[must_use]
pub fn members_by_name() -> BTreeMap<String, BTreeSet<String>> {
    let mut out: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (class, members) in pairs(MEMBERS) {
        out.entry(key(class)).or_default().extend(members.split("; ").map(key));
    }
    let mut everyday: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (name, class) in pairs(NAMES) {
        let members = out.get(&key(class)).into_iter().flatten().cloned();
        everyday.entry(key(name)).or_default().extend(members);
    }
    for (name, members) in everyday {
        out.entry(name).or_default().extend(members);
    }
    out
}

fn pairs(text: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    text.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted_and_fit_each_other() {
        for text in [MEMBERS, NAMES] {
            let all: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
            assert!(all.is_sorted_by(|one, next| one < next), "sorted by bytes, no line twice");
            assert_eq!(all.len(), pairs(text).count(), "two columns");
        }
        let classes: BTreeSet<&str> = pairs(MEMBERS).map(|(class, _)| class).collect();
        for (name, class) in pairs(NAMES) {
            assert!(classes.contains(class), "{name}: no class is called {class:?}");
        }
    }

    #[test]
    fn everyday_names_have_the_members_of_their_classes() {
        let classes = members_by_name();
        for (name, member, stranger) in [
            ("statin", "atorvastatin", "metformin"),
            ("water pill", "furosemide", "atenolol"),
            ("blood thinner", "warfarin", "heparinoid"),
            ("gout pill", "allopurinol", "warfarin"),
            ("sleeping pill", "zolpidem", "ondansetron"),
            ("ace inhibitor", "lisinopril", "losartan"),
            ("proton pump inhibitor", "omeprazole", "ranitidine"),
        ] {
            let members = &classes[name];
            assert!(members.contains(member) && !members.contains(stranger), "{name}: {members:?}");
        }
    }
}
