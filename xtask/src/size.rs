//! Checks the size budgets of what a page downloads; a file over its budget fails the build.

use anyhow::{Context, Result, bail};

use crate::files::web;
use crate::process::{command, output};

/// How a server compresses the file.
enum Compression {
    Gzip,
    Brotli,
}

struct Budget {
    /// Files of `target/web` that a page always loads together.
    files: &'static [&'static str],
    compression: Compression,
    limit: u64,
}

const KB: u64 = 1024;

/// Raising a limit is a decision: name it in CHANGELOG.md.
const BUDGETS: [Budget; 9] = [
    // Loaded by every page with a card or a search. The goal is 10 KB; several bundles on a page, translations and the
    // preload hints take the rest.
    Budget { files: &["drug-card.js"], compression: Compression::Gzip, limit: 14 * KB + 672 },
    // Loaded at the first keystroke of a search. The goal is 36 KB; an index in shards and several bundles in one index
    // take the rest.
    Budget { files: &["search-core.wasm"], compression: Compression::Brotli, limit: 55 * KB + 3 * KB / 4 },
    // Contains what no page needs before the first query: the list of results with its filters and its place on the page, the
    // sentences on what was not found, the highlight of words on a card, and the index for scripts.
    Budget { files: &["search-core.js"], compression: Compression::Brotli, limit: 10 * KB + 464 },
    // Loaded only if a page names several bundles.
    Budget { files: &["several.js"], compression: Compression::Brotli, limit: 2 * KB + 384 },
    // Loaded only by cards that are arranged or small, and when something is copied from one.
    Budget { files: &["card-tools.js"], compression: Compression::Brotli, limit: 5 * KB },
    // Loaded only by a page with a comparison.
    Budget { files: &["card-compare.js"], compression: Compression::Brotli, limit: 3 * KB + 768 },
    // Loaded only when a reader searches inside a card.
    Budget { files: &["card-find.js"], compression: Compression::Brotli, limit: 2 * KB + 640 },
    // Loaded only for `src="x.md"`. The goal is 100 KB; the Markdown parser alone takes 60, and other languages than
    // English, tables, callouts, dialects and HTML take the rest.
    Budget { files: &["markdown-core.wasm"], compression: Compression::Brotli, limit: 186 * KB },
    Budget { files: &["markdown-core.js"], compression: Compression::Brotli, limit: 3 * KB + 384 },
];

/// Prints one line per file: bytes uncompressed, by gzip -9, by brotli 11.
const MEASURE: &str = "
const { readFileSync } = require('node:fs'), { gzipSync, brotliCompressSync } = require('node:zlib');
for (const path of process.argv.slice(1)) {
  const bytes = readFileSync(path);
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
}";

/// Prints a table of all sizes; fails if a file is over its budget.
pub(crate) fn check() -> Result<()> {
    let mut over = Vec::new();
    println!("  {:<34} {:>9} {:>9} {:>9}   budget", "file", "bytes", "gzip", "brotli");
    for budget in &BUDGETS {
        let [bytes, gzip, brotli] = measure(budget.files)?;
        let (used, compression) = match budget.compression {
            Compression::Gzip => (gzip, "gzip"),
            Compression::Brotli => (brotli, "brotli"),
        };
        let (name, limit) = (budget.files.join(" + "), budget.limit);
        let percent = used * 100 / limit;
        println!("  {name:<34} {bytes:>9} {gzip:>9} {brotli:>9}   {compression} ≤ {limit} ({percent} %)");
        if used > limit {
            over.push(format!("{name} is {used} bytes by {compression}, {} too many", used - limit));
        }
    }
    if over.is_empty() {
        return Ok(());
    }
    bail!("expected every download within its budget, but {}; make it smaller", over.join(", and "))
}

fn measure(files: &[&str]) -> Result<[u64; 3]> {
    let paths = files.iter().map(|name| web().join(name));
    let printed = output("file sizes", command("node").arg("-e").arg(MEASURE).args(paths))?;
    let mut sums = [0; 3];
    for line in printed.lines() {
        for (sum, number) in sums.iter_mut().zip(line.split(' ')) {
            let number: u64 =
                number.parse().with_context(|| format!("expected a size, but node printed \"{line}\""))?;
            *sum += number;
        }
    }
    Ok(sums)
}
