//! The notices of the crates that the program is built from are whole and fresh. `UPDATE=1 cargo test --test licenses` writes
//! them again, from the sources that Cargo has fetched (`cargo fetch` brings those of other systems).

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const NOTICES: &str = "src/cli/notices.txt";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn toml(path: &Path) -> toml::Table {
    fs::read_to_string(path).expect("readable").parse().expect("TOML")
}

/// Every crate that the program is built from, on any system, with its version: what Cargo.lock reaches from the package
/// without what only tests need.
fn crates() -> BTreeSet<(String, String)> {
    let manifest = toml(&root().join("Cargo.toml"));
    let lock = toml(&root().join("Cargo.lock"));
    let text = |v: &toml::Value, key: &str| v.get(key).and_then(|v| v.as_str()).unwrap_or_default().to_string();
    let packages: Vec<&toml::Value> = lock["package"].as_array().expect("packages").iter().collect();
    // "name", or "name version" where there are several
    let named = |wanted: &str| -> Option<&&toml::Value> {
        let (name, version) = wanted.split_once(' ').unwrap_or((wanted, ""));
        packages.iter().find(|p| text(p, "name") == name && (version.is_empty() || version.split(' ').next() == Some(&text(p, "version"))))
    };
    let direct = manifest["dependencies"].as_table().expect("a table");
    let targets = manifest.get("target").and_then(|t| t.as_table()).into_iter().flat_map(|t| t.values());
    let of_target = targets.filter_map(|t| t.get("dependencies")).filter_map(|d| d.as_table()).flat_map(|d| d.keys());
    let mut todo: Vec<String> = direct.keys().chain(of_target).cloned().collect();
    // where a crate is there in several versions, the package's own entry tells which is meant
    let own = packages.iter().find(|p| text(p, "name") == "postil").expect("the package itself");
    for entry in own["dependencies"].as_array().expect("a list").iter().filter_map(|d| d.as_str()) {
        let name = entry.split(' ').next().unwrap_or(entry);
        todo.iter_mut().filter(|t| *t == name).for_each(|t| *t = entry.to_string());
    }
    let mut found = BTreeSet::new();
    while let Some(next) = todo.pop() {
        let Some(package) = named(&next) else { panic!("{next} is not in Cargo.lock") };
        if found.insert((text(package, "name"), text(package, "version"))) {
            let list = package.get("dependencies").and_then(|d| d.as_array());
            todo.extend(list.into_iter().flatten().filter_map(|d| d.as_str()).map(str::to_string));
        }
    }
    found
}

/// The folder that Cargo has unpacked the crate into.
fn folder(name: &str, version: &str) -> PathBuf {
    let home = std::env::var_os("CARGO_HOME")
        .map_or_else(|| PathBuf::from(std::env::var_os("HOME").expect("a home")).join(".cargo"), PathBuf::from);
    let registries = fs::read_dir(home.join("registry/src")).expect("a registry");
    let mut folders = registries.filter_map(Result::ok).map(|r| r.path().join(format!("{name}-{version}")));
    folders.find(|f| f.is_dir()).unwrap_or_else(|| panic!("{name} {version} is not here; run `cargo fetch`"))
}

/// The licence texts that come with a crate: MIT's alone where it may be chosen, all of them otherwise.
fn texts(folder: &Path, licence: &str) -> Vec<String> {
    let within = |folder: &Path| -> Vec<PathBuf> {
        let mut found: Vec<PathBuf> = fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|e| e.path()).collect();
        found.sort();
        found
    };
    let mut files = within(folder);
    // a library in C that a crate brings with it, with its versions
    for library in within(&folder.join("c_src")) {
        files.extend(within(&library).into_iter().flat_map(|version| if version.is_dir() { within(&version) } else { vec![version] }));
    }
    let upper = |p: &Path| p.file_name().map_or(String::new(), |n| n.to_string_lossy().to_uppercase());
    let kinds = ["LICENSE", "LICENCE", "COPYING", "COPYRIGHT", "NOTICE", "UNLICENSE"];
    files.retain(|p| p.is_file() && kinds.iter().any(|k| upper(p).starts_with(k)));
    let choice = licence.contains("MIT") && (licence.contains(" OR ") || licence.contains('/')) && !licence.contains(" AND ");
    let mit: Vec<PathBuf> = files.iter().filter(|p| upper(p).contains("MIT")).cloned().collect();
    let chosen = if choice && !mit.is_empty() { mit } else { files };
    chosen.iter().map(|p| String::from_utf8_lossy(&fs::read(p).expect("readable")).replace("\r\n", "\n").trim().to_string()).collect()
}

/// A text without its lines of copyright, on one line: what two texts have in common if they are the same licence.
fn body(text: &str) -> String {
    let kept = text.lines().filter(|l| !holder(l));
    kept.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

fn holder(line: &str) -> bool {
    let line = line.trim().to_lowercase();
    let other = ["notice", "license", "owner", "holder", "law", "statement"];
    line.strip_prefix("copyright ").is_some_and(|rest| !other.iter().any(|o| rest.starts_with(o)))
}

fn generated() -> String {
    let mut list = String::new();
    // the body of a licence → its text, and whose it is
    let mut licences: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    for (name, version) in crates() {
        let folder = folder(&name, &version);
        let manifest = toml(&folder.join("Cargo.toml"));
        let licence = manifest["package"].get("license").and_then(|l| l.as_str()).unwrap_or("see below").to_string();
        list += &format!("{name} {version}: {licence}\n");
        let found = texts(&folder, &licence);
        let authors = manifest["package"].get("authors").and_then(|a| a.as_array()).cloned().unwrap_or_default();
        if found.is_empty() {
            let names: Vec<&str> = authors.iter().filter_map(|a| a.as_str()).map(|a| a.split(" <").next().unwrap_or(a)).collect();
            list += &format!(
                "    its package has no licence file; authors: {}\n",
                if names.is_empty() { "not named".to_string() } else { names.join(", ") }
            );
        }
        for text in found {
            text.lines().filter(|l| holder(l)).for_each(|l| list += &format!("    {}\n", l.trim()));
            let key = body(&text);
            let entry = licences.entry(key.clone()).or_insert_with(|| {
                order.push(key);
                (text.lines().filter(|l| !holder(l)).collect::<Vec<_>>().join("\n").trim().to_string(), BTreeSet::new())
            });
            entry.1.insert(name.clone());
        }
    }
    let mut out = format!("Crates that postil is built from, and whose they are. The texts of their licences follow.\n\n{list}");
    for key in order {
        let (text, names) = &licences[&key];
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut line = String::from("Licence of");
        let mut lines = Vec::new();
        for name in names {
            if line.len() + name.len() > 118 {
                lines.push(std::mem::take(&mut line));
            }
            line += &format!(" {name}");
        }
        lines.push(line);
        let text: Vec<&str> = text.lines().map(str::trim_end).collect();
        out += &format!("\n{}\n{}\n\n{}\n", "-".repeat(80), lines.join("\n"), text.join("\n"));
    }
    out
}

#[test]
fn every_crate_is_named_with_its_licence() {
    let path = root().join(NOTICES);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, generated()).expect("written");
    }
    let have = fs::read_to_string(&path).expect("the notices").replace("\r\n", "\n");
    let (list, _) = have.split_once(&"-".repeat(80)).expect("texts follow the list");
    let named: BTreeSet<(String, String)> = list
        .lines()
        .filter(|l| !l.starts_with(' '))
        .filter_map(|l| l.split_once(": "))
        .filter_map(|(of, _)| of.split_once(' '))
        .map(|(name, version)| (name.to_string(), version.to_string()))
        .collect();
    let want = crates();
    assert!(
        named == want,
        "{NOTICES} is stale; run `UPDATE=1 cargo test --test licenses`\nlacks {:?}\nhas besides {:?}",
        want.difference(&named),
        named.difference(&want)
    );
}
