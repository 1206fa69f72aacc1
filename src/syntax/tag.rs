//! Parts of speech: a greedy tagger, from left to right.

use super::form::Form;
use super::weights::{Feature, Fixed, Rows, best};

/// Stands for a word before the beginning or after the end.
const NONE: u32 = 0xffff_fff0;

/// The tag of each word.
pub fn tags(rows: &impl Rows, classes: usize, fixed: Fixed, forms: &[Form]) -> Vec<u8> {
    let mut tags: Vec<u8> = Vec::with_capacity(forms.len());
    let (mut found, mut scores) = (Vec::with_capacity(40), vec![0; classes]);
    for (i, form) in forms.iter().enumerate() {
        if let Some(tag) = fixed.get(form.word) {
            tags.push(tag);
            continue;
        }
        features(forms, i, &tags, &mut found);
        scores.fill(0);
        rows.score(&found, &mut scores);
        tags.push(best(&scores, |_| true).unwrap_or(0) as u8);
    }
    tags
}

/// What the tag of word `i` is told by, `tags` being those before it.
pub fn features(forms: &[Form], i: usize, tags: &[u8], out: &mut Vec<u64>) {
    out.clear();
    let at = |k: isize| i.checked_add_signed(k).and_then(|j| forms.get(j));
    let word = |k: isize| at(k).map_or(NONE, |f| f.word);
    let shape = |k: isize| at(k).map_or(NONE, |f| f.shape);
    let ending = |k: isize, n: usize| at(k).map_or(NONE, |f| f.endings[n]);
    let tag = |k: usize| i.checked_sub(k).and_then(|j| tags.get(j)).map_or(NONE, |t| u32::from(*t));
    let Some(own) = forms.get(i) else { return };
    let first = u32::from(i == 0);
    let mut template = 0;
    let mut add = |values: &[u32]| {
        out.push(values.iter().fold(Feature::of(template), |f, v| f.with(*v)).end());
        template += 1;
    };
    add(&[]);
    add(&[own.word]);
    add(&[own.word, own.shape, first]);
    for e in own.endings {
        add(&[e]);
    }
    for b in own.beginnings {
        add(&[b]);
    }
    add(&[own.shape, first]);
    add(&[own.shape, own.endings[1]]);
    add(&[own.shape, own.endings[2], first]);
    add(&[word(-1)]);
    add(&[word(1)]);
    add(&[word(2)]);
    add(&[tag(1)]);
    add(&[tag(2)]);
    add(&[tag(1), tag(2)]);
    add(&[tag(1), own.endings[2]]);
    add(&[tag(1), own.shape]);
    add(&[tag(1), word(1)]);
    add(&[tag(1), ending(1, 1)]);
    add(&[ending(-1, 2)]);
    add(&[ending(1, 2)]);
    add(&[shape(1), own.shape]);
    add(&[shape(-1), own.shape]);
    add(&[shape(-1), own.shape, shape(1)]);
    add(&[ending(1, 1), ending(2, 1)]);
    let sense = |k: isize| at(k).map_or(NONE, |f| f.sense);
    add(&[sense(0), own.endings[1]]);
    add(&[sense(0), own.shape]);
    add(&[sense(0), tag(1)]);
    add(&[sense(0), sense(1)]);
    add(&[sense(1)]);
    add(&[sense(-1)]);
    add(&[sense(1), tag(1)]);
}
