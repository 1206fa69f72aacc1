use rustc_hash::FxHashSet;
use serde_json::Value;
use std::path::Path;

/// The fingerprints of the findings that an earlier run wrote as json or jsonl.
pub fn read(path: &Path) -> Result<FxHashSet<String>, String> {
    let name = path.display();
    let text =
        std::fs::read_to_string(path).map_err(|e| format!("the baseline {name} could not be read: {}", crate::workspace::reason(&e)))?;
    let wrong = || format!("the baseline {name} is no output of `postil check --format json` or jsonl");
    let mut known = FxHashSet::default();
    let mut add = |finding: &Value| match finding.get("fingerprint").and_then(Value::as_str) {
        Some(print) => {
            known.insert(print.to_string());
            true
        }
        // with coverage, jsonl has claims too
        None => finding.get("verdict").is_some(),
    };
    if let Ok(document) = serde_json::from_str::<Value>(&text)
        && let Some(list) = document.get("diagnostics").and_then(Value::as_array)
    {
        return if list.iter().all(&mut add) { Ok(known) } else { Err(wrong()) };
    }
    for line in text.lines().filter(|l| !l.trim().is_empty()) {
        let finding: Value = serde_json::from_str(line).map_err(|_| wrong())?;
        if !add(&finding) {
            return Err(wrong());
        }
    }
    Ok(known)
}

#[cfg(test)]
mod tests {
    use super::read;

    fn from(text: &str) -> Result<Vec<String>, String> {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("b.json");
        std::fs::write(&path, text).expect("written");
        read(&path).map(|set| {
            let mut list: Vec<String> = set.into_iter().collect();
            list.sort();
            list
        })
    }

    #[test]
    fn reads_both_forms_and_refuses_others() {
        assert_eq!(from(r#"{"version":1,"diagnostics":[{"fingerprint":"b"},{"fingerprint":"a"}]}"#).unwrap(), ["a", "b"]);
        assert_eq!(from("{\"fingerprint\":\"a\"}\n{\"verdict\":\"supported\"}\n\n").unwrap(), ["a"]);
        assert!(from("").unwrap().is_empty());
        for bad in ["nonsense", "[1]", "{\"diagnostics\":[{}]}", "{\"a\":1}"] {
            assert!(from(bad).is_err(), "{bad}");
        }
        assert!(read(std::path::Path::new("/nowhere/at/all")).is_err());
    }
}
