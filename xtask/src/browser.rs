//! Finds or installs the browsers and runs `tests/browser` in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::{list, root};
use crate::process::{command, on_path, output, say};
use crate::tally::Tally;
use crate::{demo, tools};

/// The module that the test files share.
const HELPER: &str = "lib";
/// The test files that need Firefox and WebKit. The faults take minutes: only `--browsers all` runs them.
const ENGINES: &str = "engines";
const ENGINE_FAULTS: &str = "engine-faults";

/// Finds or installs a browser with its driver, and returns the environment variables for the test files.
type Need = fn() -> Result<Vec<(&'static str, PathBuf)>>;

/// The engines besides Chromium, as the test files name them.
const OTHER_ENGINES: [(&str, Need); 2] = [("Firefox", need_firefox), ("WebKitGTK", need_webkit)];

/// The test files of `tests/browser`, by name without ending.
pub(crate) fn themes() -> Result<Vec<String>> {
    let names = list(&root().join("tests/browser"))?;
    let themes = names.iter().filter_map(|name| name.strip_suffix(".mjs"));
    Ok(themes.filter(|name| *name != HELPER).map(str::to_owned).collect())
}

/// Makes a bundle of `content/` and runs all test files, or only the named one, against it.
pub(crate) fn run(only: Option<&str>, all_engines: bool, tally: &mut Tally) -> Result<()> {
    let mut themes = themes()?;
    themes.retain(|theme| match only {
        Some(only) => theme == only,
        None => all_engines || theme != ENGINE_FAULTS,
    });
    let mut node = command("node");
    let mut skipped = Vec::new();
    if themes.iter().any(|theme| [ENGINES, ENGINE_FAULTS].contains(&theme.as_str())) {
        for (engine, need) in OTHER_ENGINES {
            match need() {
                Ok(found) => _ = node.envs(found),
                Err(reason) if all_engines || only.is_some() => return Err(reason),
                Err(reason) => {
                    let reason = format!("{reason:#}");
                    skipped.push(format!("SKIPPED: no test ran in {engine}: {reason}"));
                    node.env(format!("DRUG_CARD_WITHOUT_{}", engine.to_uppercase()), reason);
                }
            }
        }
    }
    let files: Vec<_> = themes.iter().map(|theme| format!("tests/browser/{theme}.mjs")).collect();
    prepare(&mut node)?;
    let result = tally.node(&mut node, "the browser tests to pass", &files);
    skipped.iter().for_each(|line| say(line));
    result
}

/// Passes Chromium, the command line tool and a bundle of `content/` to a test run in its environment.
pub(crate) fn prepare(node: &mut Command) -> Result<()> {
    let chromium = need_chromium()?;
    if on_path("pdftotext").is_none() {
        // Printed cards are read from the PDF.
        tools::apt(&["poppler-utils"])?;
    }
    let drug_card = demo::command_line()?;
    let bundle = Path::new("target/test-bundle");
    demo::bundle(&drug_card, Path::new("content"), bundle)?;

    say(&format!("testing with {} …", chromium.display()));
    node.env("CHROMIUM", chromium)
        .env("DRUG_CARD_BIN", drug_card)
        .env("DRUG_CARD_BUNDLE", root().join(bundle));
    Ok(())
}

/// Chromium as CHROMIUM names it, from PATH, or from apt.
pub(crate) fn need_chromium() -> Result<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        bail!("expected a program at CHROMIUM={}, but there is none; fix or unset it", named.display());
    }
    let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    let find = || {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        let on_path = names.into_iter().find_map(on_path);
        on_path.or_else(|| Some(PathBuf::from(mac)).filter(|path| path.is_file()))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    tools::apt(&["chromium"])?;
    find().context("expected chromium on PATH after its installation, but it is missing; set CHROMIUM")
}

/// Firefox with geckodriver.
fn need_firefox() -> Result<Vec<(&'static str, PathBuf)>> {
    let firefox = need_program("firefox-esr", "firefox-esr")?;
    let driver = tools::need_crate("geckodriver", &["geckodriver"])?;
    Ok(vec![("FIREFOX", firefox), ("GECKODRIVER", driver)])
}

/// The browser that comes with WebKitGTK, its driver, and a screen for it.
fn need_webkit() -> Result<Vec<(&'static str, PathBuf)>> {
    let driver = need_program("WebKitWebDriver", "webkit2gtk-driver")?;
    let xvfb = need_program("Xvfb", "xvfb")?;
    let package = "libwebkit2gtk-4.1-0";
    let files = output(&format!("the files of {package}"), command("dpkg").args(["-L", package]))?;
    let browser = files.lines().find(|file| file.ends_with("/MiniBrowser")).with_context(|| {
        format!("expected a MiniBrowser in {package}, but there is none; install a version that has one")
    })?;
    Ok(vec![("WEBKIT_DRIVER", driver), ("XVFB", xvfb), ("WEBKIT_BROWSER", browser.into())])
}

/// Finds a program on PATH, or installs its Debian package.
fn need_program(program: &str, package: &str) -> Result<PathBuf> {
    if let Some(found) = on_path(program) {
        return Ok(found);
    }
    tools::apt(&[package])?;
    on_path(program).with_context(|| format!("expected {program} on PATH, but it is missing; install it"))
}
