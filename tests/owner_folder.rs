//! What a build does to the folder that it is given: an owner's files stay, whatever happens.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on should stop"
)]

mod support;

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant, SystemTime};
use support::{expect_words, run, scratch, write};

/// Every file below a folder with its bytes and time, by path.
fn files(folder: &Path) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_string_lossy().into_owned();
                let time = fs::metadata(&path).unwrap().modified().unwrap();
                found.insert(name, (fs::read(&path).unwrap(), time));
            }
        }
    }
    found
}

fn page(name: &str, dose: &str) -> String {
    format!(
        "---\ntitle: {name}\n---\n\n# {name}\n\n### Usage\n{name} is for tests.\n\n### Dosage\n{dose} daily.\n\n### Disclaimer\nNo advice.\n"
    )
}

/// A folder with two monographs in `content`.
fn project(name: &str) -> PathBuf {
    let folder = scratch(&format!("owner/{name}"));
    write(&folder, "content/testamine.md", &page("Testamine", "5 mg"));
    write(&folder, "content/othermine.md", &page("Othermine", "7 mg"));
    folder
}

const BUILD: &str = "build content -o out";

#[test]
fn files_of_the_owner_stay_and_pages_that_are_gone_go() {
    let folder = project("stay");
    run(&folder, BUILD, 0);
    let own = [
        (".git/objects/ab/cdef", "a commit"),
        ("CNAME", "drugs.example.org"),
        ("web.config", "<configuration/>"),
        ("leaflets/own.md", "mine"),
        ("cards/mine.txt", "mine too"),
        ("files.0123456789ab.json", "[{\"file\":\"CNAME\",\"sha256\":\"\",\"bytes\":0}]"),
    ];
    own.iter().for_each(|(name, text)| write(&folder.join("out"), name, text));
    let before = files(&folder.join("out"));
    fs::remove_file(folder.join("content/othermine.md")).unwrap();
    run(&folder, BUILD, 0);
    let after = files(&folder.join("out"));
    for (name, _) in own {
        assert_eq!(before[name], after[name], "{name}");
    }
    expect_words(&folder, "render othermine --bundle out", 1, "no medicine");
    expect_words(&folder, "render testamine --bundle out", 0, "5 mg</span> daily");
    // Only the card of one page and the shards with its words and name are gone; nothing of the earlier release is left over.
    fs::remove_dir_all(folder.join("fresh")).ok();
    run(&folder, "build content -o fresh", 0);
    let fresh = files(&folder.join("fresh"));
    // The list of addresses that ended is for the next build.
    let is_ours = |name: &&String| own.iter().all(|(own, _)| own != name) && !name.starts_with("former.");
    let ours: Vec<&String> = after.keys().filter(is_ours).collect();
    assert!(ours.iter().copied().eq(fresh.keys()), "{ours:?}");
}

#[test]
fn a_file_that_did_not_change_keeps_its_time() {
    let folder = project("times");
    run(&folder, BUILD, 0);
    let before = files(&folder.join("out"));
    run(&folder, BUILD, 0);
    assert!(before == files(&folder.join("out")), "a build of the same content touches no file");
    write(&folder, "content/testamine.md", &page("Testamine", "6 mg"));
    run(&folder, BUILD, 0);
    let after = files(&folder.join("out"));
    let kept = after.iter().filter(|(name, file)| before.get(*name) == Some(file)).count();
    assert!(kept > 0 && kept < after.len());
    for (name, (bytes, time)) in &after {
        let same = before.get(name).is_some_and(|(old, _)| old == bytes);
        assert_eq!(same, before.get(name).is_some_and(|(_, old)| old == time), "{name}");
    }
}

#[test]
fn a_file_in_the_way_stops_the_build_and_is_named() {
    let folder = project("in-the-way");
    run(&folder, BUILD, 0);
    let list = files(&folder.join("out")).into_keys().find(|name| name.starts_with("files.")).unwrap();
    let text = fs::read_to_string(folder.join("out").join(list)).unwrap();
    // A program without the browser files writes no page.
    let (named, reason) = if text.contains("drug-card.js") {
        ("drug-card.js", "was changed since")
    } else {
        ("index.json", "is not")
    };
    write(&folder.join("out"), named, "mine");
    write(&folder, "content/testamine.md", &page("Testamine", "6 mg"));
    let before = files(&folder.join("out"));
    let printed = expect_words(
        &folder,
        BUILD,
        2,
        &format!("{named} to be missing or as drug-card wrote it, but it {reason}"),
    );
    assert!(printed.contains("move it away"), "{printed}");
    assert!(before == files(&folder.join("out")));
    // A file where a folder must be, and the other way round.
    let folder = project("in-the-way-folder");
    fs::create_dir_all(folder.join("out/index.json")).unwrap();
    expect_words(&folder, BUILD, 2, "index.json");
    let folder = project("in-the-way-first");
    write(&folder, "out/letter.txt", "mine");
    expect_words(&folder, BUILD, 2, "holds other files, such as letter.txt; choose another folder");
    assert_eq!(files(&folder.join("out")).len(), 1);
}

#[test]
fn settings_for_a_host_are_replaced_as_long_as_nobody_changed_them() {
    let folder = project("hosts");
    let both = format!("{BUILD} --host apache --host iis");
    run(&folder, &both, 0);
    write(&folder, "content/testamine.md", &page("Testamine", "6 mg"));
    run(&folder, &both, 0);
    run(&folder, &format!("{BUILD} --host apache"), 0);
    assert!(!folder.join("out/web.config").exists() && folder.join("out/.htaccess").exists());
    let own = "Require valid-user\n";
    write(&folder, "out/.htaccess", own);
    expect_words(&folder, &format!("{BUILD} --host apache"), 2, ".htaccess");
    run(&folder, BUILD, 0);
    assert_eq!(fs::read_to_string(folder.join("out/.htaccess")).unwrap(), own, "an owner's file stays");
}

#[test]
fn a_checkout_and_files_for_a_host_may_be_there_first() {
    let folder = project("checkout");
    write(&folder, "out/.git/HEAD", "ref: refs/heads/pages\n");
    write(&folder, "out/CNAME", "drugs.example.org");
    write(&folder, "out/.nojekyll", "");
    run(&folder, BUILD, 0);
    let found = files(&folder.join("out"));
    assert!(
        found.contains_key("index.json") && found.contains_key(".git/HEAD") && found.contains_key("CNAME")
    );
}

#[test]
fn a_damaged_file_of_a_release_is_repaired() {
    let folder = project("repair");
    run(&folder, BUILD, 0);
    let whole = files(&folder.join("out"));
    let card = whole.keys().find(|name| name.starts_with("cards/")).unwrap();
    fs::write(folder.join("out").join(card), "cut").unwrap();
    fs::write(folder.join("out/index.json"), "{\"crc32\":\"").unwrap();
    run(&folder, BUILD, 0);
    let repaired = files(&folder.join("out"));
    assert!(whole.iter().all(|(name, (bytes, _))| repaired[name].0 == *bytes));
}

#[test]
fn pages_of_an_earlier_rendering_go_and_an_owners_page_stops_it() {
    let folder = project("render");
    run(&folder, BUILD, 0);
    write(&folder, "pages/own.html", "mine");
    if !folder.join("out/drug-card.js").is_file() {
        // A program without the browser files has no style sheet to write; tests/browser/static.mjs runs the same with them.
        return;
    }
    run(&folder, "render --all --bundle out -o pages --css link", 0);
    assert!(folder.join("pages/othermine.html").is_file());
    fs::remove_file(folder.join("content/othermine.md")).unwrap();
    run(&folder, BUILD, 0);
    run(&folder, "render --all --bundle out -o pages --css link", 0);
    let found = files(&folder.join("pages"));
    assert!(!found.contains_key("othermine.html") && !found.contains_key("othermine.fragment.html"));
    assert!(found.contains_key("testamine.html") && found["own.html"].0 == b"mine");
    // Into the bundle itself: neither command removes files of the other.
    run(&folder, "render --all --bundle out -o out --css link", 0);
    run(&folder, BUILD, 0);
    run(&folder, "render --all --bundle out -o out --css link", 0);
    assert!(folder.join("out/testamine.html").is_file() && folder.join("out/index.json").is_file());
    write(&folder, "content/own.md", &page("Ownamine", "1 mg"));
    run(&folder, BUILD, 0);
    expect_words(
        &folder,
        "render --all --bundle out -o pages --css link",
        2,
        "own.html to be missing or as drug-card wrote it",
    );
    assert_eq!(files(&folder.join("pages"))["own.html"].0, b"mine");
}

#[test]
#[cfg(unix)]
fn links_are_followed_and_rights_are_kept() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let folder = project("link");
    fs::create_dir_all(folder.join("releases")).unwrap();
    symlink("releases/7", folder.join("out")).unwrap();
    run(&folder, BUILD, 0);
    assert!(fs::symlink_metadata(folder.join("out")).unwrap().is_symlink());
    let root = folder.join("releases/7/index.json");
    assert!(root.is_file());
    fs::set_permissions(folder.join("releases/7"), fs::Permissions::from_mode(0o2775)).unwrap();
    fs::set_permissions(&root, fs::Permissions::from_mode(0o440)).unwrap();
    // Only root may give a file away.
    let group = std::os::unix::fs::chown(&root, None, Some(33)).is_ok();
    write(&folder.join("out"), "own.txt", "mine");
    fs::set_permissions(folder.join("out/own.txt"), fs::Permissions::from_mode(0o400)).unwrap();
    write(&folder, "content/testamine.md", &page("Testamine", "6 mg"));
    run(&folder, BUILD, 0);
    let mode = |path: &Path| fs::metadata(path).unwrap().mode() & 0o7777;
    assert_eq!(
        (mode(&folder.join("releases/7")), mode(&root), mode(&folder.join("out/own.txt"))),
        (0o2775, 0o440, 0o400)
    );
    assert!(!group || fs::metadata(&root).unwrap().gid() == 33);
    // The output of a part is a file, and may be a link too.
    symlink("elsewhere", folder.join("part")).unwrap();
    run(&folder, "build content --part 1/1 -o part", 0);
    assert!(
        folder.join("elsewhere").is_file() && fs::symlink_metadata(folder.join("part")).unwrap().is_symlink()
    );
}

/// A mount cannot be renamed. Only root can make one, in a namespace of its own.
#[test]
#[cfg(target_os = "linux")]
fn a_mount_is_written_in_place() {
    let folder = project("mount");
    fs::create_dir_all(folder.join("out")).unwrap();
    let script = format!(
        "mount -t tmpfs tmpfs out && {0} {BUILD} && touch out/CNAME && sed -i s/5/6/ content/testamine.md && {0} {BUILD} && \
         {0} render testamine --bundle out && ls -a out",
        env!("CARGO_BIN_EXE_drug-card")
    );
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-ec", &script]).current_dir(&folder);
    let Ok(output) = command.output() else { return };
    let errors = String::from_utf8_lossy(&output.stderr);
    if errors.contains("unshare") || errors.contains("mount:") {
        return;
    }
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{errors}");
    assert!(
        printed.contains("6 mg</span> daily")
            && printed.contains("CNAME")
            && !printed.contains(".drug-card-new"),
        "{printed}"
    );
}

#[test]
fn only_one_build_writes_to_a_folder_at_a_time() {
    let folder = project("lock");
    fs::create_dir_all(folder.join("out/.drug-card-new")).unwrap();
    let lock = fs::File::create(folder.join("out/.drug-card-new/lock")).unwrap();
    lock.lock().unwrap();
    expect_words(&folder, BUILD, 3, "another build is writing to it");
    drop(lock);
    // What a killed build left is no lock.
    write(&folder, "out/.drug-card-new/cards/aa/half.json", "half");
    run(&folder, BUILD, 0);
    assert!(!folder.join("out/.drug-card-new").exists());
}

/// Which release a reader of the folder gets: the day it was built. Panics if it is not whole.
fn release(folder: &Path) -> String {
    let text = fs::read(folder.join("index.json")).unwrap();
    let root: serde_json::Value = serde_json::from_slice(&text).expect("a whole root");
    let read = |file: &serde_json::Value| {
        let name = file["file"].as_str().unwrap();
        let bytes = fs::read(folder.join(name)).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(
            STANDARD.encode(Sha256::digest(&bytes)),
            file["sha256"].as_str().unwrap(),
            "{name} is of another release"
        );
        bytes
    };
    let list: Vec<serde_json::Value> = serde_json::from_slice(&read(&root["files"])).unwrap();
    list.iter().for_each(|file| drop(read(file)));
    root["content"].as_str().unwrap().into()
}

/// Kills builds at random moments: 15 times, or 200 times in the deep test.
#[test]
fn a_build_that_is_killed_leaves_the_old_release_or_the_new_one() {
    let folder = scratch("owner/kill");
    let deep = std::env::var_os("DRUG_CARD_DEEP").is_some();
    for (content, dose) in [("old", "5 mg"), ("new", "6 mg")] {
        for number in 0..60 {
            // Half of the pages differ.
            let dose = if number % 2 == 0 { dose } else { "1 mg" };
            // Some pages are only in one of them.
            let own = if number % 5 == 0 { content } else { "" };
            let text = page(&format!("Testamine {number}{own}"), dose);
            write(&folder, &format!("{content}/testamine-{number}{own}.md"), &text);
        }
    }
    let build = |content: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_drug-card"));
        command
            .args(["build", content, "-o", "out"])
            .current_dir(&folder)
            .env("SOURCE_DATE_EPOCH", "1795305600");
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let finish = |content: &str| {
        assert!(build(content).wait().unwrap().success());
        release(&folder.join("out"))
    };
    let start = Instant::now();
    let old = finish("old");
    let long = start.elapsed();
    let new = finish("new");
    assert_ne!(old, new);
    write(&folder, "out/CNAME", "drugs.example.org");
    write(&folder, "out/leaflets/own.md", "mine");
    let owners = |found: BTreeMap<String, _>| -> Vec<(String, (Vec<u8>, SystemTime))> {
        found.into_iter().filter(|(name, _)| ["CNAME", "leaflets/own.md"].contains(&name.as_str())).collect()
    };
    let own = owners(files(&folder.join("out")));
    // A linear congruential generator; any spread of moments does.
    let (mut state, mut seen) = (0x2545_f491_u64, BTreeMap::new());
    for number in 0..if deep { 200 } else { 15 } {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = long.mul_f64((state >> 33) as f64 / f64::from(1_u32 << 31) * 1.1);
        let mut child = build(if number % 2 == 0 { "old" } else { "new" });
        std::thread::sleep(moment.max(Duration::from_millis(1)));
        child.kill().unwrap();
        child.wait().unwrap();
        let found = release(&folder.join("out"));
        assert!(found == old || found == new, "a mixture");
        *seen.entry(found).or_insert(0) += 1;
        assert!(own == owners(files(&folder.join("out"))), "the owner's files changed");
    }
    assert!(!deep || seen.len() == 2, "{seen:?}");
    assert_eq!(finish("old"), old);
    // What the killed builds left is gone.
    run(&folder, "build old -o fresh", 0);
    let names = |name: &str| -> Vec<String> {
        let mut names: Vec<String> = files(&folder.join(name)).into_keys().collect();
        names.retain(|name| name != "CNAME" && name != "leaflets/own.md" && !name.starts_with("former."));
        names
    };
    assert_eq!(names("out"), names("fresh"));
}
