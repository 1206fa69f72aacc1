//! All at once: what is certain.

use crate::analysis::Snapshot;
use crate::diagnostic::Edit;
use crate::ide::certain::restored;
use crate::text::{Cancel, Cancelled, LineIndex, Span, char_floor};

/// The edits that give every altered quotation of a note the words of its source back, where that settles all that is found there;
/// none if there is nothing that is certain.
///
/// # Errors
/// `cancel` was set.
pub fn restoring(snapshot: &Snapshot, path: &str, cancel: &Cancel) -> Result<Vec<Edit>, Cancelled> {
    let (Some(note), Some(after)) = (snapshot.note(path), restored(snapshot, path, |_| true, cancel)?) else { return Ok(Vec::new()) };
    let before = note.original.as_ref();
    let (old, new) = (note.lines(), LineIndex::new(&after.text));
    if old.lines() != new.lines() {
        return Ok(changed(before, &after.text, 0).into_iter().collect());
    }
    let line = |l: usize| {
        let span = old.content(before, l);
        changed(span.of(before), new.content(&after.text, l).of(&after.text), span.start as usize)
    };
    Ok((0..old.lines()).filter_map(line).collect())
}

/// The stretch in which two texts differ, from `base`.
fn changed(before: &str, after: &str, base: usize) -> Option<Edit> {
    if before == after {
        return None;
    }
    let head = before.bytes().zip(after.bytes()).take_while(|(a, b)| a == b).count();
    let head = char_floor(before, char_floor(after, head));
    let rest = |s: &str| s.len() - head;
    let tail = before.bytes().rev().zip(after.bytes().rev()).take_while(|(a, b)| a == b).count();
    let mut tail = tail.min(rest(before)).min(rest(after));
    while tail > 0 && !(before.is_char_boundary(before.len() - tail) && after.is_char_boundary(after.len() - tail)) {
        tail -= 1;
    }
    let new_text = after.get(head..after.len() - tail)?.to_string();
    Some(Edit { span: Span::new(base + head, base + before.len() - tail), new_text })
}
