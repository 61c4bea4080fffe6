//! Runs the checks in order, with the time of each, and counts the tests.

use std::fs;
use std::time::Instant;

use anyhow::{Result, bail};

use crate::files::{list, list_without, read, root, shared, web as web_folder, write};
use crate::process::{cargo, command, node_tool, run as run_command, run_reading, say};
use crate::tally::Tally;
use crate::{browser, crate_file, deny, dialect, docs, package, python, servers, tools, web};

#[derive(clap::Args)]
pub(crate) struct Options {
    /// Run the slow checks too: larger random tests, every hostile string, a second build that must give the same bytes,
    /// the package in other people's tools, nginx and Apache (from Debian packages), the crate installed from its packed file, the FHIR export and the documentation site (both need Python 3), and the
    /// Spark recipe (needs Java)
    #[arg(long)]
    deep: bool,
    /// `all` requires Firefox and WebKit, which are otherwise skipped if they cannot be installed, and adds their tests of
    /// server faults
    #[arg(long, value_name = "NAME", default_value = "chromium", value_parser = ["chromium", "all"])]
    browsers: String,
    /// Run only one check, or one file of tests/browser
    #[arg(long, value_name = "NAME")]
    only: Option<String>,
}

type Check = fn(&Options, &mut Tally) -> Result<()>;

/// The checks by the name that `--only` takes, cheap ones first.
const CHECKS: [(&str, Check); 19] = [
    ("fmt", |_, _| format()),
    ("dialect", |_, _| dialect::check()),
    ("biome", |_, _| biome()),
    ("clippy", |_, _| clippy()),
    ("clippy-wasm", |_, _| clippy_wasm()),
    ("rustdoc", |_, _| rustdoc()),
    ("deny", |_, _| deny::check()),
    ("rust", |_, tally| rust(tally)),
    ("web", |_, _| web::build()),
    ("same-bytes", |_, _| same_bytes()),
    ("types", |_, _| types()),
    ("front-end", |_, tally| front_end(tally)),
    ("docs", |_, tally| docs::check(tally)),
    ("browser", browsers),
    ("package", |_, tally| package::test(tally)),
    ("crate", |_, tally| crate_file::test(tally)),
    ("servers", |_, tally| servers::check(tally)),
    ("fhir", |_, _| python::check_fhir()),
    ("spark", |_, _| python::check_spark()),
];

/// What only `--deep` and `--only` run.
const DEEP: [&str; 6] = ["same-bytes", "package", "crate", "servers", "fhir", "spark"];

pub(crate) fn run(options: &Options) -> Result<()> {
    let checks = chosen(options)?;
    let mut tally = Tally { deep: options.deep, ..Tally::default() };
    for (name, check) in checks {
        println!("\n== {name} ==");
        let (start, passed, failed) = (Instant::now(), tally.passed, tally.failed);
        // A check without tests of its own counts as one.
        if let Err(error) = check(options, &mut tally) {
            tally.failed += u64::from(tally.failed == failed);
            bail!("{name}: {error:#}\n\n{tally}");
        }
        tally.passed += u64::from(tally.passed == passed);
        println!("   {name}: {:.1} s", start.elapsed().as_secs_f32());
    }
    println!("\n{tally}");
    Ok(())
}

fn chosen(options: &Options) -> Result<Vec<(&'static str, Check)>> {
    let Some(only) = options.only.as_deref() else {
        return Ok(CHECKS.into_iter().filter(|(name, _)| options.deep || !DEEP.contains(name)).collect());
    };
    let themes = browser::themes()?;
    let wanted = if themes.iter().any(|theme| theme == only) { "browser" } else { only };
    let found: Vec<_> = CHECKS.into_iter().filter(|(name, _)| *name == wanted).collect();
    if found.is_empty() {
        bail!(
            "expected {} or a file of tests/browser ({}) after --only, but got \"{only}\"",
            CHECKS.map(|(name, _)| name).join(", "),
            themes.join(", ")
        );
    }
    Ok(found)
}

fn format() -> Result<()> {
    tools::need_component("fmt", "rustfmt")?;
    run_command("formatted sources (run `cargo fmt --all`)", cargo().args(["fmt", "--all", "--check"]))
}

/// Checks the JavaScript by the rules of `biome.jsonc`.
fn biome() -> Result<()> {
    tools::need_packages()?;
    let mut biome = node_tool("@biomejs/biome/bin/biome");
    biome.args(["check", "--error-on-warnings"]);
    run_command("no diagnostic from Biome (run `npx biome check --write`)", &mut biome)
}

fn clippy() -> Result<()> {
    tools::need_component("clippy", "clippy")?;
    let mut cargo = cargo();
    cargo.args(["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    run_command("no warning from clippy", &mut cargo)
}

fn clippy_wasm() -> Result<()> {
    tools::need_component("clippy", "clippy")?;
    tools::need_target(tools::WASM_TARGET)?;
    for core in &web::CORES {
        let mut cargo = cargo();
        cargo.args(["clippy", "--quiet", "--locked", "--package", "drug-card", "--lib"]);
        cargo.args(["--no-default-features", "--features", core.name]);
        cargo.args(["--target", tools::WASM_TARGET, "--", "-D", "warnings"]);
        run_command(&format!("no warning from clippy in the {}", core.name), &mut cargo)?;
    }
    Ok(())
}

/// The public pages link to nothing private, and no link of the private pages is dead.
fn rustdoc() -> Result<()> {
    for private in [false, true] {
        let mut cargo = cargo();
        cargo.args(["doc", "--quiet", "--locked", "--no-deps", "--package", "drug-card", "--lib"]);
        if private {
            cargo.arg("--document-private-items");
        }
        run_command("no warning from rustdoc", cargo.env("RUSTDOCFLAGS", "-D warnings"))?;
    }
    Ok(())
}

/// Runs the ignored tests too if their data is there; their names contain `corpus`.
fn rust(tally: &mut Tally) -> Result<()> {
    let mut cargo = cargo();
    cargo.args(["test", "--quiet", "--locked", "--workspace", "--", "--include-ignored"]);
    if shared("corpus/composition").is_none() {
        say("skipping the tests that need the corpus: there is no folder `shared` beside the project");
        cargo.args(["--skip", "corpus"]);
    }
    if tally.deep {
        cargo.env("DRUG_CARD_DEEP", "1");
    }
    run_reading("the Rust tests to pass", &mut cargo, |line| tally.read(line))
}

/// Builds the web files again, from nothing, in another folder, with one job and in another locale, and compares.
fn same_bytes() -> Result<()> {
    web::build()?;
    let elsewhere = root().join("target/deep/elsewhere");
    let _ = fs::remove_dir_all(&elsewhere);
    for name in list_without(&root(), &["target", "node_modules", ".git"])? {
        write(&elsewhere.join(&name), &read(&root().join(&name))?)?;
    }
    say("building the web files a second time, in another folder …");
    let mut path = vec![root().join("target/tools/bin")];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let mut cargo = cargo();
    cargo.args(["run", "--quiet", "--locked", "--package", "xtask", "--", "web"]).current_dir(&elsewhere);
    cargo
        .env("PATH", std::env::join_paths(path)?)
        .env("CARGO_BUILD_JOBS", "1")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("TZ", "Asia/Kathmandu");
    cargo.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
    run_command("the web files to be built in another folder", &mut cargo)?;
    let (first, second) = (web_folder(), elsewhere.join("target/web"));
    let names = list(&first)?;
    if names.is_empty() || names != list(&second)? {
        bail!("expected the same files in {} and {}", first.display(), second.display());
    }
    for name in &names {
        if read(&first.join(name))? != read(&second.join(name))? {
            bail!(
                "expected two builds of {name} to give the same bytes, but those in {} and {} differ",
                first.display(),
                second.display()
            );
        }
    }
    say(&format!("{} files are the same", names.len()));
    Ok(())
}

fn types() -> Result<()> {
    tools::need_packages()?;
    // The service worker has other globals than a page.
    for project in ["tsconfig.json", "www/offline/tsconfig.json"] {
        let mut tsc = node_tool("typescript/bin/tsc");
        run_command("the types of the front end to agree", tsc.args(["--noEmit", "-p", project]))?;
    }
    Ok(())
}

fn front_end(tally: &mut Tally) -> Result<()> {
    let mut files = list(&root().join("tests/front-end"))?;
    files.retain(|name| name.ends_with(".test.js") || name.ends_with(".test.mjs"));
    tools::need_packages()?;
    let files: Vec<_> = files.iter().map(|name| format!("tests/front-end/{name}")).collect();
    tally.node(&mut command("node"), "the tests of the front end to pass", &files)
}

fn browsers(options: &Options, tally: &mut Tally) -> Result<()> {
    let theme = options.only.as_deref().filter(|only| *only != "browser");
    if options.only.is_some() {
        web::build()?;
    }
    browser::run(theme, options.browsers == "all", tally)
}
