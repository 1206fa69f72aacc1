//! Sentences of a treebank in CoNLL-U.

use std::path::Path;

#[derive(Clone, Debug, Default)]
pub struct Sentence {
    pub text: String,
    pub forms: Vec<String>,
    pub lemmas: Vec<String>,
    pub upos: Vec<String>,
    pub xpos: Vec<String>,
    /// Number of the head, the sentence's length for the root.
    pub heads: Vec<u16>,
    pub labels: Vec<String>,
}

pub fn read(path: &Path) -> std::io::Result<Vec<Sentence>> {
    let mut all = Vec::new();
    let mut sentence = Sentence::default();
    for line in std::fs::read_to_string(path)?.lines() {
        if let Some(text) = line.strip_prefix("# text = ") {
            sentence.text = text.to_owned();
        } else if line.is_empty() {
            let root = sentence.forms.len() as u16;
            sentence.heads.iter_mut().for_each(|h| *h = h.checked_sub(1).unwrap_or(root));
            all.push(std::mem::take(&mut sentence));
        } else if !line.starts_with('#') {
            let fields: Vec<&str> = line.split('\t').collect();
            if fields.len() < 8 || fields[0].parse::<u16>().is_err() {
                continue;
            }
            sentence.forms.push(fields[1].to_owned());
            sentence.lemmas.push(fields[2].to_owned());
            sentence.upos.push(fields[3].to_owned());
            sentence.xpos.push(fields[4].to_owned());
            sentence.heads.push(fields[6].parse().unwrap_or(0));
            sentence.labels.push(fields[7].to_owned());
        }
    }
    Ok(all)
}
