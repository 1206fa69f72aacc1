//! Generated pages are fresh. `UPDATE=1 cargo test --test docs` writes them again.

use postil::{config, rules};
use std::fs;
use std::path::Path;

fn check(path: &str, want: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(path);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().expect("a folder")).expect("docs can be made");
        fs::write(&path, want).expect("docs can be written");
    }
    let have = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    assert!(have == want, "{} is stale; run `UPDATE=1 cargo test --test docs`", path.display());
}

#[test]
fn rule_pages_are_fresh() {
    check("rules/README.md", &rules::index());
    for rule in rules::ALL {
        check(&format!("rules/{}.md", rule.id), &rules::page(rule));
    }
}

#[test]
fn the_configuration_page_is_fresh() {
    let table: Vec<_> = rules::ALL.iter().map(|r| (r.id, r.level, r.summary)).collect();
    check("configuration.md", &config::reference(&table));
}
