//! Folders of sources, and notes of sentences taken from them.

use std::fs;
use std::path::{Path, PathBuf};

const MADE_SOURCES: usize = 200;
const MADE_SENTENCES: usize = 400;

/// Copies the text files of a folder.
pub fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("a folder").flatten() {
        let (path, target) = (entry.path(), to.join(entry.file_name()));
        match path.extension().and_then(|e| e.to_str()) {
            _ if path.is_dir() => copy(&path, &target),
            Some("txt" | "md") => drop(fs::copy(&path, target).expect("copied")),
            _ => {}
        }
    }
}

/// Texts with words of a small vocabulary, numbers and names, the same every time.
pub fn make(to: &Path) {
    fs::create_dir_all(to).expect("made");
    let nouns = ["harbour", "council", "river", "budget", "bridge", "school", "report", "station", "market", "storm"];
    let verbs = ["opened", "closed", "grew", "fell", "moved", "failed", "began", "ended"];
    let mut dice = 1usize;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) % sides
    };
    for i in 0..MADE_SOURCES {
        let mut text = String::new();
        for s in 0..MADE_SENTENCES {
            let (noun, other, verb) = (nouns[roll(10)], nouns[roll(10)], verbs[roll(8)]);
            text.push_str(&format!("The {noun} near the {other} {verb} by {} percent in {}. ", roll(90) + 1, 1900 + roll(120)));
            if s % 6 == 5 {
                text.push_str("\n\n");
            }
        }
        fs::write(to.join(format!("text{i}.txt")), text).expect("written");
    }
}

/// A note of sentences taken from the sources, each with its citation, a blank line after each; and the same without citations.
pub fn notes(sources: &Path, lines: usize) -> (String, String) {
    let mut files = Vec::new();
    collect(sources, &mut files);
    files.sort();
    let (mut cited, mut bare) = (String::new(), String::new());
    for i in 0..lines / 2 {
        let file = &files[i * 13 % files.len()];
        let text = String::from_utf8_lossy(&fs::read(file).expect("read")).into_owned();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut sentences = text.split(". ").filter(|s| (40..300).contains(&s.len()) && !s.contains(['[', '<', '`']));
        let sentence = sentences.nth(i % 5).unwrap_or("Nothing of this length is said there by anybody");
        let path = file.strip_prefix(sources.parent().expect("a folder")).expect("inside").to_string_lossy().replace('\\', "/");
        cited.push_str(&format!("{}. [[{path}]]\n\n", sentence.trim()));
        bare.push_str(&format!("{}.\n\n", sentence.trim()));
    }
    (cited, bare)
}

/// Adds variations of the sources until there are `count`, and makes those longer, until all have `bytes`.
pub fn multiply(sources: &Path, count: usize, bytes: usize) {
    let mut files = Vec::new();
    collect(sources, &mut files);
    files.sort();
    let size = |path: &PathBuf| fs::metadata(path).map_or(0, |m| m.len() as usize);
    let mut have: usize = files.iter().map(size).sum();
    let missing = count.saturating_sub(files.len());
    for i in 0..missing {
        let (file, by) = (&files[i % files.len()], (i / files.len() + 1) as u32);
        let mut text = String::from_utf8_lossy(&fs::read(file).expect("read")).into_owned();
        let share = bytes.saturating_sub(have) / (missing - i);
        for other in files.iter().cycle().skip(i + 1).take(files.len()) {
            if text.len() >= share {
                break;
            }
            text.push_str(&String::from_utf8_lossy(&fs::read(other).expect("read")));
        }
        let varied = |(at, c): (usize, char)| match c {
            '0'..='9' => char::from_digit((c.to_digit(10).unwrap_or(0) + by) % 10, 10).unwrap_or(c),
            // a vowel in a name
            'a' | 'e' | 'o' if text[..at].ends_with(|b: char| b.is_uppercase()) => ['a', 'e', 'i', 'o', 'u'][(at + by as usize) % 5],
            _ => c,
        };
        let name = format!("{by}-{}", file.file_name().unwrap_or_default().to_string_lossy());
        let text = text.char_indices().map(varied).collect::<String>();
        have += text.len();
        fs::write(file.with_file_name(name), text).expect("written");
    }
}

pub fn collect(folder: &Path, out: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() { collect(&path, out) } else { out.push(path) }
    }
}
