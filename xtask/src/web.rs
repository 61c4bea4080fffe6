//! Owns the web build: two browser cores, the shell and the pages, from sources to `target/web`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::stamp::{self, Inputs};
use crate::{Outcome, say, size, tools};

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
    Core { name: "markdown-core", target: "target/wasm-markdown", memory: 64 << 20 },
];

/// What rustc puts into today's WebAssembly and every engine in support reads.
const WASM_OPT: [&str; 9] = [
    "-O3",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
    "--strip-debug",
    "--strip-producers",
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
    shell()?;
    pages()?;
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

/// Raw module → bindings → optimised module and minified glue in `target/web`.
fn finish(core: &Core, raw: &Path, wasm_bindgen: &Path, version: &str) -> Outcome {
    let name = core.name;
    let work = tools::root().join("target/stamps/glue").join(name);
    let [js, wasm] = ["js", "wasm"].map(|extension| folder().join(format!("{name}.{extension}")));
    let inputs = Inputs::new(version)
        .file(raw)?
        .file(&tools::root().join("package-lock.json"))?
        .text(&WASM_OPT.concat())
        .text(ES_LEVEL);
    inputs.unless_done(name, &[js.clone(), wasm.clone()], || {
        say(&format!("optimising the {} …", name.replace('-', " ")));
        let mut bind = tools::command(wasm_bindgen);
        bind.args(["--target", "web", "--no-typescript", "--out-name", name, "--out-dir"])
            .arg(&work)
            .arg(raw);
        tools::run("wasm-bindgen to write the glue", &mut bind)?;

        let small = work.join("small.wasm");
        let mut optimise = tools::node_tool("binaryen/bin/wasm-opt");
        optimise.arg(work.join(format!("{name}_bg.wasm"))).arg("-o").arg(&small).args(WASM_OPT);
        tools::run("wasm-opt to optimise the core", &mut optimise)?;

        let glue = work.join(format!("{name}.js"));
        let text = String::from_utf8_lossy(&tools::read(&glue)?).replace("_bg.wasm", ".wasm");
        tools::write(&glue, text.as_bytes())?;
        let minified = work.join("small.js");
        tools::run("esbuild to minify the glue", esbuild(&glue, &minified).arg("--format=esm"))?;

        tools::write(&js, &tools::read(&minified)?)?;
        tools::write(&wasm, &tools::read(&small)?)
    })
}

fn esbuild(from: &Path, to: &Path) -> Command {
    let mut esbuild = tools::node_tool("esbuild/bin/esbuild");
    esbuild.arg(from).arg(format!("--outfile={}", to.display()));
    esbuild.args(["--minify", "--legal-comments=none", "--charset=utf8", "--log-level=warning", ES_LEVEL]);
    esbuild
}

/// `www/js` → one module.
fn shell() -> Outcome {
    let sources = tools::root().join("www/js");
    let entry = sources.join("drug-card.js");
    let bundle = folder().join("drug-card.js");
    let inputs = Inputs::new(ES_LEVEL).folder(&sources)?.file(&tools::root().join("package-lock.json"))?;
    inputs.unless_done("shell", std::slice::from_ref(&bundle), || {
        let fresh = tools::root().join("target/stamps/glue/drug-card.js");
        let mut esbuild = esbuild(&entry, &fresh);
        esbuild.args(["--bundle", "--format=esm", "--loader:.css=text"]);
        // The cores are loaded when needed, by address.
        esbuild.args(["--external:*/search-core.js", "--external:*/markdown-core.js"]);
        tools::run("esbuild to bundle www/js/drug-card.js", &mut esbuild)?;
        tools::write(&bundle, &tools::read(&fresh)?)
    })
}

/// Everything of `www` but the sources of the shell, as it is; what left `www` leaves `target/web/pages` too.
fn pages() -> Outcome {
    let (from, to) = (tools::root().join("www"), folder().join("pages"));
    let mut names = stamp::files(&from)?;
    names.retain(|name| !name.starts_with("js/"));
    for name in &names {
        tools::write(&to.join(name), &tools::read(&from.join(name))?)?;
    }
    for name in stamp::files(&to)? {
        if !names.contains(&name) {
            fs::remove_file(to.join(&name))
                .map_err(|error| format!("expected to remove pages/{name}, but: {error}"))?;
        }
    }
    Ok(())
}
