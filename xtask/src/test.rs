//! Owns the checks: their order, their headings and times, and the count at the end.

use std::process::Command;
use std::time::Instant;

use crate::{Outcome, browser, docs, interface, python, say, stamp, tools, value, web};

#[derive(Default)]
pub(crate) struct Options {
    deep: bool,
    all_engines: bool,
    only: Option<String>,
}

type Check = fn(&Options, &mut Tally) -> Outcome;

/// The checks by the name that `--only` takes, cheap ones first.
const CHECKS: [(&str, Check); 14] = [
    ("fmt", format),
    ("biome", biome),
    ("clippy", clippy),
    ("clippy-wasm", clippy_wasm),
    ("rust", rust),
    ("web", web_build),
    ("same-bytes", same_bytes),
    ("types", types),
    ("front-end", front_end),
    ("docs", documentation),
    ("browser", browsers),
    ("package", package),
    ("fhir", fhir),
    ("spark", spark),
];

impl Options {
    pub(crate) fn read(arguments: &[String]) -> Outcome<Self> {
        let mut options = Self::default();
        let mut rest = arguments.iter();
        while let Some(option) = rest.next() {
            match option.as_str() {
                "--deep" => options.deep = true,
                "--browsers" => match value(option, &mut rest)? {
                    "all" => options.all_engines = true,
                    "chromium" => options.all_engines = false,
                    other => {
                        return Err(format!(
                            "expected all or chromium after --browsers, but got \"{other}\""
                        ));
                    }
                },
                "--only" => options.only = Some(value(option, &mut rest)?.to_owned()),
                other => {
                    return Err(format!(
                        "expected --deep, --browsers all or --only NAME after test, but got \"{other}\""
                    ));
                }
            }
        }
        Ok(options)
    }

    fn wants(&self, check: &str) -> Outcome<bool> {
        match self.only.as_deref() {
            None => Ok(self.deep || !["same-bytes", "package", "fhir", "spark"].contains(&check)),
            Some(only) if only == check => Ok(true),
            Some(only) => Ok(check == "browser" && browser::themes()?.iter().any(|theme| theme == only)),
        }
    }
}

/// What passed so far. A check without tests of its own counts as one.
#[derive(Default)]
pub(crate) struct Tally {
    deep: bool,
    passed: u64,
    failed: u64,
    ignored: u64,
}

impl Tally {
    /// Runs test files with node and counts what its closing lines say.
    pub(crate) fn node(&mut self, node: &mut Command, goal: &str, files: &[String]) -> Outcome {
        let before = self.passed;
        // In milliseconds, for a whole file: what runs every hostile string takes its time.
        let timeout = if self.deep { "--test-timeout=3600000" } else { "--test-timeout=600000" };
        node.args(["--test", "--test-reporter=spec", timeout]).args(files);
        node.env("DRUG_CARD_DEEP", if self.deep { "1" } else { "0" });
        tools::run_reading(goal, node, |line| self.read_node(line))?;
        self.something_ran(before, goal)
    }

    fn something_ran(&self, before: u64, goal: &str) -> Outcome {
        if self.passed > before { Ok(()) } else { Err(format!("expected {goal}, but no test ran")) }
    }

    /// `ℹ pass 12`
    fn read_node(&mut self, line: &str) {
        let mut words = line.strip_prefix("ℹ ").unwrap_or_default().split(' ');
        let (Some(word), Some(Ok(count))) = (words.next(), words.next().map(str::parse::<u64>)) else {
            return;
        };
        match word {
            "pass" => self.passed += count,
            "fail" | "cancelled" => self.failed += count,
            "skipped" | "todo" => self.ignored += count,
            _ => {}
        }
    }

    /// `test result: ok. 12 passed; 0 failed; 0 ignored; …`
    fn read_cargo(&mut self, line: &str) {
        let Some(counts) = line.strip_prefix("test result: ").and_then(|rest| rest.split_once(". ")) else {
            return;
        };
        for part in counts.1.split("; ") {
            match part.split_once(' ').map(|(count, word)| (count.parse::<u64>(), word)) {
                Some((Ok(count), "passed")) => self.passed += count,
                Some((Ok(count), "failed")) => self.failed += count,
                Some((Ok(count), "ignored")) => self.ignored += count,
                _ => {}
            }
        }
    }

    fn line(&self) -> String {
        let ignored = if self.ignored == 0 { String::new() } else { format!(", {} ignored", self.ignored) };
        format!("{} passed, {} failed{ignored}", self.passed, self.failed)
    }
}

pub(crate) fn run(options: &Options) -> Outcome {
    let mut tally = Tally { deep: options.deep, ..Tally::default() };
    let mut ran = false;
    for (name, check) in CHECKS {
        if !options.wants(name)? {
            continue;
        }
        ran = true;
        println!("\n== {name} ==");
        let (start, passed, failed) = (Instant::now(), tally.passed, tally.failed);
        if let Err(sentence) = check(options, &mut tally) {
            if tally.failed == failed {
                tally.failed += 1;
            }
            return Err(format!("{name}: {sentence}\n\n{}", tally.line()));
        }
        if tally.passed == passed {
            tally.passed += 1;
        }
        println!("   {name}: {:.1} s", start.elapsed().as_secs_f32());
    }
    if !ran {
        let names: Vec<_> = CHECKS.iter().map(|(name, _)| *name).collect();
        return Err(format!(
            "expected {} or a file of tests/browser ({}) after --only, but got \"{}\"",
            names.join(", "),
            browser::themes()?.join(", "),
            options.only.as_deref().unwrap_or_default()
        ));
    }
    println!("\n{}", tally.line());
    Ok(())
}

fn format(_: &Options, _: &mut Tally) -> Outcome {
    tools::need_component("fmt", "rustfmt")?;
    tools::run("formatted sources (run `cargo fmt --all`)", tools::cargo().args(["fmt", "--all", "--check"]))
}

/// The format and the rules of the JavaScript, as `biome.jsonc` sets them.
fn biome(_: &Options, _: &mut Tally) -> Outcome {
    tools::need_packages()?;
    let mut biome = tools::node_tool("@biomejs/biome/bin/biome");
    biome.args(["check", "--error-on-warnings"]);
    tools::run("no complaint from Biome (run `npx biome check --write`)", &mut biome)
}

fn clippy(_: &Options, _: &mut Tally) -> Outcome {
    tools::need_component("clippy", "clippy")?;
    let mut cargo = tools::cargo();
    cargo.args(["clippy", "--quiet", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"]);
    tools::run("no warning from clippy", &mut cargo)
}

fn clippy_wasm(_: &Options, _: &mut Tally) -> Outcome {
    tools::need_component("clippy", "clippy")?;
    tools::need_wasm_target()?;
    for core in &web::CORES {
        let mut cargo = tools::cargo();
        cargo.args([
            "clippy",
            "--quiet",
            "--locked",
            "--package",
            "drug-card",
            "--lib",
            "--no-default-features",
        ]);
        cargo.args(["--target", tools::WASM_TARGET, "--features", core.name, "--", "-D", "warnings"]);
        tools::run(&format!("no warning from clippy in the {}", core.name), &mut cargo)?;
    }
    Ok(())
}

fn rust(options: &Options, tally: &mut Tally) -> Outcome {
    let mut cargo = tools::cargo();
    cargo.args(["test", "--quiet", "--locked", "--workspace"]);
    if options.deep {
        cargo.env("DRUG_CARD_DEEP", "1").env("PROPTEST_CASES", "4096");
    }
    tools::run_reading("the Rust tests to pass", &mut cargo, |line| tally.read_cargo(line))
}

fn web_build(_: &Options, _: &mut Tally) -> Outcome {
    web::build()
}

/// A second build, from nothing, in another folder, on one processor and in another language, gives the same bytes.
fn same_bytes(_: &Options, _: &mut Tally) -> Outcome {
    web::build()?;
    let (root, elsewhere) = (tools::root(), tools::root().join("target/deep/elsewhere"));
    let _ = std::fs::remove_dir_all(&elsewhere);
    for name in stamp::files_but(&root, &["target", "node_modules", ".git"])? {
        tools::write(&elsewhere.join(&name), &tools::read(&root.join(&name))?)?;
    }
    say("building the web files a second time, in another folder …");
    let mut path = vec![root.join("target/tools/bin")];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
    let path = std::env::join_paths(path).map_err(|error| format!("expected a PATH, but: {error}"))?;
    let mut cargo = tools::cargo();
    cargo.args(["run", "--quiet", "--locked", "--package", "xtask", "--", "web"]).current_dir(&elsewhere);
    cargo
        .env("PATH", path)
        .env("CARGO_BUILD_JOBS", "1")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("TZ", "Asia/Kathmandu");
    cargo.env_remove("CARGO_TARGET_DIR").env_remove("CARGO_MANIFEST_DIR");
    tools::run("the web files to be built in another folder", &mut cargo)?;
    let (first, second) = (web::folder(), elsewhere.join("target/web"));
    let names = stamp::files(&first)?;
    if names.is_empty() || names != stamp::files(&second)? {
        return Err(format!("expected the same files in {} and {}", first.display(), second.display()));
    }
    for name in &names {
        if tools::read(&first.join(name))? != tools::read(&second.join(name))? {
            return Err(format!(
                "expected two builds of {name} to be the same bytes, but those in {} and {} differ",
                first.display(),
                second.display()
            ));
        }
    }
    say(&format!("{} files are the same", names.len()));
    Ok(())
}

fn types(_: &Options, _: &mut Tally) -> Outcome {
    if !tools::root().join("tsconfig.json").is_file() {
        println!("no tsconfig.json");
        return Ok(());
    }
    tools::need_packages()?;
    let mut tsc = tools::node_tool("typescript/bin/tsc");
    tools::run("the types of the front end to agree", tsc.args(["--noEmit", "-p", "tsconfig.json"]))
}

fn front_end(_: &Options, tally: &mut Tally) -> Outcome {
    let mut files = stamp::files(&tools::root().join("tests/front-end"))?;
    files.retain(|name| name.ends_with(".test.js") || name.ends_with(".test.mjs"));
    if files.is_empty() {
        println!("no tests/front-end");
        return Ok(());
    }
    tools::need_packages()?;
    let files: Vec<_> = files.iter().map(|name| format!("tests/front-end/{name}")).collect();
    tally.node(&mut tools::command("node"), "the tests of the front end to pass", &files)
}

fn browsers(options: &Options, tally: &mut Tally) -> Outcome {
    let theme = options.only.as_deref().filter(|only| *only != "browser");
    if options.only.is_some() {
        web::build()?;
    }
    browser::run(theme, options.all_engines, tally)
}

fn package(_: &Options, tally: &mut Tally) -> Outcome {
    interface::test(tally)
}

fn documentation(options: &Options, tally: &mut Tally) -> Outcome {
    docs::check(tally, options.deep)
}

fn fhir(_: &Options, _: &mut Tally) -> Outcome {
    python::check_fhir()
}

fn spark(_: &Options, _: &mut Tally) -> Outcome {
    python::check_spark()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_of_cargo_and_node_are_summed() {
        let mut tally = Tally::default();
        tally.read_cargo(
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s",
        );
        tally.read_cargo(
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1s",
        );
        for line in ["ℹ tests 9", "ℹ pass 7", "ℹ fail 1", "ℹ cancelled 1", "ℹ duration_ms 12.5", "✔ ℹ pass 5"]
        {
            tally.read_node(line);
        }
        assert_eq!(tally.line(), "21 passed, 5 failed, 1 ignored");
    }

    #[test]
    fn an_option_nobody_knows_is_named_back() {
        let refused = Options::read(&["--depe".to_owned()]).err().unwrap();
        assert!(refused.ends_with("but got \"--depe\""), "{refused}");
    }
}
