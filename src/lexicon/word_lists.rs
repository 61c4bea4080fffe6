//! Reads the word lists: brands, national names, lay words, intents, tall-man letters, names easily confused.
//!
//! Each list is a file of two columns separated by a tab; lines that start with `#` are comments. A site's own file has
//! three columns, the list's name first:
//!
//! ```text
//! brand<TAB>Lasix<TAB>furosemide
//! lay<TAB>feeling sick<TAB>nausea
//! ```
//!
//! The lists are read when an index is written; the index carries what applies to its pages, the browser no list.

use crate::lexicon::intent::Intent;
use crate::text::fold::key;
use crate::text::language::Language;

/// One of the lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// `brand<TAB>generic`.
    Brand,
    /// `name<TAB>same medicine`.
    National,
    /// `short form<TAB>name`.
    Abbreviation,
    /// `everyday name of a class<TAB>clinical class`.
    Class,
    /// `lay phrase<TAB>clinical term`.
    Lay,
    /// `phrase<TAB>intent`.
    Intent,
    /// `plain<TAB>tallMAN`.
    TallMan,
    /// `name<TAB>name`.
    Confusable,
}

impl List {
    /// Every list.
    pub const ALL: [Self; 8] = [
        Self::Brand,
        Self::National,
        Self::Abbreviation,
        Self::Class,
        Self::Lay,
        Self::Intent,
        Self::TallMan,
        Self::Confusable,
    ];

    /// The list's name in a site's own file.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::National => "national",
            Self::Abbreviation => "abbreviation",
            Self::Class => "class",
            Self::Lay => "lay",
            Self::Intent => "intent",
            Self::TallMan => "tallman",
            Self::Confusable => "confusable",
        }
    }

    /// The list that comes with drug-card.
    fn built_in(self) -> &'static str {
        match self {
            Self::Brand => {
                concat!(include_str!("data/brands.tsv"), include_str!("data/brands_unconfirmed.tsv"))
            }
            Self::National => include_str!("data/national.tsv"),
            Self::Abbreviation => include_str!("data/abbreviations.tsv"),
            Self::Class => include_str!("data/classes.tsv"),
            Self::Lay => include_str!("data/lay.tsv"),
            Self::Intent => include_str!("data/intents.tsv"),
            Self::TallMan => include_str!("data/tallman.tsv"),
            Self::Confusable => include_str!("data/confusable.tsv"),
        }
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|list| list.id() == name.trim())
    }
}

/// A diagnostic for a line of a word list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListDiagnostic {
    /// 1-based line.
    pub line: usize,
    /// What is wrong and what to write, as a sentence without a final dot.
    pub message: String,
}

/// All word lists of a language, ready for a `Writer`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lexicon {
    /// The language they are of.
    pub language: Language,
    /// Brand, or short form, and the generic name it stands for.
    pub brands: Vec<(String, String)>,
    /// Two names of one medicine.
    pub national: Vec<(String, String)>,
    /// Everyday phrase, or class, and clinical term.
    pub lay: Vec<(String, String)>,
    /// Phrase and what it asks.
    pub intents: Vec<(String, Intent)>,
    /// Plain name and the same in tall-man letters.
    pub tall_man: Vec<(String, String)>,
    /// Two medicines whose names are easily confused.
    pub confusable: Vec<(String, String)>,
    /// Names of public registers are known as medicines, even without a page (`register`).
    pub registers: bool,
}

impl Lexicon {
    /// The lists that come with drug-card: all of them are English.
    #[must_use]
    pub fn builtin() -> Self {
        Self::of(&Language::ENGLISH)
    }

    /// What holds of the lists in `language`: in another than English only which names are easily confused.
    #[must_use]
    pub fn of(language: &Language) -> Self {
        let mut words = Self { language: language.clone(), registers: true, ..Self::default() };
        let lists = if language.is_english() { &List::ALL[..] } else { &[List::Confusable] };
        for &list in lists {
            words.read(list, list.built_in());
        }
        words
    }

    /// Adds the lines of one list; each bad line is skipped and gets a diagnostic.
    pub fn read(&mut self, list: List, text: &str) -> Vec<ListDiagnostic> {
        let mut diagnostics = Vec::new();
        for (line, text) in lines(text) {
            if let Err(message) = self.add(list, text) {
                diagnostics.push(ListDiagnostic { line, message });
            }
        }
        diagnostics
    }

    /// Adds a site's own file, three columns a line; its entries are added to the built-in ones.
    pub fn read_site(&mut self, text: &str) -> Vec<ListDiagnostic> {
        let mut diagnostics = Vec::new();
        for (line, text) in lines(text) {
            let added = match text.split_once('\t') {
                Some((name, rest)) => match List::parse(name) {
                    Some(list) => self.add(list, rest),
                    None => Err(format!(
                        "no list is called \"{}\"; the lists are {}",
                        name.trim(),
                        List::ALL.map(List::id).join(", ")
                    )),
                },
                None => Err("expected three columns separated by tabs, found one".into()),
            };
            if let Err(message) = added {
                diagnostics.push(ListDiagnostic { line, message });
            }
        }
        diagnostics
    }

    /// What is wrong with the lines of one list, without keeping anything.
    #[must_use]
    pub fn lint(list: List, text: &str) -> Vec<ListDiagnostic> {
        Self::default().read(list, text)
    }

    /// Adds everything of `other` that is not here yet.
    pub fn merge(&mut self, other: &Self) {
        fn extend<T: Clone + PartialEq>(into: &mut Vec<T>, from: &[T]) {
            let fresh: Vec<T> = from.iter().filter(|entry| !into.contains(entry)).cloned().collect();
            into.extend(fresh);
        }
        extend(&mut self.brands, &other.brands);
        extend(&mut self.national, &other.national);
        extend(&mut self.lay, &other.lay);
        extend(&mut self.intents, &other.intents);
        extend(&mut self.tall_man, &other.tall_man);
        extend(&mut self.confusable, &other.confusable);
        self.registers |= other.registers;
    }

    /// The tall-man form of a name, when the list has one.
    #[must_use]
    pub fn tall(&self, name: &str) -> Option<&str> {
        let name = key(name);
        self.tall_man.iter().find(|(plain, _)| is_key(plain, &name)).map(|(_, tall)| tall.as_str())
    }

    /// The names the list warns to confuse with `name`.
    pub fn confused_with(&self, name: &str) -> impl Iterator<Item = &str> {
        others(&self.confusable, &key(name)).into_iter()
    }

    fn add(&mut self, list: List, line: &str) -> Result<(), String> {
        let columns: Vec<&str> = line.split('\t').map(str::trim).collect();
        let [left, right] = columns[..] else {
            return Err(format!("expected two columns separated by one tab, found {}", columns.len()));
        };
        if key(left).is_empty() || key(right).is_empty() {
            return Err("a column is empty; write both or take the line out".into());
        }
        let pair = (left.to_string(), right.to_string());
        match list {
            List::TallMan if !left.eq_ignore_ascii_case(right) => {
                return Err(format!("\"{right}\" is not \"{left}\" in other letters"));
            }
            List::Brand | List::National | List::Confusable if key(left) == key(right) => {
                return Err(format!("\"{left}\" is on both sides; write two different names"));
            }
            List::Brand | List::Abbreviation => self.brands.push(pair),
            List::National => self.national.push(pair),
            List::Lay | List::Class => self.lay.push(pair),
            List::TallMan => self.tall_man.push(pair),
            List::Confusable => self.confusable.push(pair),
            List::Intent => match Intent::parse(right) {
                Some(intent) => self.intents.push((left.to_string(), intent)),
                None => {
                    return Err(format!(
                        "no intent is called \"{right}\"; the intents are {}",
                        Intent::ALL.map(Intent::id).join(", ")
                    ));
                }
            },
        }
        Ok(())
    }
}

/// The names paired with `name`, on either side.
fn others<'p>(pairs: &'p [(String, String)], name: &str) -> Vec<&'p str> {
    let mut out = Vec::new();
    for (left, right) in pairs {
        if is_key(left, name) {
            out.push(right.as_str());
        } else if is_key(right, name) {
            out.push(left.as_str());
        }
    }
    out
}

/// Whether `name` is the key of `text`. Most are told apart by their first letter, which a key keeps.
fn is_key(text: &str, name: &str) -> bool {
    let first = |text: &str| text.bytes().next().filter(u8::is_ascii_alphanumeric);
    let apart = first(text).zip(first(name)).is_some_and(|(one, other)| !one.eq_ignore_ascii_case(&other));
    !apart && key(text) == name
}

fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines()
        .enumerate()
        .map(|(at, line)| (at + 1, line))
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_built_in_lists_have_no_bad_line() {
        for list in List::ALL {
            assert_eq!(Lexicon::lint(list, list.built_in()), [], "{list:?}");
        }
    }

    #[test]
    fn a_bad_line_is_named_and_left_out() {
        let diagnostics = Lexicon::lint(List::Brand, "# brands\nLasix\tfurosemide\nLasix\n\tx\nsame\tSame\n");
        assert_eq!(diagnostics.iter().map(|diagnostic| diagnostic.line).collect::<Vec<_>>(), [3, 4, 5]);
        assert_eq!(diagnostics[0].message, "expected two columns separated by one tab, found 1");
        let diagnostics = Lexicon::lint(List::Intent, "can i eat\tbanana");
        assert!(diagnostics[0].message.starts_with("no intent is called \"banana\""));
    }

    #[test]
    fn a_site_adds_to_what_is_built_in() {
        let mut words = Lexicon::default();
        words.brands.push(("Lasix".into(), "furosemide".into()));
        let mut own = Lexicon::default();
        let diagnostics =
            own.read_site("brand\tLasix\tfurosemide\nbrand\tDiurix\tfurosemide\ncolour\tred\tblue\n");
        assert_eq!(diagnostics.len(), 1);
        words.merge(&own);
        assert_eq!(words.brands.len(), 2);
    }

    #[test]
    fn tall_letters_only_for_names_on_the_list() {
        let mut words = Lexicon::default();
        words.read(List::TallMan, "hydroxyzine\thydrOXYzine\n");
        words.read(List::Confusable, "hydroxyzine\thydralazine\n");
        assert_eq!(words.tall("Hydroxyzine"), Some("hydrOXYzine"));
        assert_eq!(words.tall("Hydroxyurea"), None);
        assert_eq!(words.confused_with("hydralazine").collect::<Vec<_>>(), ["hydroxyzine"]);
    }
}
