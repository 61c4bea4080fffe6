//! For each rule a page that earns its diagnostic, and one that looks alike and does not.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may panic; that is how it fails"
)]

use drug_card::internals::monograph::{duplicate_titles, lint, parse};
use drug_card::internals::read::diagnostic::Rule;

/// A page no rule has anything to say about.
const SOUND: &str = "---\ntitle: Salvidone\n---\n# Salvidone\n### Generic Name\nSalvidone\n### Usage\nFor pain.\n\
    ### Dosage\nTake 5 mg twice daily.\n### Side Effects\n**Common:** nausea\n\n**Serious:** seizures\n\
    ### How it Works\nIt blocks pain.\n### Precautions\nAsk your doctor.\n### FAQs\n\
    * **Q: Is it safe?** A: Ask.\n\n**Disclaimer:** This is not medical advice.\n";

/// Rule, a part of [`SOUND`], what earns the diagnostic in its place, and what does not. `~` alone is the whole page.
const CASES: &[(&str, &str, &str, &str)] = &[
    ("front-matter-missing", "---\ntitle: Salvidone\n---\n", "", "---\ntitle: 'Salvidone'\n---\n"),
    ("front-matter-unclosed", "\n---\n#", "\n#", "\n\n---\n#"),
    ("front-matter-line", "title: S", "salvidone\ntitle: S", "# a comment\ntitle: S"),
    ("front-matter-language", "title: S", "lang: deutsch\ntitle: S", "lang: en-GB\ntitle: S"),
    ("front-matter-not-shown", "title: S", "max_dose: 20 mg\ntitle: S", "layout: page\ntitle: S"),
    (
        "several-medicines",
        "~",
        "# List\n## A\n### Dose\n1 mg\n### Side effects\nX\n## B\n### Dose\n2 mg\n### Side effects\nY\n",
        "# List\n## A\n### Dose\n1 mg\n## B\n### Dose\n2 mg\n",
    ),
    ("impossible-date", "title: S", "reviewed: 2026-02-30\ntitle: S", "reviewed: 2026-02-28\ntitle: S"),
    (
        "impossible-date",
        "title: S",
        "reviewed: 2026-05-01\nnext_review: 2026-04-30\ntitle: S",
        "reviewed: 2026-05-01\nnext_review: 2027-04-30\ntitle: S",
    ),
    ("status-unknown", "title: S", "status: published\ntitle: S", "status: Active\ntitle: S"),
    (
        "withdrawal-undated",
        "title: S",
        "status: withdrawn\ntitle: S",
        "status: withdrawn\nwithdrawn: 2026-05-01\ntitle: S",
    ),
    ("title-missing", "title: Salvidone\n---\n# Salvidone", "---\nSalvidone", "---\n# Salvidone"),
    ("title-heading", "# Salvidone", "# Milrinone", "# salvidone"),
    (
        "title-cut",
        "title: Salvidone\n---\n# Salvidone",
        "title: Omega-\n---\n# Omega-",
        "title: Omega-3\n---\n# Omega-3",
    ),
    (
        "several-titles",
        "**Disclaimer",
        "# Milrinone\n### Dosage\nTake 1 mg.\n\n**Disclaimer",
        "# References\nA book.\n\n**Disclaimer",
    ),
    (
        "several-titles",
        "**Disclaimer",
        "# Salvidone + Milrinone\n### Dosage\nTake 1 mg.\n\n**Disclaimer",
        "# Salvidone for children\n### Dosage\nTake 1 mg.\n\n**Disclaimer",
    ),
    // Pages that write every section as a heading of level 1, or have parts under their title.
    (
        "several-titles",
        "~",
        "# Salvidone\n# Usage\nPain.\n# Milrinone\n# Usage\nHearts.\n",
        "# Salvidone\n# Usage\nPain.\n# References\nA book.\n# Dosage\n5 mg.\n## Side Effects\nNone.\n",
    ),
    (
        "several-titles",
        "~",
        "# Salvidone\n**Usage:** Pain.\n\nMilrinone\n===\n**Usage:** Hearts.\n",
        "# Salvidone\n# Patients\n## Usage\nPain.\n# Salvidone\n## Usage\nPain.\n",
    ),
    (
        "several-titles",
        "~",
        "---\ntitle: Salvidone\n---\n## Usage\nPain.\n# Milrinone\n## Usage\nHearts.\n",
        "## Usage\nPain.\n# Milrinone\n## Usage\nHearts.\n",
    ),
    (
        "several-titles",
        "~",
        "# Salvidone\n## Usage\nPain.\n# Salvidone calcium\n## Usage\nBones.\n",
        "# Salvidone\n## Usage\nPain.\n# Salvidone in pregnancy\n## Usage\nNone.\n",
    ),
    // Headings that group the sections of one medicine, and a title with a typo.
    (
        "several-titles",
        "~",
        "# Salvidone\n# Patients\n## Dosage\n5 mg.\n# Milrinone\n## Dosage\n1 mg.\n",
        "# Salvidone\n# Patients\n## Usage\nPain.\n# Professionals\n## Dosage\n5 mg.\n",
    ),
    (
        "several-titles",
        "~",
        "# Salvidone/\n## Usage\nPain.\n# Salvidon\n## Usage\nPain.\n",
        "# Salvidone\n## Usage\nPain.\n# Salvidone/\n## Usage\nPain.\n",
    ),
    (
        "several-titles",
        "~",
        "# Insulin\n## Dosage\n5 mg.\n# Insulin Lispro\n## Dosage\n1 mg.\n",
        "# Salvidone\n## Usage\nPain.\n# Safety information\n## Side Effects\nNone.\n# \u{26a0}\u{fe0f}\n**Dosage:** 5 mg\n",
    ),
    ("sections-missing", "~", "# Salvidone\nFor pain.\n", "# Salvidone\n### Usage\nFor pain.\n"),
    ("section-missing", "### Usage\nFor pain.\n", "", "### Uses\nFor pain.\n"),
    ("section-empty", "It blocks pain.", "", "?"),
    // A heading that lists the sections under it holds nothing of its own.
    (
        "section-empty",
        "### Usage",
        "### Usage\n### Usage",
        "### Salvidone: Usage, Dosage, Side Effects\n### Usage",
    ),
    (
        "disclaimer-missing",
        "**Disclaimer:** This is not medical advice.",
        "",
        "It is for educational purposes only.",
    ),
    ("raw-html", "For pain.", "For <frob>pain</frob>.", "For <b>10<sup>8</sup></b> pains at <5 mg."),
    ("hidden-comment", "For pain.", "For <!-- all --> pain.", "For `<!-- all -->` pain."),
    ("unclosed-comment", "For pain.", "For <!-- all pain.", "For <!-- all --> pain."),
    ("hidden-mark", "For pain.", "For {{< all >}} pain. {#pain}", "For {all} pain."),
    ("hidden-include", "For pain.", "{% include pain.html %}", "{% raw %} pain."),
    ("heading-blank", "### Usage", "###Usage", "### Usage"),
    ("picture-alt", "For pain.", "For ![](pain.png).", "For ![pain](pain.png)."),
    ("struck-dose", "Take 5 mg", "Take ~~50 mg~~ 5 mg", "Take ~~always~~ 5 mg"),
    ("refusal", "~", "# Salvidone\nI cannot describe it.\n", "# Salvidone\n### Usage\nIt cannot cure.\n"),
    (
        "partial-refusal",
        "### Generic",
        "I cannot describe this combination.\n### Generic",
        "You cannot buy it.\n### Generic",
    ),
    // What every page could say declines nothing.
    (
        "partial-refusal",
        "### Generic",
        "As an AI I know little.\n### Generic",
        "I cannot provide medical advice.\n### Generic",
    ),
    ("template-variable", "For pain.", "For {details}.", "For (details)."),
    ("template-variable", "For pain.", "For [specific condition].", "For [acute] pain."),
    (
        "fiction",
        "For pain.",
        "The use of this hypothetical combination is unknown.",
        "For pain. The risk to a child is hypothetical.",
    ),
    ("fiction", "This is not", "Salvidone is not a real medication. This is not", "A fact. This is not"),
    (
        "other-drug",
        "~",
        "# Salvidone + Milrinone\n### Generic Name\nSalvidone\n",
        "# Salvidone + Milrinone\n### Generic Name\n* Milrinone lactate\n* Salvidone\n",
    ),
    (
        "other-drug",
        "~",
        "# Salvidone + Levofloxacin\n### Generic Name\nSalvidone / Levonadifloxacin\n",
        "# Salvidone + Paracetamol\n### Generic Name\nSalvidone / Acetaminophen\n",
    ),
    ("falling-range", "5 mg", "5-0.6 mg", "0.6-5 mg"),
    ("falling-range", "5 mg", "5 mg to 0.6 mg", "5 mg, then 0.6 mg"),
    ("falling-range", "5 mg", "3–0.6 mL/kg", "at a clearance of 50-31 mL/min 5 mg"),
    ("falling-range", "5 mg", "20 - 10 mg", "2020-10 mg"),
    ("other-drug", "Name\nSalvidone", "Name\nDisalvidone", "Name\nSalvidon"),
    (
        "source-leak",
        "For pain.",
        "The provided text names pain.",
        "The provided information is not exhaustive.",
    ),
    ("source-leak", "For pain.", "Not in the source material.", "Allergic to the source material (milk)."),
    ("faq-leak", "A: Ask.", "A: Ask. Q: Why? A: So.", "A: Ask about vitamin A: it helps."),
    ("faq-unanswered", " A: Ask.", "", " Ask."),
    ("unbalanced-emphasis", "For pain.", "For ** pain**.", "For **pain**, 2*3."),
    ("suspicious-character", "For pain.", "For p\u{430}in.", "For β-pain, 5 µmol."),
    ("suspicious-character", "For pain.", "5\u{202e}gm", "≥5 mg"),
    (
        "serious-unlisted",
        "**Serious:** seizures",
        "Less common but serious side effects are possible.",
        "Serious side effects include seizures.",
    ),
    // Advice mentions no effect.
    (
        "serious-unlisted",
        "**Serious:** seizures",
        "**Serious:** may occur.",
        "If you notice any effects, especially serious ones, consult your doctor.",
    ),
    (
        "serious-unlisted",
        "**Serious:** seizures",
        "Serious side effects are possible.",
        "* Sepsis (a serious infection)\n* Note: If you have any effects, especially serious ones, call us.",
    ),
    // What is announced and is in the list, or is named in running text, is named.
    (
        "serious-unlisted",
        "**Serious:** seizures",
        "Serious side effects are possible. Common side effects include:\n* Rash",
        "Serious side effects are possible. Seek medical advice if you experience:\n* Confusion",
    ),
    (
        "serious-unlisted",
        "**Serious:** seizures",
        "**Serious side effects:** They are rare.",
        "**Serious side effects:** It can increase the risk of infections.",
    ),
    ("error-prone-abbreviation", "twice daily", "BID", "twice daily (BID)"),
    ("error-prone-abbreviation", "5 mg", "600 IU", "600 IU (International Units)"),
    ("large-number", "5 mg", "1500 mg", "1,500 mg"),
    ("trailing-zero", "5 mg", "5.0 mg", "5.05 mg"),
    ("naked-decimal", "5 mg", ".5 mg", "0.5 mg"),
];

/// The rules that speak of `page`, and whether each points at a place that is there.
fn rules(page: &str) -> Vec<&'static str> {
    let parsed = parse(page);
    let mut diagnostics = parsed.diagnostics;
    diagnostics.extend(lint(page, &parsed.monograph));
    for diagnostic in &diagnostics {
        let line = page.lines().nth(diagnostic.line as usize - 1).unwrap_or_default();
        let end = diagnostic.column - 1 + diagnostic.length;
        assert!(
            diagnostic.column > 0 && end as usize <= line.chars().count(),
            "{diagnostic:?} points behind {line:?}"
        );
    }
    diagnostics.iter().map(|diagnostic| diagnostic.rule.id()).collect()
}

#[test]
fn each_rule_speaks_where_it_should_and_nowhere_else() {
    assert_eq!(rules(SOUND), Vec::<&str>::new());
    for (rule, part, wrong, right) in CASES {
        let page = |with: &str| if *part == "~" { with.to_string() } else { SOUND.replacen(part, with, 1) };
        assert!(*part == "~" || SOUND.contains(part), "{rule}: {part:?} is no part of the sound page");
        assert!(
            rules(&page(wrong)).contains(rule),
            "{rule} says nothing of {wrong:?}: {:?}",
            rules(&page(wrong))
        );
        assert!(!rules(&page(right)).contains(rule), "{rule} reports {right:?}");
    }
}

#[test]
fn a_diagnostic_about_front_matter_points_at_its_words() {
    for (front_matter, rule, place) in [
        ("title: Salvidone\nlang: deutsch", "front-matter-language", (3, 7, 7)),
        ("title: Salvidone\r\nlang:   'deutsch' # x", "front-matter-language", (3, 9, 9)),
        ("layout: x\ntitle: Interferon Beta-", "title-cut", (3, 8, 16)),
        ("layout: x\ntitle: \"Größe-\"", "title-cut", (3, 8, 8)),
        ("title: {a}", "front-matter-line", (2, 8, 3)),
        ("title: 12", "front-matter-line", (2, 8, 2)),
        ("title: S\ntitle: T", "front-matter-line", (3, 1, 5)),
        ("title: S\nclass: &a\n  b", "front-matter-line", (3, 8, 2)),
        ("title: S\ntags:\n  a: 'b'\n    - c", "front-matter-line", (5, 5, 3)),
        ("title: S\nsalvidone", "front-matter-line", (3, 1, 9)),
    ] {
        let page = format!("---\n{front_matter}\n---\n### Usage\nFor pain.\n");
        let found = parse(&page).diagnostics.into_iter().find(|found| found.rule.id() == rule);
        let found = found.unwrap_or_else(|| panic!("{rule} says nothing of {front_matter:?}"));
        assert_eq!((found.line, found.column, found.length), place, "{front_matter:?}");
    }
    let titles = "---\ntitle:\n---\nFor pain.\n";
    let found = &parse(titles).diagnostics;
    assert!(
        found.iter().any(|one| (one.rule, one.line, one.column) == (Rule::TitleMissing, 2, 7)),
        "{found:?}"
    );
    let heading = parse("# Interferon Beta-\n### Usage\nx\n").diagnostics;
    assert!(heading.iter().any(|one| (one.rule, one.line) == (Rule::TitleCut, 1)), "{heading:?}");
}

#[test]
fn what_needs_a_large_page_is_said_of_large_pages_only() {
    let deep = |levels: usize| SOUND.replace("For pain.", &format!("{}For pain.", "> ".repeat(levels)));
    let large = |bytes: usize| SOUND.replace("For pain.", &"x ".repeat(bytes / 2));
    let hard = "Pharmacological characterization necessitates interdisciplinary therapeutic evaluation ";
    for (rule, wrong, right) in [
        ("nesting-too-deep", deep(40), deep(20)),
        ("input-too-large", large(1100 * 1024), large(1000 * 1024)),
        (
            "reading-grade",
            SOUND.replace("For pain.", &hard.repeat(20)),
            SOUND.replace("For pain.", &"It is used for pain. Tell your doctor if it hurts. ".repeat(20)),
        ),
    ] {
        assert!(rules(&wrong).contains(&rule), "{rule} says nothing");
        assert!(!rules(&right).contains(&rule), "{rule} reports a page that is not a monograph");
    }
}

#[test]
fn every_rule_has_a_case() {
    let elsewhere = [
        // A file that is no text, in tests/cli.rs.
        Rule::Unreadable,
        Rule::DuplicateTitle,
        Rule::NestingTooDeep,
        Rule::InputTooLarge,
        Rule::ReadingGrade,
        // Depends on the day of the check; in tests/record.rs.
        Rule::Overdue,
    ];
    for rule in Rule::ALL.iter().filter(|rule| !elsewhere.contains(rule)) {
        assert!(CASES.iter().any(|(id, ..)| *id == rule.id()), "{} has no case", rule.id());
    }
    let titles =
        |two: &str| [("a.md".to_string(), "Salvidone".to_string()), ("b.md".to_string(), two.to_string())];
    assert_eq!(duplicate_titles(&titles("salvidone")).len(), 2);
    assert_eq!(duplicate_titles(&titles("Salvidone XR")).len(), 0);
}
