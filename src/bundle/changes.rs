//! Compares the pages of a release with those of the release that it replaces: an address must not come to mean another medicine.

use crate::lexicon::base_name::base_name;
use crate::lexicon::register::substances;
use crate::text::fold::key;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A page of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageId {
    /// Its name in addresses.
    pub slug: String,
    /// The path of its source.
    pub path: String,
    /// The medicine's name.
    pub title: String,
    /// The hash of its card.
    pub card: String,
}

/// The addresses of a release.
#[derive(Debug, Clone, Default)]
pub struct Addresses {
    /// Its pages.
    pub pages: Vec<PageId>,
    /// Slugs of earlier releases, each with the slug that it leads to.
    pub redirects: BTreeMap<String, String>,
    /// Pages that earlier releases had at addresses that lead nowhere now.
    pub former: Vec<PageId>,
}

impl Addresses {
    /// The page that a slug leads to.
    fn at(&self, slug: &str) -> Option<&PageId> {
        let find = |slug: &str| self.pages.iter().find(|page| page.slug == slug);
        find(slug).or_else(|| find(self.redirects.get(slug)?))
    }

    /// The addresses that lead nowhere in the release after this one, each with the page that it led to. Links to them are still out
    /// there, so no other medicine may take them without a word.
    #[must_use]
    pub fn former_after(&self, new: &Self) -> Vec<PageId> {
        let redirected = self.redirects.keys().filter_map(|slug| Some((slug, self.at(slug)?)));
        let live = self.pages.iter().map(|page| (&page.slug, page)).chain(redirected);
        let mut former: BTreeMap<&String, &PageId> =
            self.former.iter().map(|page| (&page.slug, page)).collect();
        former.extend(live);
        former.retain(|slug, _| new.at(slug).is_none());
        former.into_iter().map(|(slug, page)| PageId { slug: slug.clone(), ..page.clone() }).collect()
    }
}

/// The slugs of the pages that are not the same in both releases, in the order of slugs.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Changes {
    /// Pages that only the new release has.
    pub new: Vec<String>,
    /// Pages whose card is another one.
    pub changed: Vec<String>,
    /// Pages that only the old release has.
    pub gone: Vec<String>,
    /// Pages with another slug, from the old one to the new one, whose old slug leads to the new one.
    pub renamed: Vec<(String, String)>,
}

/// Why an address of the old release cannot be kept as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moved {
    /// The page is there under another slug, and the old one leads nowhere.
    Renamed {
        /// The page in the old release.
        old: PageId,
        /// The page in the new release.
        new: PageId,
    },
    /// The address leads to another medicine.
    OtherMedicine {
        /// The address.
        slug: String,
        /// The page that it led to.
        old: PageId,
        /// The page that it leads to.
        new: PageId,
    },
    /// The address led nowhere for some time, and leads to another medicine than before.
    TakenAgain {
        /// The page that it led to.
        old: PageId,
        /// The page that it leads to.
        new: PageId,
    },
}

impl Moved {
    /// The slug whose meaning changes.
    #[must_use]
    pub fn slug(&self) -> &str {
        match self {
            Self::Renamed { old, .. } | Self::TakenAgain { old, .. } => &old.slug,
            Self::OtherMedicine { slug, .. } => slug,
        }
    }
}

impl fmt::Display for Moved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Renamed { old, new } => write!(
                f,
                "expected \"{0}\" to stay the address of {1}, but {2} was {0} and {3} is {4}; write `redirects: [{0}]` into the front matter of \
                 {3}, or accept with --accept {0} that the address ends",
                old.slug, new.title, old.path, new.path, new.slug
            ),
            Self::OtherMedicine { slug, old, new } => write!(
                f,
                "expected \"{slug}\" to stay the address of {} ({}), but it would lead to {} ({}); give that page another slug, or accept the \
                 new meaning with --accept {slug}",
                old.title, old.path, new.title, new.path
            ),
            Self::TakenAgain { old, new } => write!(
                f,
                "expected \"{0}\" to lead to nothing but {1} ({2}), whose address it was in an earlier release, but it would lead to {3} ({4}); \
                 give that page another slug, or accept the new meaning with --accept {0}",
                old.slug, old.title, old.path, new.title, new.path
            ),
        }
    }
}

/// Compares two releases. `accepted` are slugs that may change their meaning.
///
/// # Errors
///
/// Every address that would lead to another medicine, or end although its page is still there.
pub fn compare(old: &Addresses, new: &Addresses, accepted: &BTreeSet<String>) -> Result<Changes, Vec<Moved>> {
    let old_slugs: BTreeSet<&str> = old.pages.iter().map(|page| page.slug.as_str()).collect();
    let new_slugs: BTreeMap<&str, &PageId> =
        new.pages.iter().map(|page| (page.slug.as_str(), page)).collect();
    let new_paths: BTreeMap<&str, &PageId> =
        new.pages.iter().map(|page| (page.path.as_str(), page)).collect();
    let mut by_title: BTreeMap<String, Vec<&PageId>> = BTreeMap::new();
    for page in new.pages.iter().filter(|page| !old_slugs.contains(page.slug.as_str())) {
        by_title.entry(key(&page.title)).or_default().push(page);
    }
    let (mut changes, mut moved) = (Changes::default(), Vec::new());
    let mut check = |slug: &str, was: &PageId, is: &PageId| {
        if !is_same_medicine(was, is) {
            moved.push(Moved::OtherMedicine { slug: slug.into(), old: was.clone(), new: is.clone() });
        }
    };
    let mut renamed = BTreeSet::new();
    let mut ended = Vec::new();
    for page in &old.pages {
        if let Some(is) = new_slugs.get(page.slug.as_str()) {
            check(&page.slug, page, is);
            if is.card != page.card {
                changes.changed.push(page.slug.clone());
            }
        } else if let Some(is) = new.at(&page.slug) {
            // The author says that this page is the successor, whatever its name.
            renamed.insert(is.slug.as_str());
            changes.renamed.push((page.slug.clone(), is.slug.clone()));
        } else {
            let same_file = new_paths.get(page.path.as_str()).copied();
            let same_title = by_title.get(&key(&page.title)).and_then(|pages| pages.first()).copied();
            match same_title.or(same_file.filter(|is| is_same_medicine(page, is))) {
                Some(is) => ended.push(Moved::Renamed { old: page.clone(), new: is.clone() }),
                None => changes.gone.push(page.slug.clone()),
            }
        }
    }
    for (slug, to) in &old.redirects {
        let Some(was) = old.pages.iter().find(|page| page.slug == *to) else { continue };
        match new.at(slug) {
            Some(is)
                if new.redirects.get(slug) == Some(&is.slug) && new.redirects.get(to) == Some(&is.slug) => {}
            Some(is) => check(slug, was, is),
            None => changes.gone.push(slug.clone()),
        }
    }
    let old_redirects = &old.redirects;
    let reused = old.former.iter().filter(|page| !old_slugs.contains(page.slug.as_str()));
    for was in reused.filter(|page| !old_redirects.contains_key(&page.slug)) {
        // A redirect is the author's word; a page of that slug may not know of the other one.
        if let Some(is) = new_slugs.get(was.slug.as_str())
            && !is_same_medicine(was, is)
        {
            moved.push(Moved::TakenAgain { old: was.clone(), new: (*is).clone() });
        }
    }
    moved.extend(ended);
    let (accepted, moved): (Vec<Moved>, Vec<Moved>) =
        moved.into_iter().partition(|one| accepted.contains(one.slug()));
    changes.gone.extend(accepted.iter().filter_map(|one| match one {
        Moved::Renamed { old, .. } => Some(old.slug.clone()),
        Moved::OtherMedicine { .. } | Moved::TakenAgain { .. } => None,
    }));
    if !moved.is_empty() {
        return Err(moved);
    }
    let is_new =
        |page: &&PageId| !old_slugs.contains(page.slug.as_str()) && !renamed.contains(page.slug.as_str());
    changes.new = new.pages.iter().filter(is_new).map(|page| page.slug.clone()).collect();
    for list in [&mut changes.new, &mut changes.changed, &mut changes.gone] {
        list.sort();
    }
    changes.renamed.sort();
    Ok(changes)
}

/// Whether two pages are about one medicine, by their titles: a salt, a form or one corrected letter make no other medicine.
#[must_use]
pub(crate) fn is_same_medicine(one: &PageId, other: &PageId) -> bool {
    let (a, b) = (key(&one.title), key(&other.title));
    // Two salts of one base are two medicines.
    let (one_base, other_base) = (base_name(&one.title), base_name(&other.title));
    let is_salt = one_base == b || other_base == a;
    let is_typo = || is_one_typo(&a, &b) && !is_substance_of_its_own(&one_base, &other_base);
    a == b || is_salt || (one.path == other.path && is_typo())
}

/// Whether registers list a base name, and not as that of the same substance as `other`: afatinib is no misspelling of apatinib.
fn is_substance_of_its_own(name: &str, other: &str) -> bool {
    substances()
        .find(|substance| substance.names.iter().any(|one| one == name))
        .is_some_and(|substance| !substance.names.iter().any(|one| one == other))
}

/// In shorter words, one letter makes another name: vitamin D, vitamin K.
const SHORTEST_TYPO: usize = 6;

/// Whether two names differ in one letter that is replaced, added or left out, but not the first one. A digit is no typo.
fn is_one_typo(one: &str, other: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let first = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let rest = a.len().min(b.len()) - first;
    let last = a.iter().rev().zip(b.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (a, b) = (&a[first..a.len() - last], &b[first..b.len() - last]);
    let is_long =
        one.split(' ').zip(other.split(' ')).all(|(one, other)| one == other || one.len() >= SHORTEST_TYPO);
    first > 0 && is_long && a.len() < 2 && b.len() < 2 && a.iter().chain(b).all(|c| c.is_alphabetic())
}

/// An address that would lead to the page of another medicine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Clash {
    /// The slug, or the slug of an earlier release.
    pub slug: String,
    /// The page that the slug is of.
    pub page: PageId,
    /// The page whose medicine is called so.
    pub named: PageId,
}

impl fmt::Display for Clash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { slug, page, named } = self;
        write!(
            f,
            "expected the address \"{slug}\" to lead to {} ({}), but it is the name of {} ({}); give the first page another slug",
            page.title, page.path, named.title, named.path
        )
    }
}

/// The addresses of one release that are names of other pages: a reader who follows one would see the other medicine.
#[must_use]
pub(crate) fn clashes(addresses: &Addresses) -> Vec<Clash> {
    let mut titles: BTreeMap<String, &PageId> = BTreeMap::new();
    for page in &addresses.pages {
        // Of pages with one title, the slug decides.
        titles.entry(key(&page.title)).or_insert(page);
    }
    let own = addresses.pages.iter().map(|page| (page.slug.as_str(), page));
    let former = addresses.redirects.iter().filter_map(|(old, new)| {
        let page = addresses.pages.iter().find(|page| page.slug == *new)?;
        Some((old.as_str(), page))
    });
    let clash = |(slug, page): (&str, &PageId)| {
        let name = key(slug);
        let named = titles.get(&name).filter(|_| key(&page.title) != name)?;
        Some(Clash { slug: slug.into(), page: page.clone(), named: (*named).clone() })
    };
    own.chain(former).filter_map(clash).collect()
}
