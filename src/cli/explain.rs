//! `postil explain`: a rule's page, or the whole chain that led to the verdict on a line.

use crate::config::closest;
use crate::rules;
use std::io::{self, Write};

/// `what` is a rule's id or FILE:LINE[:COLUMN].
pub fn run(what: &str, out: &mut impl Write) -> io::Result<u8> {
    if let Some(rule) = rules::find(what) {
        out.write_all(rules::page(rule).as_bytes())?;
        return Ok(super::CLEAN);
    }
    if rules::RESERVED.contains(&what) {
        writeln!(out, "{what} is reserved for a later version; this one finds nothing by it")?;
        return Ok(super::CLEAN);
    }
    let meant = closest(what, rules::ids()).map(|id| format!("; did you mean {id}?")).unwrap_or_default();
    Ok(super::complain(&format!("“{what}” is neither a rule nor FILE:LINE{meant}")))
}
