//! Counts who wrote the pages of a bundle, which reviews are recorded and which files are missing, for the words of its app page.

use crate::monograph::Facts;
use crate::monograph::facts::Review;
use crate::text::capitalized;

/// The counts.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct PageCounts {
    pages: usize,
    machine: usize,
    /// Pages that say that nobody reviewed them.
    unreviewed: usize,
    pub(crate) reviewed: usize,
    /// Files that could not be read, so that their pages are missing.
    pub(crate) skipped: usize,
}

impl PageCounts {
    /// Counts a page; one that is withdrawn has no text to vouch for.
    pub(crate) fn add(&mut self, facts: &Facts) {
        if facts.record.is_withdrawn() {
            return;
        }
        self.pages += 1;
        self.machine +=
            usize::from(facts.provenance.is_some_and(|provenance| provenance.origin.is_machine()));
        self.unreviewed +=
            usize::from(facts.provenance.is_some_and(|provenance| provenance.review == Review::None));
        self.reviewed += usize::from(facts.record.is_reviewed());
    }

    /// What holds for the pages, as a sentence: `Machine-written, not clinically reviewed.`
    pub(crate) fn sentence(self) -> String {
        let Self { pages, machine, unreviewed, reviewed, skipped } = self;
        let origin = match machine {
            0 => String::new(),
            all if all == pages => "Machine-written, ".into(),
            some => format!("Machine-written: {some} of {pages} pages; "),
        };
        let review = match reviewed {
            0 if unreviewed == pages && pages > 0 => "not clinically reviewed".into(),
            0 => "review not recorded".into(),
            all if all == pages => "review recorded for every page".into(),
            some => format!("review recorded for {some} of {pages} pages"),
        };
        let missing = match skipped {
            0 => String::new(),
            1 => " 1 file could not be read and is missing here.".into(),
            some => format!(" {some} files could not be read and are missing here."),
        };
        capitalized(&format!("{origin}{review}.{missing}"))
    }
}

#[cfg(test)]
mod tests {
    use super::PageCounts;

    #[test]
    fn a_sentence_claims_no_more_than_all_pages_hold() {
        for (pages, machine, unreviewed, reviewed, sentence) in [
            (30, 30, 30, 0, "Machine-written, not clinically reviewed."),
            (30, 30, 29, 0, "Machine-written, review not recorded."),
            (30, 12, 0, 4, "Machine-written: 12 of 30 pages; review recorded for 4 of 30 pages."),
            (30, 0, 0, 30, "Review recorded for every page."),
            (0, 0, 0, 0, "Review not recorded."),
        ] {
            let page_counts = PageCounts { pages, machine, unreviewed, reviewed, skipped: 0 };
            assert_eq!(page_counts.sentence(), sentence);
        }
        let page_counts = PageCounts { pages: 2, reviewed: 2, skipped: 1, ..PageCounts::default() };
        assert_eq!(
            page_counts.sentence(),
            "Review recorded for every page. 1 file could not be read and is missing here."
        );
    }
}
