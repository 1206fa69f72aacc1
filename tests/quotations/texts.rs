//! The documents to draw from.

const TOWN: &str = include_str!("town.txt");
const SEA: &str = include_str!("sea.txt");
/// Russian, Greek and Arabic.
const PORT: &str = include_str!("port.txt");
/// Japanese and Chinese: no spaces between words.
pub const MINATO: &str = include_str!("minato.txt");

/// The texts written for this test, and the seed articles where they are.
pub fn all() -> Vec<String> {
    let mut out = vec![TOWN.to_string(), SEA.to_string(), PORT.to_string()];
    out.extend(folder(concat!(env!("CARGO_MANIFEST_DIR"), "/seeds/sources")));
    out
}

/// The text files of a folder, by name.
pub fn folder(path: &str) -> Vec<String> {
    files(path, "txt")
}

/// The files of a folder with this extension, by name.
pub fn files(path: &str, extension: &str) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(path) else { return Vec::new() };
    let mut paths: Vec<_> =
        entries.filter_map(|e| e.ok().map(|e| e.path())).filter(|p| p.extension().is_some_and(|e| e == extension)).collect();
    paths.sort();
    paths.iter().filter_map(|p| std::fs::read(p).ok()).map(|b| String::from_utf8_lossy(&b).into_owned()).collect()
}

/// Whether the words of `quotation` stand in `text` in the same order, whatever stands between them but letters and digits.
pub fn shared(quotation: &str, text: &str) -> bool {
    let plain = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    plain(text).contains(&plain(quotation))
}
