//! A slug never comes to mean another medicine without a word, over 1,000 random changes of a site, beside a model that remembers
//! every meaning that a slug ever had.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

#[path = "support/dice.rs"]
mod dice;
mod support;

use dice::Dice;
use drug_card::internals::bundle::changes::{Addresses, PageId, compare};
use drug_card::internals::bundle::slugs::{SlugSource, Slugs};
use drug_card::internals::text::Language;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use support::{scratch, write};

/// A medicine is one of these, with or without its salt. The last two differ in one letter.
const MEDICINES: [&str; 10] = [
    "Aldomin",
    "Bexoril",
    "Cortavan",
    "Dalvixin",
    "Ebrimol",
    "Fontazid",
    "Gellipram",
    "Hirusol",
    "Afatinib",
    "Apatinib",
];
const FOLDERS: [&str; 4] = ["", "adult/", "child/", "aldomin/"];
/// Some are names of medicines, which is where mistakes come from.
const FILES: [&str; 9] =
    ["dosing", "index", "aldomin", "bexoril", "cortavan", "a--b", "a-b", "Notes", "notes"];
/// Slugs and redirects that authors state.
const STATED: [&str; 6] = ["dosing", "aldomin", "ebrimol", "old-name", "ward-list", "a-b"];

/// A file: its medicine, and what its front matter says.
#[derive(Clone, PartialEq)]
struct Page {
    medicine: usize,
    has_salt: bool,
    slug: Option<&'static str>,
    redirects: BTreeSet<&'static str>,
}

impl Page {
    fn title(&self) -> String {
        format!("{}{}", MEDICINES[self.medicine], if self.has_salt { " sodium" } else { "" })
    }

    fn text(&self) -> String {
        let title = self.title();
        let slug = self.slug.map(|slug| format!("slug: {slug}\n")).unwrap_or_default();
        let redirects: Vec<&str> = self.redirects.iter().copied().collect();
        format!(
            "---\ntitle: {title}\n{slug}redirects: [{}]\n---\n\n# {title}\n\n### Usage\nFor tests.\n\n### Disclaimer\nNo advice.\n",
            redirects.join(", ")
        )
    }
}

/// The files of a site by path.
type Site = BTreeMap<String, Page>;

/// One or two of the changes that authors make between two builds.
fn change(site: &mut Site, dice: &mut Dice) {
    for _ in 0..=dice.below(2) {
        let path = format!("{}{}.md", FOLDERS[dice.below(4)], FILES[dice.below(FILES.len())]);
        let medicine = dice.below(MEDICINES.len());
        let known = site.keys().nth(dice.below(site.len())).cloned().unwrap_or_default();
        let stated = STATED[dice.below(STATED.len())];
        let kind = dice.below(9);
        if kind < 3 {
            let page = Page { medicine, has_salt: false, slug: None, redirects: BTreeSet::new() };
            site.entry(path).or_insert(page);
            continue;
        }
        let Some(page) = site.get_mut(&known) else { continue };
        match kind {
            3 => page.medicine = medicine,
            4 => page.has_salt = !page.has_salt,
            5 => page.slug = (page.slug != Some(stated)).then_some(stated),
            6 => drop(page.redirects.insert(stated)),
            7 => {
                let page = site.remove(&known).unwrap();
                // A file that is moved onto another one replaces it.
                site.insert(path, page);
            }
            _ => drop(site.remove(&known)),
        }
    }
}

/// A release as a reader meets it: the medicine that each address leads to, and the addresses that are redirects.
#[derive(Debug, Clone, Default, PartialEq)]
struct Release {
    leads_to: BTreeMap<String, usize>,
    redirects: BTreeMap<String, String>,
    /// What the build said: slugs of pages that are gone or renamed.
    said: BTreeSet<String>,
}

/// The model: every meaning that a slug ever had, in the order of releases, and nothing cleverer than looking through all of it.
#[derive(Default)]
struct Model {
    meanings: Vec<(String, usize)>,
    last: Release,
    ended: usize,
    taken_again: usize,
}

impl Model {
    fn last_meaning(&self, slug: &str) -> Option<usize> {
        self.meanings.iter().rev().find(|(one, _)| one == slug).map(|(_, medicine)| *medicine)
    }

    /// Fails if the release changes a meaning without a word: the author neither accepted it nor wrote it as a redirect.
    fn accept(&mut self, step: usize, release: &Release, accepted: &BTreeSet<String>) {
        for (slug, medicine) in &release.leads_to {
            let is_redirect = release.redirects.contains_key(slug);
            let is_stated = is_redirect && self.last.redirects.get(slug) != release.redirects.get(slug);
            if let Some(was) = self.last_meaning(slug) {
                let kept = was == *medicine || is_stated || accepted.contains(slug);
                assert!(
                    kept,
                    "step {step}: {slug} was {} and is {}, and nobody said so",
                    MEDICINES[was], MEDICINES[*medicine]
                );
                self.taken_again += usize::from(!self.last.leads_to.contains_key(slug));
            }
            self.meanings.push((slug.clone(), *medicine));
        }
        for slug in self.last.leads_to.keys().filter(|slug| !release.leads_to.contains_key(*slug)) {
            assert!(release.said.contains(slug), "step {step}: {slug} ended without a word");
            self.ended += 1;
        }
        self.last = release.clone();
    }

    /// Whether a release would change nothing that needs a word: then a build must not stop.
    fn is_harmless(&self, release: &Release) -> bool {
        let kept =
            |(slug, medicine): (&String, &usize)| self.last_meaning(slug).is_none_or(|was| was == *medicine);
        let still_there = self.last.leads_to.keys().all(|slug| release.leads_to.contains_key(slug));
        release.redirects == self.last.redirects && still_there && release.leads_to.iter().all(kept)
    }
}

/// Changes a site `steps` times and builds each state with `build`, which gives the release or the slugs that stop it. An author
/// takes back what stops a build, or accepts it.
fn change_and_build(
    steps: usize,
    seed: u64,
    mut build: impl FnMut(&Site, &BTreeSet<String>) -> Result<Release, Option<Release>>,
) -> (Model, usize, usize) {
    let (mut dice, mut model, mut site) = (Dice(seed), Model::default(), Site::new());
    let (mut released, mut stopped) = (0, 0);
    for step in 0..steps {
        let before = site.clone();
        change(&mut site, &mut dice);
        let mut accepted = BTreeSet::new();
        let mut result = build(&site, &accepted);
        if let Err(would_be) = &result {
            stopped += 1;
            if let Some(would_be) = would_be {
                assert!(!model.is_harmless(would_be), "step {step}: stopped for nothing: {would_be:?}");
            }
            // Every third time, the author accepts all of it.
            if dice.below(3) == 0 {
                accepted = STATED.iter().chain(&FILES).map(|slug| slug.to_lowercase()).collect();
                result = build(&site, &accepted);
            }
        }
        match result {
            Ok(release) => {
                model.accept(step, &release, &accepted);
                released += 1;
            }
            Err(_) => site = before,
        }
    }
    (model, released, stopped)
}

fn medicine(title: &str) -> usize {
    MEDICINES.iter().position(|name| title.split(' ').next() == Some(name)).unwrap()
}

fn addresses(site: &Site) -> Option<Addresses> {
    let titles: Vec<String> = site.values().map(Page::title).collect();
    let sources: Vec<SlugSource> = site
        .iter()
        .zip(&titles)
        .map(|((path, page), title)| SlugSource { path, own: page.slug, title: Some(title) })
        .collect();
    let slugs = Slugs::of(&Language::ENGLISH).assign(&sources).ok()?;
    let mut redirects = BTreeMap::new();
    for (page, slug) in site.values().zip(&slugs) {
        for old in &page.redirects {
            // Two pages that claim one old address, or one that a page has, stop a build elsewhere.
            if slugs.iter().any(|slug| slug == old)
                || redirects.insert(old.to_string(), slug.clone()).is_some()
            {
                return None;
            }
        }
    }
    let page = |((path, title), slug): ((&String, String), String)| PageId {
        slug,
        path: path.clone(),
        card: title.clone(),
        title,
    };
    let pages = site.keys().zip(titles).zip(slugs).map(page).collect();
    Some(Addresses { pages, redirects, former: Vec::new() })
}

fn release_of(addresses: &Addresses) -> Release {
    let page = |slug: &str| addresses.pages.iter().find(|page| page.slug == slug).unwrap();
    let mut leads_to: BTreeMap<String, usize> =
        addresses.pages.iter().map(|page| (page.slug.clone(), medicine(&page.title))).collect();
    leads_to.extend(addresses.redirects.iter().map(|(old, new)| (old.clone(), medicine(&page(new).title))));
    Release { leads_to, redirects: addresses.redirects.clone(), said: BTreeSet::new() }
}

#[test]
fn no_slug_means_another_medicine_without_a_word_over_a_thousand_changes() {
    for seed in [1, 2, 3] {
        let mut old = Addresses::default();
        let (model, released, stopped) = change_and_build(1_000, seed, |site, accepted| {
            let new = addresses(site).ok_or(None)?;
            let mut release = release_of(&new);
            let changes = compare(&old, &new, accepted).map_err(|_| Some(release.clone()))?;
            release.said.extend(changes.gone);
            release.said.extend(changes.renamed.into_iter().map(|(old, _)| old));
            let former = old.former_after(&new);
            old = Addresses { former, ..new };
            Ok(release)
        });
        let Model { ended, taken_again, .. } = model;
        assert!(
            released > 200 && stopped > 200 && ended > 50 && taken_again > 20,
            "seed {seed}: {released} released, {stopped} stopped, {ended} ended, {taken_again} taken again"
        );
    }
}

/// What a build left in its folder, as a reader gets it.
fn read_release(bundle: &Path, figures: &Value) -> Release {
    let json = |path: PathBuf| -> Value { serde_json::from_slice(&fs::read(path).unwrap()).unwrap() };
    let root = json(bundle.join("index.json"));
    let titles = json(bundle.join(root["titles"]["file"].as_str().unwrap()));
    let mut leads_to: BTreeMap<String, usize> = titles
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row[0].as_str().unwrap().to_string(), medicine(row[1].as_str().unwrap())))
        .collect();
    let redirects: BTreeMap<String, String> =
        serde_json::from_value(root.get("redirects").cloned().unwrap_or_default()).unwrap_or_default();
    for (old, new) in &redirects {
        let medicine = leads_to[new];
        leads_to.insert(old.clone(), medicine);
    }
    let gone = figures["gone"].as_array().into_iter().flatten();
    let renamed = figures["renamed"].as_array().into_iter().flatten().map(|pair| &pair[0]);
    let said = gone.chain(renamed).map(|slug| slug.as_str().unwrap().to_string()).collect();
    Release { leads_to, redirects, said }
}

/// The same through the program, which also has to remember addresses that ended from one build to the next.
#[test]
fn the_program_gives_no_address_another_medicine_without_a_word() {
    let folder = scratch("address-meaning");
    let steps = if std::env::var_os("DRUG_CARD_DEEP").is_some() { 1_000 } else { 80 };
    let (model, released, stopped) = change_and_build(steps, 4, |site, accepted| {
        let content = folder.join("content");
        let _ = fs::remove_dir_all(&content);
        site.iter().for_each(|(path, page)| write(&content, path, &page.text()));
        let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
        command.args(["build", "content", "-o", "out", "--json"]).current_dir(&folder);
        for slug in accepted {
            command.args(["--accept", slug]);
        }
        let output = command.output().unwrap();
        if !output.status.success() {
            return Err(None);
        }
        Ok(read_release(&folder.join("out"), &serde_json::from_slice(&output.stdout).unwrap()))
    });
    let Model { ended, taken_again, .. } = model;
    assert!(
        released > 15 && stopped > 10 && ended > 10 && taken_again > 0,
        "{released} released, {stopped} stopped, {ended} ended, {taken_again} taken again"
    );
}
