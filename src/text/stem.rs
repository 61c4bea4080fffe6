//! Stems English words by Porter's algorithm of 1980: "addictive", "addicted" and "addiction" become one term.
//!
//! Only words of plain letters change; a word with a digit (`b12`) or in another script stays the same.

/// The stem of a folded `word`.
#[must_use]
pub fn stem(word: &str) -> String {
    if word.len() < 3 || !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return word.to_string();
    }
    let mut w = Stem { b: word.as_bytes().to_vec() };
    w.plural();
    w.past();
    w.final_y();
    w.swap(&DOUBLE_SUFFIXES, 0);
    w.swap(&SUFFIXES, 0);
    w.cut_suffix();
    w.final_e();
    String::from_utf8(w.b).unwrap_or_else(|_| word.to_string())
}

const DOUBLE_SUFFIXES: [(&str, &str); 20] = [
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];

const SUFFIXES: [(&str, &str); 7] = [
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const ENDINGS: [&str; 18] = [
    "ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize",
    "al", "er", "ic", "ou",
];

struct Stem {
    b: Vec<u8>,
}

impl Stem {
    fn is_consonant(&self, at: usize) -> bool {
        match self.b.get(at) {
            Some(b'a' | b'e' | b'i' | b'o' | b'u') | None => false,
            Some(b'y') => at == 0 || !self.is_consonant(at - 1),
            Some(_) => true,
        }
    }

    /// Porter's measure: how often a vowel is followed by a consonant in the first `len` letters.
    fn measure(&self, len: usize) -> usize {
        let mut count = 0;
        let mut vowel = false;
        for at in 0..len {
            let consonant = self.is_consonant(at);
            count += usize::from(consonant && vowel);
            vowel = !consonant;
        }
        count
    }

    fn has_vowel(&self, len: usize) -> bool {
        (0..len).any(|at| !self.is_consonant(at))
    }

    /// How many letters come before `suffix`, if the word ends in it.
    fn before(&self, suffix: &str) -> Option<usize> {
        let suffix = suffix.as_bytes();
        // The last letter rules out most suffixes without a call.
        (self.b.last() == suffix.last() && self.b.ends_with(suffix)).then(|| self.b.len() - suffix.len())
    }

    fn set(&mut self, len: usize, suffix: &str) {
        self.b.truncate(len);
        self.b.extend_from_slice(suffix.as_bytes());
    }

    fn ends_double(&self) -> bool {
        let n = self.b.len();
        n >= 2 && self.b.get(n - 1) == self.b.get(n - 2) && self.is_consonant(n - 1)
    }

    /// Whether it ends in consonant, vowel, consonant, the last not w, x or y.
    fn ends_short(&self, len: usize) -> bool {
        len >= 3
            && self.is_consonant(len - 1)
            && !self.is_consonant(len - 2)
            && self.is_consonant(len - 3)
            && !matches!(self.b.get(len - 1), Some(b'w' | b'x' | b'y'))
    }

    fn plural(&mut self) {
        if let Some(len) = self.before("sses").or_else(|| self.before("ies")) {
            self.b.truncate(len + if self.b.ends_with(b"sses") { 2 } else { 1 });
        } else if self.b.ends_with(b"s") && !self.b.ends_with(b"ss") && self.b.len() > 3 {
            self.b.pop();
        }
    }

    fn past(&mut self) {
        if let Some(len) = self.before("eed") {
            if self.measure(len) > 0 {
                self.b.pop();
            }
            return;
        }
        let Some(len) = self.before("ed").or_else(|| self.before("ing")).filter(|&len| self.has_vowel(len))
        else {
            return;
        };
        self.b.truncate(len);
        if self.before("at").or_else(|| self.before("bl")).or_else(|| self.before("iz")).is_some() {
            self.b.push(b'e');
        } else if self.ends_double() && !matches!(self.b.last(), Some(b'l' | b's' | b'z')) {
            self.b.pop();
        } else if self.measure(len) == 1 && self.ends_short(len) {
            self.b.push(b'e');
        }
    }

    fn final_y(&mut self) {
        let len = self.b.len();
        if self.b.ends_with(b"y") && self.has_vowel(len - 1) && len > 2 {
            self.set(len - 1, "i");
        }
    }

    fn swap(&mut self, pairs: &[(&str, &str)], least: usize) {
        for (suffix, other) in pairs {
            if let Some(len) = self.before(suffix) {
                if self.measure(len) > least {
                    self.set(len, other);
                }
                return;
            }
        }
    }

    fn cut_suffix(&mut self) {
        if let Some(len) = self.before("ion") {
            if matches!(self.b.get(len.wrapping_sub(1)), Some(b's' | b't')) && self.measure(len) > 1 {
                self.b.truncate(len);
            }
            return;
        }
        for suffix in ENDINGS {
            if let Some(len) = self.before(suffix) {
                if self.measure(len) > 1 {
                    self.b.truncate(len);
                }
                return;
            }
        }
    }

    fn final_e(&mut self) {
        if let Some(len) = self.before("e") {
            let measure = self.measure(len);
            if measure > 1 || (measure == 1 && !self.ends_short(len)) {
                self.b.pop();
            }
        }
        let len = self.b.len();
        if self.b.ends_with(b"ll") && self.measure(len - 1) > 1 {
            self.b.pop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_meet() {
        for words in [
            &["addictive", "addicted", "addiction"][..],
            &["drink", "drinking", "drinks"],
            &["drowsy", "drowsiness"],
            &["store", "stored", "storing"],
            &["dose", "doses", "dosing"],
            &["allergy", "allergies"],
            &["interaction", "interact", "interactions"],
        ] {
            let stems: std::collections::BTreeSet<_> = words.iter().map(|word| stem(word)).collect();
            assert_eq!(stems.len(), 1, "{words:?} gave {stems:?}");
        }
    }

    #[test]
    fn different_words_stay_different_and_odd_ones_unchanged() {
        assert_ne!(stem("prednisone"), stem("prednisolone"));
        for word in ["b12", "gas", "μg", "", "is", "y"] {
            assert_eq!(stem(word), word);
        }
    }
}
