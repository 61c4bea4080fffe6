//! Parses a monograph and prints its sections, FAQs and diagnostics: `cargo run --example parse content/m/milrinone.md`.

use drug_card::{parse, plain_inlines};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("expected the path of a Markdown file")?;
    let parsed = parse(&std::fs::read_to_string(&path)?);

    println!("{}", parsed.monograph.title);
    for section in &parsed.monograph.sections {
        println!("  line {}: {} ({})", section.line, plain_inlines(&section.heading), section.kind.id());
    }
    for faq in parsed.monograph.faqs() {
        println!("  line {}: {}", faq.line, plain_inlines(&faq.question));
    }
    for diagnostic in &parsed.diagnostics {
        let severity = diagnostic.rule.severity();
        println!("{path}:{}:{}: {severity}: {}", diagnostic.line, diagnostic.column, diagnostic.message);
    }
    Ok(())
}
