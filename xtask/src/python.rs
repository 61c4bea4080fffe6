//! Runs the checks that need Python, in environments of pinned packages below `target`.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::files::{create_folder, read, root};
use crate::process::{command, on_path, run, say};
use crate::{demo, stamp};

/// The folder of programs in an environment with exactly the packages of a requirements file.
pub(crate) fn need_packages(name: &str, requirements: &str) -> Result<PathBuf> {
    let folder = root().join("target/python").join(name);
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wanted = root().join(requirements);
    stamp::unless_done(&format!("python-{name}"), &[&read(&wanted)?], &programs, || {
        let python = ["python3", "python"].into_iter().find_map(on_path);
        let python = python.with_context(|| {
            format!("expected Python 3 for {requirements}, but it is not on PATH; install it")
        })?;
        say(&format!("installing the Python packages of {requirements} …"));
        let goal = "an environment for Python packages";
        run(goal, command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
        let mut pip = command(programs.join("python"));
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
        // A source package would run its own code while it is installed.
        pip.args(["--only-binary", ":all:", "--requirement"]).arg(&wanted);
        run(&format!("the packages of {requirements}"), &mut pip)
    })?;
    Ok(programs)
}

/// Validates the FHIR export of `content/` and `tests/fhir/records/` against the published models of FHIR R5.
pub(crate) fn check_fhir() -> Result<()> {
    let programs = need_packages("fhir", "tests/fhir/requirements.txt")?;
    let drug_card = demo::command_line()?;
    let exported = root().join("target/fhir.ndjson");
    // The samples, and pages with a record, of which each status must come out.
    for (content, statuses) in
        [("content", &[][..]), ("tests/fhir/records", &["deprecated", "final", "preliminary", "unknown"])]
    {
        let mut export = command(&drug_card);
        export.args(["export", content, "--drafts", "--format", "fhir", "-o"]).arg(&exported);
        run("monographs as FHIR", &mut export)?;
        let file =
            File::open(&exported).with_context(|| format!("expected to read {}", exported.display()))?;
        let mut python = command(programs.join("python"));
        python.arg("tests/fhir/check.py").args(statuses).stdin(file);
        run("the export to be valid FHIR R5", &mut python)?;
    }
    Ok(())
}

/// Runs the Spark recipe over `content/` with two local workers; the bundle must equal that of one build.
pub(crate) fn check_spark() -> Result<()> {
    if on_path("java").is_none() {
        bail!("expected Java for Spark, but it is not on PATH; install a JDK, 17 or newer");
    }
    let programs = need_packages("spark", "tests/spark/requirements.txt")?;
    let drug_card = demo::command_line()?;
    let target = root().join("target/spark");
    let _ = fs::remove_dir_all(&target);
    create_folder(&target)?;
    let [whole, joined] = ["whole", "joined"].map(|name| target.join(name));
    let content = root().join("content");
    let set = |command: &mut Command| {
        let folders = [&programs, drug_card.parent().unwrap_or(&target)].map(Path::to_path_buf);
        let before = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(folders.into_iter().chain(env::split_paths(&before))).unwrap_or(before);
        command.env("PATH", path).env("SOURCE_DATE_EPOCH", "0").env("SPARK_LOCAL_IP", "127.0.0.1");
    };
    let mut build = command(&drug_card);
    build.arg("build").arg(&content).arg("-o").arg(&whole);
    set(&mut build);
    run("one build", &mut build)?;
    let mut submit = command(programs.join("spark-submit"));
    submit.args(["--master", "local-cluster[2,1,1024]", "docs/machines/parts.py"]);
    submit.arg(&content).arg(&joined).arg("4");
    set(&mut submit);
    run("the Spark recipe", &mut submit)?;
    run("the same bundle as one build", command("diff").arg("-r").arg(&whole).arg(&joined))
}
