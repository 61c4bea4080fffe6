//! Finds the names of registers' medicines that have no page in the bundle, and writes their shards.

use crate::error::Error;
use crate::index::format;
use crate::index::format::dictionary::MAX_KEY;
use crate::index::format::head::Directory;
use crate::index::write::both::both;
use crate::index::write::drug_names::name_words;
use crate::index::write::name_shard_writer::{NamesWriter, between};
use crate::index::write::word_map::WordSet;
use crate::lexicon::Lexicon;
use crate::lexicon::base_name::{base_name, is_form};
use crate::lexicon::register::{self, is_depot_ester};
use crate::text::distance::{MAX_LEN, edits};
use crate::text::fold::key;
use std::collections::{BTreeMap, BTreeSet};

/// Edits within which a name is like a word of the bundle: one of a safe correction, and two more that must lead nowhere.
const LIKE: usize = 3;
/// Shortest word of a name that another name is like; shorter ones are alike by chance.
const LEAST_LIKE: usize = 5;
/// Bits behind which the letters are that a name holds twice.
const TWICE: u32 = 26;
/// Shortest name that is kept.
const LEAST: usize = 3;

/// Bytes of names in one shard.
const SHARD: usize = if cfg!(test) { 200 } else { 16_000 };

/// Names without a page, folded.
#[derive(Debug, Default)]
pub(crate) struct Elsewhere {
    /// All of them.
    pub(crate) all: BTreeSet<String>,
    /// Those of one word that a typo could mistake for a word of the bundle's names.
    pub(crate) near: BTreeSet<String>,
}

/// The names without a page; `is_prose` is whether the texts of the bundle use a word often.
pub(crate) fn names_without_page(
    names: &NamesWriter,
    lexicon: &Lexicon,
    is_prose: impl Fn(&str) -> bool,
) -> Elsewhere {
    let mut out = Elsewhere::default();
    if !lexicon.registers {
        return out;
    }
    let own = OwnNames::new(names);
    for (name, is_nonproprietary) in candidates(names, lexicon) {
        if name.len() < LEAST || name.len() > MAX_KEY || (!is_nonproprietary && is_prose(&name)) {
            continue;
        }
        // British names of combinations: `co-amilozide`.
        let is_combination = name.starts_with("co ") && lexicon.language.is_english();
        if !name.contains(' ') || is_combination || own.extends(&name) || own.begins(&name) {
            out.all.insert(name);
        }
    }
    let single: Vec<&String> = out.all.iter().filter(|name| !name.contains(' ')).collect();
    let near = |names: &[&String]| -> Vec<String> {
        names.iter().filter(|name| own.is_like(name)).map(ToString::to_string).collect()
    };
    // Each is compared with most words of names: the longest work of a build that is not done page by page.
    let (first, second) = single.split_at(single.len() / 2);
    let (first, second) = both(|| near(first), || near(second));
    out.near = first.into_iter().chain(second).collect();
    out
}

/// The everyday words that make a name without a page of the name of a page, separated by blanks; `is_used` is whether the texts have
/// a word.
pub(crate) fn pieces(
    elsewhere: &BTreeSet<String>,
    names: &NamesWriter,
    lexicon: &Lexicon,
    is_used: impl Fn(&str) -> bool,
) -> String {
    let intents = lexicon.intents.iter().map(|(phrase, _)| phrase);
    let phrases = intents.chain(lexicon.lay.iter().flat_map(|(lay, term)| [lay, term]));
    let phrases: Vec<String> = phrases.map(|phrase| key(phrase)).collect();
    let asked: BTreeSet<&str> = phrases.iter().flat_map(|phrase| phrase.split(' ')).collect();
    // The query is compared without its blanks.
    let own: WordSet<String> = names.keys().map(|name| name.replace(' ', "")).collect();
    let mut found = BTreeSet::new();
    for name in elsewhere.iter().filter(|name| !name.contains(' ')) {
        for (at, _) in name.char_indices().skip(1) {
            let (front, rest) = name.split_at(at);
            found.extend(own.contains(rest).then_some(front));
            found.extend(own.contains(front).then_some(rest));
        }
    }
    found.into_iter().filter(|piece| asked.contains(piece) || is_used(piece)).collect::<Vec<_>>().join(" ")
}

/// Names of registers that lead to no page here, each with whether it is a nonproprietary name.
fn candidates(names: &NamesWriter, lexicon: &Lexicon) -> BTreeMap<String, bool> {
    let own = names.own();
    let leads_here = |name: &str| {
        let is_name = |name: &str| own.contains(name);
        // A name with its salt or form names the same medicine, but for a depot.
        if is_name(name) {
            return true;
        }
        let base = base_name(name);
        base != name && is_name(&base) && !name.split(' ').any(is_depot_ester)
    };
    let mut out = BTreeMap::new();
    for substance in register::substances() {
        // A substance with a page is here under each of its names.
        if !substance.names.iter().any(|name| leads_here(name)) {
            for name in substance.names {
                *out.entry(name).or_default() |= substance.is_nonproprietary;
            }
        }
    }
    // Registers list some national names only with a salt: `noradrenaline bitartrate`.
    for (one, other) in &lexicon.national {
        let pair = [one, other].map(|name| key(name));
        if !pair.iter().any(|name| leads_here(name)) {
            out.extend(pair.map(|name| (name, true)));
        }
    }
    if lexicon.language.is_english() {
        let brands = lexicon.brands.iter().map(|(brand, _)| key(brand));
        for brand in brands.chain(register::brand_names()).filter(|brand| !leads_here(brand)) {
            out.entry(brand).or_default();
        }
    }
    out
}

/// Words of one length, and the letters that each holds.
#[derive(Clone, Default)]
struct Words {
    letters: Vec<u64>,
    words: Vec<String>,
}

/// The names of the bundle, as register names are compared with them.
struct OwnNames<'n> {
    names: &'n NamesWriter,
    sorted: Vec<&'n str>,
    /// Words of names by their length.
    words: Vec<Words>,
}

impl<'n> OwnNames<'n> {
    fn new(names: &'n NamesWriter) -> Self {
        let mut words = vec![Words::default(); MAX_LEN + 1];
        for (word, _) in name_words(names) {
            if (LEAST_LIKE..=MAX_LEN).contains(&word.len()) {
                let same = &mut words[word.len()];
                same.letters.push(letters(&word));
                same.words.push(word);
            }
        }
        Self { names, sorted: names.keys().collect(), words }
    }

    /// Whether `name` begins or ends with a whole name of the bundle: `nurofen plus`.
    fn extends(&self, name: &str) -> bool {
        let is_name = |name: &str| name.len() >= LEAST && !is_form(name) && self.names.has(name);
        let blanks = || name.match_indices(' ').map(|(at, _)| at);
        blanks().any(|at| is_name(&name[..at]) || is_name(&name[at + 1..]))
    }

    /// Whether a name of the bundle goes on behind `name`, so that the one could be completed to the other.
    fn begins(&self, name: &str) -> bool {
        let at = self.sorted.partition_point(|own| *own < name);
        self.sorted.get(at).is_some_and(|own| own.starts_with(name))
    }

    /// Whether `name` is at most [`LIKE`] edits away from a word of a name of the bundle.
    fn is_like(&self, name: &str) -> bool {
        let held = letters(name);
        let lengths = name.len().saturating_sub(LIKE)..=(name.len() + LIKE).min(MAX_LEN);
        // An edit takes one letter at most and brings one at most.
        let few = |bits: u64| bits.count_ones() as usize <= LIKE;
        self.words.get(lengths).into_iter().flatten().any(|same| {
            same.letters.iter().zip(&same.words).any(|(here, word)| {
                (held ^ here).count_ones() as usize <= 2 * LIKE
                    && few(held & !here)
                    && few(here & !held)
                    && edits(name.as_bytes(), word.as_bytes(), LIKE).is_some()
            })
        })
    }
}

/// The letters a to z of a name: a bit for each it holds, and a bit for each it holds twice.
fn letters(name: &str) -> u64 {
    let letters = name.bytes().filter(u8::is_ascii_lowercase).map(|letter| 1_u64 << (letter - b'a'));
    letters.fold(0, |bits, letter| bits | letter | (bits & letter) << TWICE)
}

/// Writes the shards of names without a page.
pub(crate) fn write_shards(
    names: &BTreeSet<String>,
    mut file: impl FnMut(Vec<u8>) -> String,
) -> Result<Directory, Error> {
    let (mut out, mut least, mut last) = (Directory::new(), String::new(), "");
    let (mut shard, mut size) = (Vec::new(), 0);
    for name in names {
        if size >= SHARD {
            out.push((least, file(format::elsewhere::write(shard.drain(..))?)));
            least = between(last, name).to_string();
            size = 0;
        }
        shard.push(name.as_str());
        size += name.len();
        last = name;
    }
    if !shard.is_empty() {
        out.push((least, file(format::elsewhere::write(shard.into_iter())?)));
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::write::drug_names;
    use crate::monograph::Facts;
    use crate::text::Language;

    fn find(titles: &[&str], lexicon: &Lexicon, prose: &str) -> Elsewhere {
        let pages: Vec<Facts> = titles
            .iter()
            .map(|title| Facts {
                title: title.to_string(),
                ingredients: title.split(" + ").map(str::to_string).collect(),
                ..Facts::default()
            })
            .collect();
        names_without_page(&drug_names::names(&pages, lexicon), lexicon, |word| word == prose)
    }

    #[test]
    fn names_without_a_page_are_those_that_a_reader_could_mistake_and_no_others() {
        let titles = [
            "Natalizumab",
            "Trastuzumab",
            "Ibuprofen",
            "Insulin Glargine",
            "Metformin",
            "Gemtuzumab Ozogamicin",
            "Digoxin",
        ];
        let found = find(&titles, &Lexicon::builtin(), "digox");
        for like in ["satralizumab", "digitoxin", "suprofen"] {
            assert!(found.near.contains(like) && found.all.contains(like), "{like}");
        }
        for extended in ["trastuzumab deruxtecan", "nurofen plus"] {
            assert!(found.all.contains(extended), "{extended}");
        }
        assert!(found.all.contains("gemtuzumab"), "it begins the name of another medicine");
        assert!(found.all.contains("haloperidol") && !found.near.contains("haloperidol"));
        for here in
            ["ibuprofen", "nurofen", "lantus", "insulin glargine", "metformin hydrochloride", "lanoxin"]
        {
            assert!(!found.all.contains(here), "{here} leads to a page");
        }
        assert!(found.near.iter().all(|name| found.all.contains(name) && !name.contains(' ')));
    }

    #[test]
    fn a_word_of_the_texts_is_no_brand_but_may_be_a_substance() {
        let builtin = Lexicon::builtin();
        assert!(find(&["Digoxin"], &builtin, "").all.contains("seldane"));
        assert!(!find(&["Digoxin"], &builtin, "seldane").all.contains("seldane"));
        assert!(find(&["Digoxin"], &builtin, "haloperidol").all.contains("haloperidol"));
    }

    #[test]
    fn a_depot_is_another_product_and_a_salt_is_not() {
        let found = find(&["Haloperidol"], &Lexicon::builtin(), "");
        assert!(found.all.contains("haloperidol decanoate"));
        assert!(!found.all.contains("haloperidol lactate"));
    }

    #[test]
    fn brands_are_known_in_english_only_and_nothing_without_registers() {
        let german = find(&["Digoxin"], &Lexicon::of(&Language::parse("de").unwrap()), "");
        assert!(german.all.contains("haloperidol") && !german.all.contains("seldane"));
        assert!(find(&["Digoxin"], &Lexicon::default(), "").all.is_empty());
    }
}
