//! Prints the card of a monograph as an HTML fragment: `cargo run --example render content/m/milrinone.md`.

use drug_card::{Card, parse};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("expected the path of a Markdown file")?;
    let parsed = parse(&std::fs::read_to_string(path)?);
    print!("{}", Card::new(&parsed.monograph).to_html(2));
    Ok(())
}
