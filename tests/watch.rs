//! `--watch`: changes are built and reach open pages, and a broken page does not stop the watch.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on should stop")]

mod support;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use support::scratch;

/// Kills the program when the test ends.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn drug_card(folder: &Path, arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
    command.current_dir(folder).args(arguments.split(' ')).stdout(Stdio::piped());
    command.stderr(fs::File::create(folder.join(".stderr")).unwrap());
    command
}

/// Waits until `what` is true. The limit is generous because the machine may be slow.
fn wait(goal: &str, what: impl Fn() -> bool) {
    let begun = Instant::now();
    while !what() {
        assert!(begun.elapsed() < Duration::from_secs(120), "{goal}");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn page(name: &str) -> String {
    format!(
        "---\nlayout: minimal-medicine\ntitle: {name}\n---\n\n# {name}\n\n### Usage\n{name} is for tests.\n"
    )
}

/// The body of a response.
fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").unwrap();
    let mut response = String::new();
    stream.read_to_string(&mut response).unwrap();
    response.split_once("\r\n\r\n").unwrap().1.to_owned()
}

#[test]
fn a_watched_folder_is_rebuilt_and_recovers_from_a_broken_page() {
    let folder = scratch("watch/build");
    fs::create_dir(folder.join("pages")).unwrap();
    fs::write(folder.join("pages/one.md"), page("Oneamine")).unwrap();
    let _running = Running(drug_card(&folder, "build pages -o out --watch").spawn().unwrap());
    let titles = || {
        let names =
            fs::read_dir(folder.join("out")).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files = names.filter(|path| path.to_string_lossy().contains("titles."));
        files.next().and_then(|file| fs::read_to_string(file).ok()).unwrap_or_default()
    };
    wait("the first build", || titles().contains("Oneamine"));
    fs::write(folder.join("pages/two.md"), page("Twoamine")).unwrap();
    wait("a new page", || titles().contains("Twoamine"));
    fs::write(folder.join("pages/two.md"), b"\xff").unwrap();
    let errors = || fs::read_to_string(folder.join(".stderr")).unwrap();
    wait("an error about a page that is not text", || errors().contains("two.md"));
    assert!(titles().contains("Twoamine"), "the earlier bundle stays");
    fs::rename(folder.join("pages/one.md"), folder.join("pages/three.md")).unwrap();
    fs::write(folder.join("pages/three.md"), page("Threeamine")).unwrap();
    fs::remove_file(folder.join("pages/two.md")).unwrap();
    wait("a bundle of the corrected folder", || {
        titles().contains("Threeamine") && !titles().contains("Twoamine")
    });
}

#[test]
fn an_open_page_learns_of_a_change() {
    let folder = scratch("watch/serve");
    assert!(drug_card(&folder, "init .").output().unwrap().status.success());
    let mut child = drug_card(&folder, "serve --watch --port 0").spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _running = Running(child);
    let serving =
        lines.map_while(Result::ok).find(|line| line.starts_with("Serving ")).expect("the server starts");
    let address = serving.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    // The server has built the bundle, and serves page and bundle at the addresses of drug-card.toml.
    assert!(get(address, "/").ends_with("<script type=\"module\" src=\"/.drug-card/reload.js\"></script>\n"));
    assert!(get(address, "/drugs/index.json").contains("\"monographs\": 1"));
    assert!(get(address, "/.drug-card/reload.js").contains("location.reload"));
    assert!(!get(address, "/.drug-card/else").contains("reload"));
    let known = get(address, "/.drug-card/changed?");
    assert!(known.parse::<u64>().is_ok(), "{known}");
    fs::write(folder.join("monographs/two.md"), page("Twoamine")).unwrap();
    wait("the state of another bundle", || {
        get(address, &format!("/.drug-card/changed?{known}")) != known
            && get(address, "/drugs/index.json").contains("\"monographs\": 2")
    });
}

#[test]
fn without_watch_pages_are_unchanged_and_a_bundle_has_one_address() {
    let folder = scratch("watch/plain");
    assert!(drug_card(&folder, "init .").output().unwrap().status.success());
    assert!(drug_card(&folder, "build").output().unwrap().status.success());
    fs::rename(folder.join("site/drugs"), folder.join("bundle")).unwrap();
    let mut child = drug_card(&folder, "serve bundle --port 0").spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _running = Running(child);
    let serving =
        lines.map_while(Result::ok).find(|line| line.starts_with("Serving ")).expect("the server starts");
    let address = serving.split("http://").nth(1).and_then(|rest| rest.split('/').next()).unwrap();
    assert!(!get(address, "/").contains("reload"));
    assert!(get(address, "/").contains("Our medicines"));
    assert!(get(address, "/drugs/index.json").contains("\"monographs\": 1"));
    for path in ["/index.json", "/.drug-card/reload.js", "/drugs/../drug-card.toml", "/drugs//etc/passwd"] {
        assert!(get(address, path).starts_with("Not found."), "{path}");
    }
}
