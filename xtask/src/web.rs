//! Owns the web build: two browser cores, the shell and the pages, from sources to `target/web`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::stamp::{self, Inputs};
use crate::{Outcome, interface, say, size, tools};

/// One build of the crate for the browser.
pub(crate) struct Core {
    /// Names the feature and the files: `search-core.js`, `search-core.wasm`.
    pub(crate) name: &'static str,
    /// Its own target folder: with a shared one, the two feature sets would rebuild each other.
    pub(crate) target: &'static str,
    /// The most memory the page grants, in bytes. A runaway search ends in a trap, not in a frozen machine.
    memory: u32,
}

/// The search core holds a whole index in memory; the Markdown core one monograph at a time.
pub(crate) const CORES: [Core; 2] = [
    Core { name: "search-core", target: "target/wasm-search", memory: 512 << 20 },
    Core { name: "markdown-core", target: "target/wasm-markdown", memory: 128 << 20 },
];

/// Flattening before the reduction takes 2 kB off the Markdown core, and what is not inlined packs 1 to 2 kB better. The level
/// for speed first and common expressions take 0.2 kB more, with the promise that nothing lies in the first kilobyte: there
/// the stack would end. The features are what rustc puts into today's WebAssembly and every engine in support reads.
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

/// The shell brings the address of the module, and a function to throw a trapped instance away.
const BIND: [&str; 7] = [
    "--target",
    "web",
    "--no-typescript",
    "--omit-default-module-path",
    "--experimental-reset-state-function",
    "--out-name",
    "glue",
];

const ES_LEVEL: &str = "--target=es2022";

/// The folder the finished files lie in.
pub(crate) fn folder() -> PathBuf {
    tools::root().join("target/web")
}

/// Builds what changed, then holds the sizes against the budget.
pub(crate) fn build() -> Outcome {
    tools::need_packages()?;
    tools::need_wasm_target()?;
    let version = tools::locked_version("wasm-bindgen")?;
    let wasm_bindgen = tools::need_wasm_bindgen(&version)?;
    say("building the search core and the markdown core …");
    fetch()?;
    // Side by side: each spends half its time in a link that uses one processor.
    let raw = std::thread::scope(|scope| {
        let compile = |core| scope.spawn(move || compile(core, Path::new(core.target)));
        CORES
            .each_ref()
            .map(compile)
            .map(|build| build.join().unwrap_or_else(|_| Err("a build panicked".to_owned())))
    });
    for (core, raw) in CORES.iter().zip(raw) {
        finish(core, &raw?, &wasm_bindgen, &version)?;
    }
    say("bundling the shell …");
    bundle("elements/drug-card.js", "drug-card.js", None)?;
    bundle("bundle/multi-bundle.js", "several.js", None)?;
    for core in &CORES {
        let script = format!("{}.js", core.name);
        bundle(&format!("search/{script}"), &script, Some(&glue(core)))?;
    }
    pages()?;
    words()?;
    interface::build(&glue(&CORES[0]))?;
    size::check()
}

/// All crates of the cores, so that [`flags`] sees where they lie.
pub(crate) fn fetch() -> Outcome {
    let mut cargo = tools::cargo();
    tools::run(
        "the crates of Cargo.lock",
        cargo.args(["fetch", "--locked", "--quiet", "--target", tools::WASM_TARGET]),
    )
}

/// Compiles one core into `target` and gives the path of the raw module.
pub(crate) fn compile(core: &Core, target: &Path) -> Outcome<PathBuf> {
    let goal = format!("the {} to compile", core.name);
    let mut cargo = tools::cargo();
    cargo.args(["build", "--quiet", "--locked", "--package", "drug-card", "--lib", "--profile", "wasm"]);
    cargo.args(["--target", tools::WASM_TARGET, "--no-default-features", "--features", core.name]);
    cargo.arg("--target-dir").arg(target).env_remove("RUSTFLAGS");
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags(core)?.join("\u{1f}"));
    tools::run(&goal, &mut cargo)?;
    Ok(tools::root().join(target).join(tools::WASM_TARGET).join("wasm/drug_card.wasm"))
}

/// The memory cap, and no path of this machine in the module: panic messages name source files.
fn flags(core: &Core) -> Outcome<Vec<String>> {
    let mut flags = vec!["-C".to_owned(), format!("link-arg=--max-memory={}", core.memory)];
    let mut remap = |from: &Path, to: &str| {
        flags.push(format!("--remap-path-prefix={}={to}", from.display()));
    };
    let sysroot = tools::output("rustc", tools::command("rustc").args(["--print", "sysroot"]))?;
    remap(Path::new(sysroot.trim()), "rust");
    // Later entries win, so from the general to the particular.
    if let Some(home) = cargo_home() {
        remap(&home, "cargo");
        if let Ok(registries) = fs::read_dir(home.join("registry/src")) {
            registries.flatten().for_each(|registry| remap(&registry.path(), "crates"));
        }
    }
    remap(&tools::root(), "drug-card");
    Ok(flags)
}

fn cargo_home() -> Option<PathBuf> {
    let home =
        || Some(Path::new(&std::env::var_os("HOME").or(std::env::var_os("USERPROFILE"))?).join(".cargo"));
    std::env::var_os("CARGO_HOME").map(PathBuf::from).or_else(home)
}

/// What wasm-bindgen writes for a core: the JavaScript that speaks with its module.
fn glue(core: &Core) -> PathBuf {
    tools::root().join("target/stamps/glue").join(core.name).join("glue.js")
}

/// Raw module → glue, and the optimised module in `target/web`.
fn finish(core: &Core, raw: &Path, wasm_bindgen: &Path, version: &str) -> Outcome {
    let name = core.name;
    let glue = glue(core);
    let work = glue.with_file_name("");
    let wasm = folder().join(format!("{name}.wasm"));
    let inputs = Inputs::new(version)
        .file(raw)?
        .file(&tools::root().join("package-lock.json"))?
        .text(&BIND.concat())
        .text(&WASM_OPT.concat());
    inputs.unless_done(name, &[glue.clone(), wasm.clone()], || {
        say(&format!("optimising the {} …", name.replace('-', " ")));
        let mut bind = tools::command(wasm_bindgen);
        bind.args(BIND).arg("--out-dir").arg(&work).arg(raw);
        tools::run("wasm-bindgen to write the glue", &mut bind)?;

        let small = work.join("small.wasm");
        let mut optimise = tools::node_tool("binaryen/bin/wasm-opt");
        optimise.arg(work.join("glue_bg.wasm")).arg("-o").arg(&small).args(WASM_OPT);
        tools::run("wasm-opt to optimise the core", &mut optimise)?;
        tools::write(&wasm, &tools::read(&small)?)
    })
}

fn esbuild(from: &Path, to: &Path) -> Command {
    let mut esbuild = tools::node_tool("esbuild/bin/esbuild");
    esbuild.arg(from).arg(format!("--outfile={}", to.display()));
    esbuild.args(["--minify", "--legal-comments=none", "--charset=utf8", "--log-level=warning", ES_LEVEL]);
    esbuild
}

/// Bundles `www/{entry}` and what it imports, with the glue of a core as `glue`, into the module `script`.
fn bundle(entry: &str, script: &str, glue: Option<&Path>) -> Outcome {
    let sources = tools::root().join("www");
    let bundle = folder().join(script);
    let mut inputs =
        Inputs::new(ES_LEVEL).folder(&sources)?.file(&tools::root().join("package-lock.json"))?;
    if let Some(glue) = glue {
        inputs = inputs.file(glue)?;
    }
    inputs.unless_done(script, std::slice::from_ref(&bundle), || {
        let fresh = tools::root().join("target/stamps/glue").join(script);
        let mut esbuild = esbuild(&sources.join(entry), &fresh);
        esbuild.args(["--bundle", "--format=esm"]);
        if let Some(glue) = glue {
            esbuild.arg(format!("--alias:glue={}", glue.display()));
        }
        tools::run(&format!("esbuild to bundle www/{entry}"), &mut esbuild)?;
        tools::write(&bundle, &tools::read(&fresh)?)
    })
}

/// The pages of a bundle, and what makes the app page work without network.
fn pages() -> Outcome {
    let www = tools::root().join("www");
    copy(&[www.join("pages"), www.join("offline")], "pages", |_| true, &interface::DOCS)
}

/// The words of each language; the English ones are in the shell itself, and their file is for translators.
fn words() -> Outcome {
    copy(&[tools::root().join("www/i18n/messages")], "words", |name| name != "en.json", &[])
}

/// Copies the files of the folders `from` that are `wanted` to `target/web/{to}`, and removes from there what has left them,
/// except `others`.
fn copy(from: &[PathBuf], to: &str, wanted: fn(&str) -> bool, others: &[&str]) -> Outcome {
    let folder = folder().join(to);
    let mut names = Vec::new();
    for from in from {
        for name in stamp::files(from)?.into_iter().filter(|name| wanted(name)) {
            tools::write(&folder.join(&name), &tools::read(&from.join(&name))?)?;
            names.push(name);
        }
    }
    for name in stamp::files(&folder)? {
        if !names.contains(&name) && !others.contains(&name.as_str()) {
            fs::remove_file(folder.join(&name))
                .map_err(|error| format!("expected to remove {to}/{name}, but: {error}"))?;
        }
    }
    Ok(())
}
