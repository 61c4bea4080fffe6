//! The slug of a title: the same rule here and in the browser, held by one table.

use drug_card::internals::text::slug::{Letters, slug};

#[test]
fn a_title_gives_the_slug_of_the_table() {
    let rows = include_str!("slugs.tsv").lines().filter(|line| !line.starts_with('#'));
    let mut count = 0;
    for (title, want) in rows.filter_map(|row| row.split_once('\t')) {
        assert_eq!(slug(title, Letters::Latin), want, "{title}");
        count += 1;
    }
    assert!(count >= 12, "{count} rows were read");
}

#[test]
fn letters_of_every_script_are_kept_where_asked_for() {
    assert_eq!(slug("β-Carotene", Letters::All), "β-carotene");
    assert_eq!(slug("Ø-Lösung", Letters::All), "o-losung");
}
