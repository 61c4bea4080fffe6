//! Compares spellings: edits with transposition, and phonetic keys.

/// Longest word compared, in bytes; a longer one is infinitely far from any other.
pub(crate) const MAX_LEN: usize = 40;

/// A distance above that of any two words compared.
const FAR: u8 = 100;

/// Edits (insertion, deletion, substitution, swap of neighbours) between `a` and `b`; `None` when there are more than `limit`.
#[must_use]
pub fn edits(a: &[u8], b: &[u8], limit: usize) -> Option<usize> {
    if a.len() > b.len() {
        return edits(b, a, limit);
    }
    let longer = b.len() - a.len();
    if b.len() > MAX_LEN || longer > limit {
        return None;
    }
    // A way from corner to corner comes back by a deletion from wherever it leaves the shortest one by an insertion.
    let aside = (limit - longer) / 2;
    // A byte holds every distance of words this short.
    let mut before = [0_u8; MAX_LEN + 1];
    let mut last = [0_u8; MAX_LEN + 1];
    let mut row = [0_u8; MAX_LEN + 1];
    for (cell, at) in last.iter_mut().zip(0..) {
        *cell = at;
    }
    for i in 1..=a.len() {
        let (from, to) = (i.saturating_sub(aside).max(1), (i + longer + aside).min(b.len()));
        row[from - 1] = if from == 1 { i as u8 } else { FAR };
        let mut least = row[from - 1];
        for j in from..=to {
            let same = a[i - 1] == b[j - 1];
            let mut cost = (last[j - 1] + u8::from(!same)).min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                cost = cost.min(before[j - 2] + 1);
            }
            row[j] = cost;
            least = least.min(cost);
        }
        if usize::from(least) > limit {
            return None;
        }
        if let Some(next) = row.get_mut(to + 1) {
            *next = FAR;
        }
        before = last;
        last = row;
    }
    let edits = usize::from(last[b.len()]);
    (edits <= limit).then_some(edits)
}

/// How `word` sounds, letter by letter: `ph` as f, `y` as i, `th` as t, hard and soft c, no double letters, no final e.
#[must_use]
pub(crate) fn phonetic_key(word: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::with_capacity(word.len());
    for (at, &letter) in word.iter().enumerate() {
        let next = word.get(at + 1).copied().unwrap_or(0);
        let heard = match letter {
            b'p' if next == b'h' => b'f',
            b'h' if at > 0 => continue,
            b'y' => b'i',
            b'c' if matches!(next, b'e' | b'i' | b'y') => b's',
            b'c' | b'q' => b'k',
            b'z' => b's',
            b'x' => {
                out.push(b'k');
                b's'
            }
            b'e' if at + 1 == word.len() && at > 2 => continue,
            other => other,
        };
        if out.last() != Some(&heard) {
            out.push(heard);
        }
    }
    out
}

/// What a comparison by sound needs of a word, computed once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhoneticKey {
    /// Which sounds occur in it, one bit each: differing words are told apart without comparing letters.
    pub sounds: u32,
    /// Its [`phonetic_key`].
    pub spoken: Vec<u8>,
}

impl PhoneticKey {
    /// The key of `word`.
    #[must_use]
    pub fn of(word: &str) -> Self {
        Self { sounds: sounds(word.as_bytes()), spoken: phonetic_key(word.as_bytes()) }
    }
}

/// Which sounds occur in a word, one bit each; letters that may sound alike share a bit. One edit changes two bits at most.
#[must_use]
pub(crate) fn sounds(word: &[u8]) -> u32 {
    word.iter().fold(0, |bits, letter| {
        bits | match letter {
            b'h' => 0,
            b'y' => 1 << (b'i' - b'a'),
            b'k' | b'q' | b's' | b'x' | b'z' => 1 << (b'c' - b'a'),
            b'p' => 1 << (b'f' - b'a'),
            b'a'..=b'z' => 1 << (letter - b'a'),
            _ => 0,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The textbook version: the whole table, no limit.
    fn plain(a: &[u8], b: &[u8]) -> usize {
        let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                table[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let mut cost = (table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]))
                        .min(table[i - 1][j] + 1)
                        .min(table[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        cost = cost.min(table[i - 2][j - 2] + 1);
                    }
                    cost
                };
            }
        }
        table[a.len()][b.len()]
    }

    #[test]
    fn the_bounded_version_agrees_with_the_whole_table() {
        let mut seed = 7_u32;
        let mut next = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 16) % n
        };
        for _ in 0..20_000 {
            let mut word = || (0..next(10)).map(|_| b'a' + next(3) as u8).collect::<Vec<u8>>();
            let (a, b) = (word(), word());
            let want = plain(&a, &b);
            for limit in 0..4 {
                assert_eq!(edits(&a, &b, limit), (want <= limit).then_some(want), "{a:?} {b:?} {limit}");
            }
        }
    }

    #[test]
    fn misheard_names_sound_alike() {
        for (a, b) in [
            ("hidroclorothiazide", "hydrochlorothiazide"),
            ("acetaminofen", "acetaminophen"),
            ("akotiamide", "acotiamide"),
            ("lozartan", "losartan"),
            ("verapamill", "verapamil"),
        ] {
            assert_eq!(phonetic_key(a.as_bytes()), phonetic_key(b.as_bytes()), "{a} {b}");
        }
        assert_ne!(phonetic_key(b"prednisone"), phonetic_key(b"prednisolone"));
    }
}
