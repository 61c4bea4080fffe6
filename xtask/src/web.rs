//! Builds the browser files from their sources into `target/web`: two Wasm cores, the scripts and the pages.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};

use crate::files::{list, read, root, web, write};
use crate::process::{cargo, command, node_tool, output, run, say};
use crate::{interface, size, stamp, tools};

/// One build of the crate for the browser.
pub(crate) struct Core {
    /// Names the feature and the files: `search-core.js`, `search-core.wasm`.
    pub(crate) name: &'static str,
    /// A target folder of its own: in a shared one, the two feature sets would rebuild each other.
    target: &'static str,
    /// The most memory the page grants, in bytes, so that a runaway search traps instead of freezing the machine.
    memory: u32,
}

/// The search core holds a whole index in memory; the Markdown core one monograph at a time.
pub(crate) const CORES: [Core; 2] = [
    Core { name: "search-core", target: "target/wasm-search", memory: 512 << 20 },
    Core { name: "markdown-core", target: "target/wasm-markdown", memory: 128 << 20 },
];

/// `--flatten` before `--rereloop` saves 2 kB in the Markdown core, and code that is not inlined compresses 1 to 2 kB
/// better. `-O3` and `--local-cse` save 0.2 kB more, as does the promise that the first kilobyte of memory, where the
/// stack ends, is unused. The features are what rustc emits by default and every supported engine reads.
const WASM_OPT: [&str; 16] = [
    "--no-inline=*",
    "--flatten",
    "--local-cse",
    "--rereloop",
    "-O3",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
];

/// Our scripts pass the address of the module, and need a function that discards an instance after a trap.
const BIND: [&str; 7] = [
    "--target",
    "web",
    "--no-typescript",
    "--omit-default-module-path",
    "--experimental-reset-state-function",
    "--out-name",
    "glue",
];

const ESBUILD: [&str; 7] = [
    "--minify",
    "--bundle",
    "--format=esm",
    "--target=es2022",
    "--legal-comments=none",
    "--charset=utf8",
    "--log-level=warning",
];

/// Builds what changed, then checks the size budgets.
pub(crate) fn build() -> Result<()> {
    tools::need_packages()?;
    tools::need_target(tools::WASM_TARGET)?;
    let version = tools::locked_version("wasm-bindgen")?;
    let wasm_bindgen = tools::need_wasm_bindgen(&version)?;
    say("building the search core and the Markdown core …");
    fetch()?;
    // In parallel: each spends half its time in a link step that uses one processor.
    let raw = std::thread::scope(|scope| {
        CORES
            .each_ref()
            .map(|core| scope.spawn(move || compile(core)))
            .map(|build| build.join().unwrap_or_else(|_| Err(anyhow!("the build thread panicked"))))
    });
    for (core, raw) in CORES.iter().zip(raw) {
        optimise(core, &raw?, &wasm_bindgen, &version)?;
    }
    say("bundling the scripts …");
    bundle("elements/drug-card.js", "drug-card.js", None)?;
    bundle("bundle/multi-bundle.js", "several.js", None)?;
    bundle("tools/card-tools.js", "card-tools.js", None)?;
    bundle("compare/card-compare.js", "card-compare.js", None)?;
    bundle("find/card-find.js", "card-find.js", None)?;
    bundle("offline/sw.js", "pages/sw.js", None)?;
    for core in &CORES {
        let script = format!("{}.js", core.name);
        bundle(&format!("search/{script}"), &script, Some(&glue(core)))?;
    }
    pages()?;
    messages()?;
    interface::build(&glue(&CORES[0]))?;
    size::check()
}

/// Fetches all crates of the cores first, so that [`flags`] sees their folders.
fn fetch() -> Result<()> {
    let arguments = ["fetch", "--locked", "--quiet", "--target", tools::WASM_TARGET];
    run("the crates of Cargo.lock", cargo().args(arguments))
}

/// Compiles one core and returns the path of the raw module.
fn compile(core: &Core) -> Result<PathBuf> {
    let mut cargo = cargo();
    cargo.args(["build", "--quiet", "--locked", "--package", "drug-card", "--lib", "--profile", "wasm"]);
    cargo.args(["--target", tools::WASM_TARGET, "--no-default-features", "--features", core.name]);
    cargo.arg("--target-dir").arg(core.target).env_remove("RUSTFLAGS");
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(core)?.join("\u{1f}"));
    run(&format!("the {} to compile", core.name), &mut cargo)?;
    Ok(root().join(core.target).join(tools::WASM_TARGET).join("wasm/drug_card.wasm"))
}

/// Caps the memory, and keeps the paths of this machine out of the module: panic messages name source files.
fn flags(core: &Core) -> Result<Vec<String>> {
    let mut flags = vec!["-C".to_owned(), format!("link-arg=--max-memory={}", core.memory)];
    let mut remap = |from: &Path, to: &str| {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    };
    let sysroot = output("the sysroot of the Rust compiler", command("rustc").args(["--print", "sysroot"]))?;
    remap(Path::new(sysroot.trim()), "rust");
    // The last match wins, so the general paths come first.
    if let Some(home) = cargo_home() {
        remap(&home, "cargo");
        if let Ok(registries) = fs::read_dir(home.join("registry/src")) {
            registries.flatten().for_each(|registry| remap(&registry.path(), "crates"));
        }
    }
    remap(&root(), "drug-card");
    Ok(flags)
}

fn cargo_home() -> Option<PathBuf> {
    let home =
        || Some(Path::new(&std::env::var_os("HOME").or(std::env::var_os("USERPROFILE"))?).join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}

/// The JavaScript that wasm-bindgen generates for a core.
fn glue(core: &Core) -> PathBuf {
    root().join("target/stamps/glue").join(core.name).join("glue.js")
}

/// Generates the glue for the raw module and writes the optimised module to `target/web`.
fn optimise(core: &Core, raw: &Path, wasm_bindgen: &Path, version: &str) -> Result<()> {
    let (module, lock) = (read(raw)?, read(&root().join("package-lock.json"))?);
    let options = [BIND.concat(), WASM_OPT.concat(), version.to_owned()].concat();
    let wasm = web().join(core.name).with_extension("wasm");
    stamp::unless_done(core.name, &[&module, &lock, options.as_bytes()], &wasm, || {
        say(&format!("optimising the {} …", core.name));
        let work = glue(core).with_file_name("");
        let mut bind = command(wasm_bindgen);
        bind.args(BIND).arg("--out-dir").arg(&work).arg(raw);
        run("wasm-bindgen to generate the glue", &mut bind)?;

        let small = work.join("small.wasm");
        let mut optimise = node_tool("binaryen/bin/wasm-opt");
        optimise.arg(work.join("glue_bg.wasm")).arg("-o").arg(&small).args(WASM_OPT);
        run("wasm-opt to optimise the core", &mut optimise)?;
        write(&wasm, &read(&small)?)
    })
}

/// Bundles `www/{entry}` and its imports into the module `script`; `glue` is what a core imports as `glue`.
fn bundle(entry: &str, script: &str, glue: Option<&Path>) -> Result<()> {
    let fresh = root().join("target/stamps/glue").join(script);
    let mut esbuild = node_tool("esbuild/bin/esbuild");
    esbuild.arg(root().join("www").join(entry)).arg(format!("--outfile={}", fresh.display()));
    esbuild.args(ESBUILD);
    if let Some(glue) = glue {
        esbuild.arg(format!("--alias:glue={}", glue.display()));
    }
    run(&format!("esbuild to bundle www/{entry}"), &mut esbuild)?;
    write(&web().join(script), &read(&fresh)?)
}

/// Whether a file of `www/pages` or `www/offline` belongs to a bundle as it is.
fn is_page(name: &str) -> bool {
    name != "sw.js" && !name.ends_with(".json") && !name.ends_with(".d.ts")
}

/// Copies the pages of a bundle, and what makes the app page work offline.
fn pages() -> Result<()> {
    let www = root().join("www");
    let made = [&interface::DOCS[..], &["sw.js"]].concat();
    copy(&[www.join("pages"), www.join("offline")], "pages", is_page, &made)
}

/// Copies the translations. English is compiled into the scripts; its file is for translators only.
fn messages() -> Result<()> {
    copy(&[root().join("www/i18n/messages")], "words", |name| name != "en.json", &[])
}

/// Copies the wanted files of some folders to `target/web/{to}` and removes what else is there, except `others`.
fn copy(from: &[PathBuf], to: &str, wanted: fn(&str) -> bool, others: &[&str]) -> Result<()> {
    let folder = web().join(to);
    let mut names = Vec::new();
    for from in from {
        for name in list(from)?.into_iter().filter(|name| wanted(name)) {
            write(&folder.join(&name), &read(&from.join(&name))?)?;
            names.push(name);
        }
    }
    for name in list(&folder)? {
        if !names.contains(&name) && !others.contains(&name.as_str()) {
            fs::remove_file(folder.join(&name)).with_context(|| format!("expected to remove {to}/{name}"))?;
        }
    }
    Ok(())
}
