//! What is seen of a workspace's folder where the client watches no files: the times and sizes of its files, from one look to the next.

use crate::workspace::Stamps;
use std::time::{Duration, Instant};

/// Looking may take this part of the time, at most: large folders are looked at more seldom.
const SHARE: u32 = 50;

/// What was seen of one folder.
#[derive(Default)]
pub struct Looks {
    last: Option<Stamps>,
    /// When to look again; `None` while the folder is being read or looked at.
    next: Option<Instant>,
    /// Counts the readings of the folder: a look that was begun before one says nothing after it.
    reading: u64,
}

/// One look.
pub struct Look {
    pub stamps: Stamps,
    pub took: Duration,
    /// See [`Looks`].
    pub reading: u64,
}

/// What has changed between two looks.
#[derive(PartialEq, Eq, Debug)]
pub enum Stirred {
    Nothing,
    /// These files were written.
    Written(Vec<String>),
    /// Files came or went.
    Others,
}

impl Looks {
    /// The folder is read now: what looks under way will find is known by then.
    pub fn give_up(&mut self) {
        self.reading += 1;
        self.next = None;
    }

    /// The folder was read, with these stamps.
    pub fn seen(&mut self, stamps: Option<Stamps>) {
        self.last = stamps;
        self.next = self.last.is_some().then(Instant::now);
    }

    /// When to look, if looks are `every` so often.
    pub fn due(&self, every: Duration) -> Option<Instant> {
        self.next.map(|n| n + every)
    }

    /// A look begins; the number that it has to come back with.
    pub fn begin(&mut self) -> u64 {
        self.next = None;
        self.reading
    }

    /// A look is over.
    pub fn end(&mut self, look: Look) -> Stirred {
        if look.reading != self.reading {
            return Stirred::Nothing;
        }
        self.next = Some(Instant::now() + look.took * SHARE);
        let stirred = self.last.as_ref().map_or(Stirred::Nothing, |last| compared(last, &look.stamps));
        self.last = Some(look.stamps);
        stirred
    }
}

fn compared(before: &Stamps, now: &Stamps) -> Stirred {
    if before.len() != now.len() || before.iter().zip(now).any(|(a, b)| a.0 != b.0) {
        return Stirred::Others;
    }
    let written: Vec<String> = before.iter().zip(now).filter(|(a, b)| a != b).map(|(_, b)| b.0.clone()).collect();
    if written.is_empty() { Stirred::Nothing } else { Stirred::Written(written) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn stamps(files: &[(&str, u64)]) -> Stamps {
        files.iter().map(|(path, len)| (path.to_string(), Some((SystemTime::UNIX_EPOCH, *len)))).collect()
    }

    fn look(looks: &mut Looks, files: &[(&str, u64)]) -> Stirred {
        let reading = looks.begin();
        looks.end(Look { stamps: stamps(files), took: Duration::ZERO, reading })
    }

    #[test]
    fn what_was_written_and_what_came_or_went() {
        let mut looks = Looks::default();
        assert_eq!(looks.due(Duration::ZERO), None, "not before it was read");
        looks.seen(Some(stamps(&[("a", 1), ("b", 1)])));
        assert!(looks.due(Duration::ZERO).is_some());
        assert_eq!(look(&mut looks, &[("a", 1), ("b", 1)]), Stirred::Nothing);
        assert_eq!(look(&mut looks, &[("a", 1), ("b", 2)]), Stirred::Written(vec!["b".to_string()]));
        assert_eq!(look(&mut looks, &[("a", 1), ("b", 2)]), Stirred::Nothing, "it is told once");
        assert_eq!(look(&mut looks, &[("a", 1), ("c", 2)]), Stirred::Others);
        assert_eq!(look(&mut looks, &[("a", 1)]), Stirred::Others);
    }

    #[test]
    fn a_look_from_before_the_folder_was_read_says_nothing() {
        let mut looks = Looks::default();
        looks.seen(Some(stamps(&[("a", 1)])));
        let reading = looks.begin();
        looks.give_up();
        looks.seen(Some(stamps(&[("a", 2)])));
        assert_eq!(looks.end(Look { stamps: stamps(&[("a", 1)]), took: Duration::ZERO, reading }), Stirred::Nothing);
        assert_eq!(look(&mut looks, &[("a", 2)]), Stirred::Nothing);
    }
}
