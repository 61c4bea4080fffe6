//! Owns the browsers: which are found or fetched, and the run of `tests/browser` in them.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::test::Tally;
use crate::{Outcome, demo, say, stamp, tools};

/// What the test files share; no test itself.
const HELPER: &str = "lib";
/// The test files that need Firefox and WebKit. The survey of server faults takes minutes: only `--browsers all` runs it.
const ENGINES: &str = "engines";
const ENGINE_FAULTS: &str = "engine-faults";

/// Finds or installs a browser with its driver, and gives the environment of the test files.
type Need = fn() -> Outcome<Vec<(&'static str, PathBuf)>>;

/// The engines besides Chromium, as the test files name them.
const OTHER_ENGINES: [(&str, Need); 2] = [("Firefox", need_firefox), ("WebKitGTK", need_webkit)];

/// The test files of `tests/browser`, by name without ending.
pub(crate) fn themes() -> Outcome<Vec<String>> {
    let names = stamp::files(&tools::root().join("tests/browser"))?;
    let themes = names.iter().filter_map(|name| name.strip_suffix(".mjs"));
    Ok(themes.filter(|name| *name != HELPER).map(str::to_owned).collect())
}

/// Makes the bundle of `content/` and runs all themes, or the one named, against it.
pub(crate) fn run(only: Option<&str>, all_engines: bool, tally: &mut Tally) -> Outcome {
    let mut themes = themes()?;
    themes.retain(|theme| match only {
        Some(only) => theme == only,
        None => all_engines || theme != ENGINE_FAULTS,
    });
    let mut node = tools::command("node");
    let mut skipped = Vec::new();
    if themes.iter().any(|theme| [ENGINES, ENGINE_FAULTS].contains(&theme.as_str())) {
        for (engine, need) in OTHER_ENGINES {
            match need() {
                Ok(found) => {
                    node.envs(found);
                }
                // Whoever asks for these engines gets them or an error.
                Err(reason) if all_engines || only.is_some() => return Err(reason),
                Err(reason) => {
                    skipped.push(format!("SKIPPED: no test ran in {engine}: {reason}"));
                    node.env(format!("DRUG_CARD_WITHOUT_{}", engine.to_uppercase()), reason);
                }
            }
        }
    }
    let files: Vec<_> = themes.iter().map(|theme| format!("tests/browser/{theme}.mjs")).collect();
    prepare(&mut node)?;
    let outcome = tally.node(&mut node, "the browser tests to pass", &files);
    for line in skipped {
        say(&line);
    }
    outcome
}

/// Tells `node` of the browser, the command line tool and a bundle of `content/`.
pub(crate) fn prepare(node: &mut Command) -> Outcome {
    let chromium = need_chromium()?;
    if tools::on_path("pdftotext").is_none() {
        // What is printed is read from the PDF.
        apt(&["poppler-utils"])?;
    }
    let drug_card = demo::command_line()?;
    let bundle = Path::new("target/test-bundle");
    demo::bundle(&drug_card, Path::new("content"), bundle)?;

    say(&format!("testing with {} …", chromium.display()));
    node.env("CHROMIUM", chromium)
        .env("DRUG_CARD_BIN", drug_card)
        .env("DRUG_CARD_BUNDLE", tools::root().join(bundle));
    Ok(())
}

/// Chromium as CHROMIUM names it, as PATH has it, or from apt.
pub(crate) fn need_chromium() -> Outcome<PathBuf> {
    if let Some(named) = std::env::var_os("CHROMIUM").map(PathBuf::from) {
        if named.is_file() {
            return Ok(named);
        }
        return Err(format!(
            "expected a program at CHROMIUM={}, but there is none; correct or unset the variable",
            named.display()
        ));
    }
    let mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";
    let find = || {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        let on_path = names.into_iter().find_map(tools::on_path);
        on_path.or_else(|| Some(PathBuf::from(mac)).filter(|path| path.is_file()))
    };
    if let Some(found) = find() {
        return Ok(found);
    }
    apt(&["chromium"])?;
    find().ok_or_else(|| {
        "expected chromium after its installation, but it is not on PATH; set CHROMIUM".to_owned()
    })
}

/// Firefox with geckodriver.
fn need_firefox() -> Outcome<Vec<(&'static str, PathBuf)>> {
    let firefox = need_program("firefox-esr", "firefox-esr")?;
    let geckodriver = match tools::on_path("geckodriver") {
        Some(found) => found,
        None => {
            let ours = tools::tool("geckodriver");
            if !ours.is_file() {
                say("building geckodriver once, into target/tools (takes a few minutes) …");
                tools::install(&["geckodriver"])?;
            }
            ours
        }
    };
    Ok(vec![("FIREFOX", firefox), ("GECKODRIVER", geckodriver)])
}

/// WebKitGTK's own browser with its driver, and a screen for it.
fn need_webkit() -> Outcome<Vec<(&'static str, PathBuf)>> {
    let driver = need_program("WebKitWebDriver", "webkit2gtk-driver")?;
    let xvfb = need_program("Xvfb", "xvfb")?;
    let package = "libwebkit2gtk-4.1-0";
    let files =
        tools::output(&format!("the files of {package}"), tools::command("dpkg").args(["-L", package]))?;
    let browser = files.lines().find(|file| file.ends_with("/MiniBrowser"));
    let browser = browser.ok_or_else(|| {
        format!("expected a MiniBrowser in {package}, but it has none; install a version that has one")
    })?;
    Ok(vec![("WEBKIT_DRIVER", driver), ("XVFB", xvfb), ("WEBKIT_BROWSER", browser.into())])
}

/// A program on PATH, or else from this Debian package.
fn need_program(program: &str, package: &str) -> Outcome<PathBuf> {
    if let Some(found) = tools::on_path(program) {
        return Ok(found);
    }
    apt(&[package])?;
    tools::on_path(program)
        .ok_or_else(|| format!("expected {program} on PATH, but it is not there; install it"))
}

/// Installs Debian packages, where this is Debian and we may.
pub(crate) fn apt(packages: &[&str]) -> Outcome {
    let wanted = packages.join(" ");
    let refusal = |came: &str| {
        format!("expected {wanted} to test with, but {came}; install it (CHROMIUM names a browser you have)")
    };
    if tools::on_path("apt-get").is_none() {
        return Err(refusal("none was found and there is no apt-get"));
    }
    let user = tools::output("the user's number", tools::command("id").arg("-u"))?;
    if user.trim() != "0" {
        return Err(refusal("none was found and only root may install one"));
    }
    say(&format!("installing {wanted} (takes a minute or two) …"));
    let quiet = |command: &mut std::process::Command| {
        tools::output(
            &format!("apt-get to install {wanted}"),
            command.env("DEBIAN_FRONTEND", "noninteractive"),
        )
    };
    quiet(tools::command("apt-get").args(["update", "-q"]))?;
    quiet(tools::command("apt-get").args(["install", "-q", "-y", "--no-install-recommends"]).args(packages))?;
    Ok(())
}
