//! Owns what is tried with Python: an environment of pinned packages below `target`, the check of the FHIR export, and the recipe for Spark.

use std::env;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// Runs the recipe for Spark over `content/`, on two workers of this machine: its bundle is that of one build.
pub(crate) fn check_spark() -> Outcome {
    if tools::on_path("java").is_none() {
        return Err("expected Java for Spark, but there is none on PATH; install a JDK, 17 or newer".into());
    }
    let programs = need_packages("spark", "tests/spark/requirements.txt")?;
    let drug_card = demo::command_line()?;
    let target = tools::root().join("target/spark");
    let _ = fs::remove_dir_all(&target);
    fs::create_dir_all(&target)
        .map_err(|error| format!("expected to make {}, but: {error}", target.display()))?;
    let [whole, joined] = ["whole", "joined"].map(|name| target.join(name));
    let content = tools::root().join("content");
    let set = |command: &mut Command| {
        let folders = [&programs, drug_card.parent().unwrap_or(&target)].map(Path::to_path_buf);
        let before = env::var_os("PATH").unwrap_or_default();
        let path = env::join_paths(folders.into_iter().chain(env::split_paths(&before))).unwrap_or(before);
        command.env("PATH", path).env("SOURCE_DATE_EPOCH", "0").env("SPARK_LOCAL_IP", "127.0.0.1");
    };
    let mut build = tools::command(&drug_card);
    build.arg("build").arg(&content).arg("-o").arg(&whole);
    set(&mut build);
    tools::run("one build", &mut build)?;
    let mut submit = tools::command(programs.join("spark-submit"));
    submit.args(["--master", "local-cluster[2,1,1024]", "docs/machines/parts.py"]);
    submit.arg(&content).arg(&joined).arg("4");
    set(&mut submit);
    tools::run("the recipe for Spark", &mut submit)?;
    tools::run("the bundle of one build", tools::command("diff").arg("-r").arg(&whole).arg(&joined))
}
