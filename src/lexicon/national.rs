//! Groups the national names of one substance: `paracetamol`, `acetaminophen`.

use std::collections::BTreeMap;

/// Groups of national names, each of one medicine.
#[derive(Debug)]
pub(crate) struct NationalNames {
    fold: fn(&str) -> String,
    group_of: BTreeMap<String, usize>,
    groups: Vec<BTreeMap<String, String>>,
}

impl NationalNames {
    /// Groups names that `pairs` connect, also by way of others; `fold` makes the form in which they are compared.
    pub(crate) fn new(pairs: &[(String, String)], fold: fn(&str) -> String) -> Self {
        let mut out = Self { fold, group_of: BTreeMap::new(), groups: Vec::new() };
        for (left, right) in pairs {
            let group = out.group(left);
            let other = out.group(right);
            if group != other {
                let moved = std::mem::take(&mut out.groups[other]);
                for name in moved.keys() {
                    out.group_of.insert(name.clone(), group);
                }
                out.groups[group].extend(moved);
            }
        }
        out
    }

    fn group(&mut self, name: &str) -> usize {
        let folded = (self.fold)(name);
        if let Some(&group) = self.group_of.get(&folded) {
            return group;
        }
        self.group_of.insert(folded.clone(), self.groups.len());
        self.groups.push(BTreeMap::from([(folded, name.to_string())]));
        self.groups.len() - 1
    }

    /// Every name of the same medicine with its spelling, including the given one, which is folded; none if it is not listed.
    pub(crate) fn of(&self, folded: &str) -> impl Iterator<Item = (&str, &str)> {
        self.group_of
            .get(folded)
            .into_iter()
            .flat_map(|&group| self.groups[group].iter().map(|(name, shown)| (name.as_str(), shown.as_str())))
    }

    /// The name that represents its group; a name that is not listed represents itself.
    pub(crate) fn representative(&self, name: &str) -> String {
        let folded = (self.fold)(name);
        let first = self.of(&folded).next().map(|(name, _)| name.to_string());
        first.unwrap_or(folded)
    }
}
