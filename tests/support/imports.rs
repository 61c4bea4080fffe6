//! Which files of a crate import which: resolves the `crate::`, `super::` and child paths of Rust files to files.
//!
//! Re-exports count for the file that defines the item, so a `mod.rs` that only re-exports its children imports nothing.

use std::collections::{BTreeMap, BTreeSet};

/// Files by name, each with the files it imports.
pub(crate) type Graph = BTreeMap<String, BTreeSet<String>>;

/// Reads the graph of a crate from the names (below `src`) and texts of its files.
pub(crate) fn rust(files: &[(String, String)]) -> Graph {
    // Beside a library, the program is another crate.
    let library = files.iter().any(|(name, _)| name == "lib.rs");
    let files = files.iter().filter(|(name, _)| !library || name != "main.rs");
    let modules: BTreeMap<Vec<String>, Module> = files.map(|(name, text)| module(name, text)).collect();
    let mut graph = Graph::new();
    for (path, module) in &modules {
        let imports = graph.entry(module.file.clone()).or_default();
        for used in &module.paths {
            let target = absolute(path, used).and_then(|used| resolve(&modules, &used, 0));
            imports.extend(target.filter(|target| *target != module.file));
        }
    }
    graph
}

/// Reads the graph of ES modules from their static imports.
pub(crate) fn script(files: &[(String, String)]) -> Graph {
    let names: BTreeSet<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let mut graph = Graph::new();
    for (name, text) in files {
        let folder = name.rsplit_once('/').map_or("", |(folder, _)| folder);
        let quoted =
            text.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).filter_map(|line| {
                let (_, rest) = line.split_once(" from '").or_else(|| line.split_once("import '"))?;
                Some(rest.split_once('\'')?.0)
            });
        let imports = quoted.filter_map(|path| {
            let mut parts: Vec<&str> = folder.split('/').collect();
            for part in path.split('/') {
                match part {
                    "." => {}
                    ".." => _ = parts.pop(),
                    part => parts.push(part),
                }
            }
            names.get(parts.join("/").as_str()).map(ToString::to_string)
        });
        graph.insert(name.clone(), imports.collect());
    }
    graph
}

/// The groups of files that import each other, directly or through others; one line each, with the imports inside.
pub(crate) fn cycles(graph: &Graph) -> Vec<String> {
    let reached: BTreeMap<&str, BTreeSet<&str>> =
        graph.keys().map(|file| (file.as_str(), reachable(graph, file))).collect();
    let mut seen = BTreeSet::new();
    let mut out = Vec::new();
    for (file, far) in &reached {
        let group: BTreeSet<&str> =
            far.iter().copied().filter(|other| reached[other].contains(file)).collect();
        if group.is_empty() || !seen.insert(group.clone()) {
            continue;
        }
        let edges: Vec<String> = group
            .iter()
            .flat_map(|from| graph[*from].iter().map(move |to| (from, to)))
            .filter(|(_, to)| group.contains(to.as_str()))
            .map(|(from, to)| format!("{from} -> {to}"))
            .collect();
        out.push(edges.join(", "));
    }
    out
}

fn reachable<'a>(graph: &'a Graph, from: &str) -> BTreeSet<&'a str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&str> = graph[from].iter().map(String::as_str).collect();
    while let Some(file) = open.pop() {
        if found.insert(file) {
            open.extend(graph.get(file).into_iter().flatten().map(String::as_str));
        }
    }
    found
}

/// One file as a module.
#[derive(Default)]
struct Module {
    file: String,
    /// Paths that its code uses, as written.
    paths: Vec<Vec<String>>,
    /// Names that it re-exports from its children, each with its path.
    exports: Vec<(String, Vec<String>)>,
}

fn words(path: &str) -> Vec<String> {
    path.split("::").map(str::to_owned).collect()
}

/// Reads a file as the module at its path.
fn module(name: &str, text: &str) -> (Vec<String>, Module) {
    let stem = name.trim_end_matches(".rs").trim_end_matches("mod").trim_end_matches('/');
    let path = match stem {
        "lib" | "main" => Vec::new(),
        stem => stem.split('/').map(str::to_owned).collect(),
    };
    let mut module = Module { file: name.to_owned(), ..Module::default() };
    let code = code(text);
    let mut children = Vec::new();
    for statement in code.split_inclusive([';', '{', '}']).map(str::trim) {
        if let Some(child) = statement.rsplit_once("mod ").and_then(|(_, rest)| rest.strip_suffix(';')) {
            children.push(child.to_owned());
        }
    }
    let mut rest = code.as_str();
    while let Some((before, after)) = split_use(rest) {
        module.paths.extend(inline(before, &children));
        let (tree, behind) = after.split_once(';').unwrap_or((after, ""));
        for (used, name) in expand(tree) {
            let own = used.first().is_some_and(|first| children.contains(first) || first == "self");
            if is_exported(before) && own {
                module.exports.push((name, used));
            } else {
                module.paths.push(used);
            }
        }
        rest = behind;
    }
    module.paths.extend(inline(rest, &children));
    (path, module)
}

/// The code before the tests of a file, without comments.
fn code(text: &str) -> String {
    let shipped =
        if text.contains("#![cfg(test)]") { "" } else { text.split("#[cfg(test)]").next().unwrap_or(text) };
    shipped.lines().map(|line| line.split("//").next().unwrap_or(line)).collect::<Vec<_>>().join("\n")
}

/// Splits at the next `use` statement.
fn split_use(code: &str) -> Option<(&str, &str)> {
    let starts = |at: usize| code[..at].ends_with(['\n', ' ', ';', '}', '{']) || at == 0;
    let (at, _) = code.match_indices("use ").find(|(at, _)| starts(*at))?;
    Some((&code[..at], &code[at + 4..]))
}

/// Whether the text before a `use` ends with `pub` or `pub(…)`.
fn is_exported(before: &str) -> bool {
    let before = before.trim_end();
    before.ends_with("pub")
        || before.rsplit_once("pub(").is_some_and(|(_, inside)| inside.find(')') == Some(inside.len() - 1))
}

/// The paths of a use tree, each with the name it gets.
fn expand(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some((before, inside)) = tree.split_once('{') {
        let inside = inside.trim_end().trim_end_matches('}');
        let (mut depth, mut start, mut parts) = (0_usize, 0, Vec::new());
        for (at, c) in inside.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                ',' if depth == 0 => {
                    parts.push(&inside[start..at]);
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(&inside[start..]);
        let parts = parts.into_iter().map(str::trim).filter(|part| !part.is_empty());
        return parts.flat_map(|part| expand(&format!("{before}{part}"))).collect();
    }
    let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
    let mut path = words(path.trim());
    if path.last().is_some_and(|last| last == "self") {
        path.pop();
    }
    let name =
        if alias.is_empty() { path.last().cloned().unwrap_or_default() } else { alias.trim().to_owned() };
    vec![(path, name)]
}

/// The paths in code that start at the crate, at the parent or at a child module.
fn inline(code: &str, children: &[String]) -> Vec<Vec<String>> {
    let part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c| !part(c))
        .filter(|path| path.contains("::"))
        .map(words)
        .filter(|path| ["crate", "super"].contains(&path[0].as_str()) || children.contains(&path[0]))
        .collect()
}

/// The path from the root of the crate; none for another crate.
fn absolute(here: &[String], path: &[String]) -> Option<Vec<String>> {
    let mut base = here.to_vec();
    let mut rest = path;
    match path.first()?.as_str() {
        "crate" => base.clear(),
        "super" => {}
        "self" => return Some([here, &path[1..]].concat()),
        // A child module; a path of another crate resolves to this file, which imports nothing.
        _ => return Some([here, path].concat()),
    }
    if path[0] == "crate" {
        rest = &path[1..];
    }
    while rest.first().is_some_and(|word| word == "super") {
        base.pop();
        rest = &rest[1..];
    }
    Some([base.as_slice(), rest].concat())
}

/// The file that defines what a path names; none if its first word is no module.
fn resolve(modules: &BTreeMap<Vec<String>, Module>, path: &[String], depth: usize) -> Option<String> {
    let length = (0..=path.len()).rev().find(|length| modules.contains_key(&path[..*length]))?;
    let (here, rest) = path.split_at(length);
    let module = &modules[here];
    let Some(name) = rest.first() else { return Some(module.file.clone()) };
    let behind = module.exports.iter().find(|(exported, _)| exported == name).map(|(_, path)| path);
    match behind.and_then(|behind| absolute(here, behind)) {
        Some(behind) if depth < 8 => resolve(modules, &[behind.as_slice(), &rest[1..]].concat(), depth + 1),
        _ => Some(module.file.clone()),
    }
}
