//! Generated pages are fresh. `UPDATE=1 cargo test --test docs` writes them again.

use postil::server::{SETTINGS, capabilities};
use postil::{config, rules};
use serde_json::{Map, Value, json};
use std::fs;
use std::path::Path;

fn check(path: &str, want: &str) {
    file(&format!("docs/{path}"), want);
}

fn file(path: &str, want: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
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
fn the_page_of_capabilities_is_fresh() {
    check("capabilities.md", &capabilities());
}

#[test]
fn the_configuration_page_is_fresh() {
    let table: Vec<_> = rules::ALL.iter().map(|r| (r.id, r.level, r.summary)).collect();
    check("configuration.md", &config::reference(&table));
}

/// What the VS Code extension is told: its settings are made from the first by a script of its own, the second checks postil.toml.
#[test]
fn the_schemas_of_the_editors_are_fresh() {
    let pretty = |value: &Value| format!("{}\n", serde_json::to_string_pretty(value).expect("JSON"));
    let settings: Map<String, Value> = SETTINGS
        .iter()
        .map(|setting| {
            let mut schema = (setting.schema)();
            schema["markdownDescription"] = json!(setting.about);
            schema["scope"] = json!(if setting.personal { "machine" } else { "window" });
            (setting.name.to_string(), schema)
        })
        .collect();
    file("editors/vscode/schema/settings.json", &pretty(&Value::Object(settings)));
    let table: Vec<_> = rules::ALL.iter().map(|r| (r.id, r.summary)).collect();
    file("editors/vscode/schema/postil.toml.json", &pretty(&config::schema(&table)));
}

#[test]
fn the_page_of_the_server_has_every_setting() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language-server.md")).expect("the page");
    for setting in SETTINGS {
        assert!(page.contains(&format!("| `{}` |", setting.name)), "{} is not on the page", setting.name);
    }
}
