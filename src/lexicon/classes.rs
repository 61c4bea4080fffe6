//! Which substances belong to a class of medicines: `atenolol` is a beta blocker, `calcium gluconate` is no calcium channel blocker.

const CLASS_MEMBERS: &str = include_str!("data/class_members.tsv");

/// A class of medicines and the substances that registers count among it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Class {
    /// Its name as monographs write it.
    pub(crate) name: &'static str,
    members: &'static str,
}

impl Class {
    /// The substances, as their names are written.
    pub(crate) fn members(self) -> impl Iterator<Item = &'static str> {
        self.members.split("; ")
    }
}

/// All classes whose substances are known.
pub(crate) fn classes() -> impl Iterator<Item = Class> {
    let lines = CLASS_MEMBERS.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| line.split_once('\t')).map(|(name, members)| Class { name, members })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_list_is_sorted_and_names_no_substance_twice() {
        let names: Vec<&str> = classes().map(|class| class.name).collect();
        assert!(names.is_sorted_by(|one, next| one < next));
        for class in classes() {
            let members: Vec<&str> = class.members().collect();
            let different: BTreeSet<&str> = members.iter().copied().collect();
            assert_eq!(different.len(), members.len(), "{}", class.name);
            assert!(members.iter().all(|name| !name.is_empty() && !name.contains('\t')), "{}", class.name);
        }
    }
}
