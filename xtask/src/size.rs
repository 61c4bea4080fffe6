//! Owns the size budgets of what a page downloads; a file that outgrows its budget fails the build.

use crate::{Outcome, tools, web};

/// How a host sends the file.
enum Packing {
    Gzip,
    Brotli,
}

struct Budget {
    /// Files of `target/web` that are always fetched together.
    files: &'static [&'static str],
    packing: Packing,
    limit: u64,
}

const KB: u64 = 1024;

/// Raising a limit is a decision to be named in CHANGELOG.md.
const BUDGETS: [Budget; 6] = [
    // Paid by every page with a card or a search. The goal is 10 KB; 14 is what is reached since a page may name several
    // bundles, the elements speak more than English, and what a first answer needs is asked for ahead of the core.
    Budget { files: &["drug-card.js"], packing: Packing::Gzip, limit: 14 * KB + 192 },
    // Paid at the first keystroke of a search. The goal is 36 KB; 43.75 is what is reached since it reads an index in
    // parts, and those of several bundles as one.
    Budget { files: &["search-core.wasm"], packing: Packing::Brotli, limit: 43 * KB + 768 },
    // With the list below the field, which no page needs before something is asked.
    Budget { files: &["search-core.js"], packing: Packing::Brotli, limit: 6 * KB + 640 },
    // Paid only where a page names several bundles.
    Budget { files: &["several.js"], packing: Packing::Brotli, limit: 2 * KB + 384 },
    // Paid only by `src="x.md"`. The goal is 100 KB; the Markdown parser alone takes 60 of them, and 125 is what is reached
    // since a page may be in another language than English.
    Budget { files: &["markdown-core.wasm"], packing: Packing::Brotli, limit: 125 * KB },
    Budget { files: &["markdown-core.js"], packing: Packing::Brotli, limit: 3 * KB + 384 },
];

/// Prints one line a file: bytes as they are, by gzip -9, by brotli 11.
const MEASURE: &str = "
const { readFileSync } = require('node:fs'), { gzipSync, brotliCompressSync } = require('node:zlib');
for (const path of process.argv.slice(1)) {
  const bytes = readFileSync(path);
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
}";

/// Prints the table; an error names the files over budget.
pub(crate) fn check() -> Outcome {
    let mut over = Vec::new();
    println!("  {:<34} {:>9} {:>9} {:>9}   budget", "file", "bytes", "gzip", "brotli");
    for budget in &BUDGETS {
        let [bytes, gzip, brotli] = measure(budget.files)?;
        let (used, packing) = match budget.packing {
            Packing::Gzip => (gzip, "gzip"),
            Packing::Brotli => (brotli, "brotli"),
        };
        let (name, limit) = (budget.files.join(" + "), budget.limit);
        let percent = used * 100 / limit;
        println!("  {name:<34} {bytes:>9} {gzip:>9} {brotli:>9}   {packing} ≤ {limit} ({percent} %)");
        if used > limit {
            over.push(format!("{name} is {used} bytes by {packing}, {} too many", used - limit));
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    Err(format!("expected every download within its budget, but {}; make it smaller", over.join(", and ")))
}

fn measure(files: &[&str]) -> Outcome<[u64; 3]> {
    let paths = files.iter().map(|name| web::folder().join(name));
    let printed = tools::output("sizes", tools::command("node").arg("-e").arg(MEASURE).args(paths))?;
    let mut sums = [0; 3];
    for line in printed.lines() {
        for (sum, number) in sums.iter_mut().zip(line.split(' ')) {
            *sum +=
                number.parse::<u64>().map_err(|_| format!("expected a size, but node printed \"{line}\""))?;
        }
    }
    Ok(sums)
}
