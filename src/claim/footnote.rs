use crate::document::{BlockKind, Document};
use std::collections::BTreeMap;

/// Footnote label (lower case) → the blocks of its definition.
pub(super) fn definitions(document: &Document) -> BTreeMap<String, Vec<usize>> {
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, block) in document.blocks.iter().enumerate() {
        if let (BlockKind::Footnote, Some(label)) = (block.kind, &block.label) {
            out.entry(label.to_lowercase()).or_default().push(i);
        }
    }
    out
}
