//! Owns what is tried with Python: an environment of pinned packages below `target`, and the check of the FHIR export.

use std::fs::File;
use std::path::PathBuf;

use crate::stamp::Inputs;
use crate::{Outcome, demo, say, tools};

/// The folder of programs of an environment that holds exactly what `requirements` (a file of the repository) names.
pub(crate) fn need_packages(name: &str, requirements: &str) -> Outcome<PathBuf> {
    let root = tools::root();
    let folder = root.join("target/python").join(name);
    let programs = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let wanted = root.join(requirements);
    Inputs::new("python").file(&wanted)?.unless_done(
        &format!("python-{name}"),
        std::slice::from_ref(&programs),
        || {
            let python = ["python3", "python"].into_iter().find_map(tools::on_path).ok_or_else(|| {
                format!("expected Python 3 for {requirements}, but there is none on PATH; install it")
            })?;
            say(&format!("fetching the Python packages of {requirements} …"));
            let goal = "an environment for Python packages";
            tools::run(goal, tools::command(python).args(["-m", "venv", "--clear"]).arg(&folder))?;
            let mut pip = tools::command(programs.join("python"));
            pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
            // What is built from source runs code of its own on the way in.
            pip.args(["--only-binary", ":all:", "--requirement"]).arg(&wanted);
            tools::run(&format!("the packages of {requirements}"), &mut pip)
        },
    )?;
    Ok(programs)
}

/// Holds the FHIR export of `content/` against the published models of FHIR R5.
pub(crate) fn check_fhir() -> Outcome {
    let programs = need_packages("fhir", "tests/fhir/requirements.txt")?;
    let drug_card = demo::command_line()?;
    let exported = tools::root().join("target/fhir.ndjson");
    let mut export = tools::command(drug_card);
    export.args(["export", "content", "--format", "fhir", "-o"]).arg(&exported);
    tools::run("monographs as FHIR", &mut export)?;
    let file = File::open(&exported)
        .map_err(|error| format!("expected to read {}, but: {error}", exported.display()))?;
    let mut python = tools::command(programs.join("python"));
    tools::run("the export to be FHIR R5", python.arg("tests/fhir/check.py").stdin(file))
}
