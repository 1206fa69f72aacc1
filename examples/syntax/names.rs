//! How well `mention::name` finds names and tells their kinds, on sentences of Universal NER (PER, ORG, LOC).

use postil::language::{Words, lexicon};
use postil::mention::name::{self, Name, NameKind};
use postil::text::Span;
use std::collections::BTreeSet;
use std::path::Path;

/// Names: the place of each among the sentence's letters, white space left out, and its kind.
type Found = BTreeSet<(usize, usize, &'static str)>;

struct Sentence {
    text: String,
    names: Found,
}

fn read(path: &Path) -> std::io::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    let (mut text, mut names, mut at, mut open) = (String::new(), Found::new(), 0, None);
    let close = |open: &mut Option<(usize, &'static str)>, names: &mut Found, at: usize| {
        if let Some((from, kind)) = open.take() {
            names.insert((from, at, kind));
        }
    };
    for line in std::fs::read_to_string(path)?.lines() {
        if let Some(t) = line.strip_prefix("# text = ") {
            text = t.to_owned();
        } else if line.is_empty() {
            close(&mut open, &mut names, at);
            all.push(Sentence { text: std::mem::take(&mut text), names: std::mem::take(&mut names) });
            at = 0;
        } else if !line.starts_with('#') {
            let mut fields = line.split('\t').skip(1);
            let (Some(form), Some(tag)) = (fields.next(), fields.next()) else { continue };
            let kind = ["PER", "ORG", "LOC"].into_iter().find(|k| tag.ends_with(k));
            if !tag.starts_with("I-") || open.map(|o| o.1) != kind {
                close(&mut open, &mut names, at);
                open = kind.map(|k| (at, k));
            }
            at += form.chars().filter(|c| !c.is_whitespace()).count();
        }
    }
    Ok(all)
}

fn found(text: &str) -> Found {
    let words = Words::new(text, Span::new(0, text.len()));
    let letters = |to: u32| text[..to as usize].chars().filter(|c| !c.is_whitespace()).count();
    // the treebank takes “Japanese” for no name
    let people = |n: &Name| lexicon::alias(&words, n.tokens.start).is_some_and(|(_, a)| a.kind == lexicon::AliasKind::Demonym);
    let kind = |n: &Name| match n.kind {
        NameKind::Person => Some("PER"),
        NameKind::Organisation => Some("ORG"),
        NameKind::Place if !people(n) => Some("LOC"),
        _ => None,
    };
    let names = name::find(text, &words);
    names.iter().filter_map(|n| Some((letters(n.span.start), letters(n.span.end), kind(n)?))).collect()
}

pub fn test(path: &Path) -> std::io::Result<()> {
    let (mut good, mut given, mut meant) = (0, 0, 0);
    for s in read(path)? {
        let ours = found(&s.text);
        good += ours.intersection(&s.names).count();
        given += ours.len();
        meant += s.names.len();
    }
    let (p, r) = (good as f64 / given as f64, good as f64 / meant as f64);
    let name = path.file_name().unwrap_or_default().display();
    println!("{name}: {meant} names, by kind P {:.1} R {:.1} F1 {:.1}", 100.0 * p, 100.0 * r, 200.0 * p * r / (p + r));
    Ok(())
}
