//! What a number is not: dates, years, pronouns are left out; names, scores, versions, clock times are kept apart.

use super::Kind;
use super::core::{Core, Shape};
use super::scan::Scan;
use super::table::NumberWord;
use crate::language::TokenKind;
use crate::language::lexicon::{self, Group};
use crate::mention::name;

/// What the surroundings make of a number.
pub(super) enum Place {
    Value,
    /// No quantity; go on at that token.
    Out(usize),
    /// Kept, never compared.
    Named(Kind, usize),
}

impl Scan<'_> {
    pub fn place(&self, core: &Core) -> Place {
        match core.shape {
            Shape::Out => return Place::Out(core.to),
            Shape::Other => return Place::Named(Kind::Identifier, self.glued_end(core.to)),
            Shape::Ordinal => return self.ordinal_place(core),
            Shape::Number => {}
            _ => return Place::Value,
        }
        if let Some(place) = self.clock(core).or_else(|| self.chain(core)) {
            return place;
        }
        let apostrophe = core.from > 0 && matches!(self.raw(core.from - 1), "'" | "’" | "‘") && self.glued(core.from);
        let short_year = apostrophe && core.plain && self.raw(core.from).len() == 2 && !matches!(self.raw(core.to), "'" | "’");
        if short_year || self.date(core) {
            return Place::Out(self.glued_end(core.to));
        }
        if core.words {
            return self.spoken_place(core);
        }
        if self.year(core) {
            return Place::Out(core.to);
        }
        Place::Value
    }

    /// Past tokens that hang on without a space (“2014-15”, “3.1.2-rc1”), sentence marks excepted.
    fn glued_end(&self, mut k: usize) -> usize {
        while self.glued(k)
            && (self.is_number(k) || self.is_word(k) || self.glued(k + 1) && matches!(self.raw(k), "-" | "–" | "/" | ":" | "." | "_"))
        {
            k += 1;
        }
        k
    }

    fn clock(&self, core: &Core) -> Option<Place> {
        let (raw, next) = (self.raw(core.to), self.f(core.to));
        let small = core.plain && core.value <= 24.0 || core.words && core.value <= 12.0;
        let hour = matches!(next, "am" | "pm") && (self.glued(core.to) || raw.contains('.') || !self.content(core.to + 1));
        if small && (hour || next == "o'clock") {
            return Some(Place::Named(Kind::Clock, core.to + 1));
        }
        if core.plain
            && self.raw(core.from).len() == 4
            && matches!(next, "gmt" | "utc" | "hours")
            && core.value < 2400.0
            && core.value % 100.0 < 60.0
        {
            return (next != "hours" || self.raw(core.from).starts_with('0')).then(|| Place::Named(Kind::Clock, core.to + 1));
        }
        if raw == ":" && self.glued(core.to) && self.glued(core.to + 1) && self.is_number(core.to + 1) && core.plain {
            let mut end = core.to + 2;
            let minutes = self.raw(core.to + 1);
            let clock = core.value <= 24.0 && minutes.len() == 2 && minutes < "60";
            if matches!(self.f(end), "am" | "pm" | "gmt" | "utc") {
                end += 1;
            }
            return Some(Place::Named(if clock { Kind::Clock } else { Kind::Identifier }, self.glued_end(end)));
        }
        None
    }

    /// Numbers joined without a space: scores, telephone numbers, “2+2”, “24/7”, spans of years.
    fn chain(&self, core: &Core) -> Option<Place> {
        if core.words || !core.plain && (core.scale > 1.0 || self.raw(core.to) != "/") {
            return None;
        }
        let joins = |k: usize| {
            self.glued(k)
                && self.glued(k + 1)
                && self.is_number(k + 1)
                && matches!(self.raw(k), "-" | "‐" | "‑" | "–" | "−" | "/" | "+" | "*")
        };
        if !joins(core.to) {
            return None;
        }
        let end = core.to + 2;
        let (a, b) = (core.value, self.raw(core.to + 1).parse::<f64>().unwrap_or(f64::NAN));
        let dash = matches!(self.f(core.to), "-");
        if !dash || joins(end) {
            return Some(Place::Named(Kind::Identifier, self.glued_end(end)));
        }
        if is_year(a)
            && self.raw(core.from).len() == 4
            && (self.raw(core.to + 1).len() <= 2 || is_year(b))
            && self.after(end, core).is_none()
        {
            return Some(Place::Out(self.glued_end(end)));
        }
        if self.date(core) || self.is_month(end) || self.is_month(core.from.wrapping_sub(1)) {
            return Some(Place::Out(end));
        }
        let sport = ["win", "won", "beat", "beaten", "lost", "lose", "drew", "draw", "defeat", "score", "victory", "by"];
        let game = sport.contains(&self.back(core.from, 1)) || sport.contains(&self.back(core.from, 2));
        let named = core.from > 0 && self.words.tokens.get(core.from - 1).is_some_and(|t| t.capital && !t.stop) && core.from > 1;
        let valued = self.mark_before(core.from).is_some() || self.after(end, core).is_some() || self.number_word(end).is_some();
        let label = core.from > 0 && self.tables.is_label(self.f(core.from - 1));
        if a < b && !label && (valued || !game && !named && (self.plural(end) || self.hyphen(end))) {
            return None;
        }
        Some(Place::Named(Kind::Identifier, self.glued_end(end)))
    }

    /// A day beside a month's name: “Feb. 17”, “17 February”, “8 to 13 October”.
    fn date(&self, core: &Core) -> bool {
        let day = core.shape == Shape::Ordinal || core.plain;
        if !day || core.words && core.shape == Shape::Number || core.value > 31.0 || core.value < 1.0 {
            return false;
        }
        let valued =
            matches!(self.raw(core.to), "%" | "percent" | "per") || matches!(self.number_word(core.to), Some(NumberWord::Scale(_)));
        if valued {
            return false;
        }
        let month_ends = |at: usize| {
            let mut k = at;
            for _ in 0..2 {
                if k > 0 && matches!(self.f(k - 1), "." | "the") {
                    k -= 1;
                }
            }
            k > 0 && self.is_month(k - 1)
        };
        let small = |k: usize| self.is_number(k) && self.raw(k).bytes().take_while(u8::is_ascii_digit).count() <= 2;
        let joint = |k: usize| matches!(self.f(k), "-" | "to" | "and" | "," | "or" | "through" | "until" | "&");
        if month_ends(core.from) {
            return true;
        }
        if core.from > 1 && joint(core.from - 1) && small(core.from - 2) && month_ends(core.from - 2) {
            return true;
        }
        // “10, 1956”: the rest of a date that was cut
        let year = self.raw(core.to + 1);
        if self.f(core.to) == ","
            && year.len() == 4
            && year.parse().is_ok_and(is_year)
            && !self.counts_something(&Core { to: core.to + 2, ..*core })
        {
            return true;
        }
        let skip = |k: usize| if self.f(k) == "of" || self.hyphen(k) { k + 1 } else { k };
        self.is_month(skip(core.to)) || joint(core.to) && small(core.to + 1) && self.is_month(skip(core.to + 2))
    }

    /// A bare number of four digits that can be a year, and nothing counted behind it.
    fn year(&self, core: &Core) -> bool {
        if !core.plain || self.raw(core.from).len() != 4 || !is_year(core.value) {
            return false;
        }
        let valued = self.mark_before(core.from).is_some()
            || self.after(core.to, core).is_some_and(|_| !matches!(self.raw(core.to), "m" | "g"))
            || self.number_word(core.to).is_some_and(|w| matches!(w, NumberWord::Scale(_)));
        if valued {
            return false;
        }
        let prev = self.back(core.from, 1);
        let led = matches!(prev, "than" | "nearly" | "almost" | "approximately" | "roughly" | "least" | "exceeding" | "exceeded");
        let early = core.value < 1900.0;
        // “reached 1021”: a tally
        let tallied = matches!(prev, "reached" | "hit" | "hits" | "reaches" | "totalled" | "totaled" | "numbered" | "counted" | "recorded");
        if tallied && early {
            return false;
        }
        if led {
            return !early && !self.counts_something(core);
        }
        let people = matches!(self.f(core.to), "people" | "men" | "women" | "children" | "troops" | "soldiers" | "employees" | "students");
        let timed = matches!(
            prev,
            "in" | "the"
                | "of"
                | "since"
                | "by"
                | "from"
                | "until"
                | "to"
                | "and"
                | "during"
                | "after"
                | "before"
                | "its"
                | "their"
                | "his"
        );
        !(people || early && !timed && self.counts_something(core))
    }

    fn ordinal_place(&self, core: &Core) -> Place {
        let century = |k: usize| matches!(self.f(k), "century" | "centuries" | "millennium");
        let k = if self.hyphen(core.to) { core.to + 1 } else { core.to };
        let joint = matches!(self.f(core.to), "and" | "to" | "or" | "-") && century(core.to + 2);
        let fixed = matches!(self.f(k), "class" | "hand" | "rate" | "party" | "degree" | "tier" | "aid" | "guess" | "string");
        if fixed && (k > core.to || self.f(k) == "aid") || century(k) || joint || self.date(core) {
            return Place::Out(core.to);
        }
        // “her debut album”, not “her debut” nor “made his debut for”
        let owned = core.from > 0 && matches!(self.f(core.from - 1), "the" | "a" | "his" | "her" | "its" | "their" | "'s" | "'" | "s");
        let work = (core.to..core.to + 3).take_while(|k| self.content(*k)).any(|k| self.words.lemma_is(k, Group::Work));
        if self.f(core.from) == "debut" && !(owned && work) {
            return Place::Out(core.to);
        }
        // “First World War”, “the Third Reich”, “Fifth Avenue”
        let named = self.words.tokens.get(core.from).is_some_and(|t| t.capital && t.kind == TokenKind::Word)
            && (self.capital(core.to) || !self.opens(core.from));
        let street = !core.words && self.capital(core.to) && !self.opens(core.to) && !self.office(core.to);
        if named || street { Place::Named(Kind::Identifier, core.to) } else { Place::Value }
    }

    /// “17th Chief Minister”: of those with a capital behind it the last or the first is an office.
    fn office(&self, from: usize) -> bool {
        let names = (from..from + 3).take_while(|k| self.capital(*k));
        names.into_iter().any(|k| name::is_role(self.f(k))) || lexicon::title(self.words, from).is_some()
    }

    fn spoken_place(&self, core: &Core) -> Place {
        let next = self.f(core.to);
        // “one-on-one”, “two-by-four”, “four-to-one”
        if self.hyphen(core.to) && matches!(self.f(core.to + 1), "on" | "by" | "off" | "to" | "time" | "sided" | "way" | "stop" | "man") {
            return Place::Out(self.glued_end(core.to));
        }
        if core.value == 1.0 && core.to == core.from + 1 && self.f(core.from) == "one" && self.pronoun(core) {
            return Place::Out(core.to);
        }
        if core.value == 0.0 && self.hyphen(core.to) {
            return Place::Out(core.to);
        }
        let capital = self.capital(core.from) && !self.opens(core.from);
        if capital || core.from > 0 && self.tables.is_label(self.f(core.from - 1)) && !self.plural(core.to) && next != "of" {
            let named = capital || self.after(core.to, core).is_none();
            if named {
                return Place::Named(Kind::Identifier, core.to);
            }
        }
        Place::Value
    }

    /// “one of the”, “no one”, “the one that”, “one day”.
    fn pronoun(&self, core: &Core) -> bool {
        let (prev, next) = (self.back(core.from, 1), self.f(core.to));
        if self.hyphen(core.to) {
            return self.after(core.to + 1, core).is_none();
        }
        if core.from > 0 && self.hyphen(core.from - 1) {
            return true;
        }
        let led = matches!(prev, "than" | "least" | "most" | "only" | "exactly" | "just" | "nearly" | "almost" | "about");
        if matches!(next, "in" | "out")
            && (self.number_word(core.to + 1).is_some() || self.is_number(core.to + 1) || self.f(core.to + 1) == "of")
        {
            return false;
        }
        if self.after(core.to, core).is_some() {
            return next == "day" && !led || matches!(prev, "this" | "that" | "the" | "any" | "every");
        }
        if matches!(
            prev,
            "no" | "the"
                | "this"
                | "that"
                | "any"
                | "every"
                | "each"
                | "another"
                | "some"
                | "which"
                | "number"
                | "other"
                | "such"
                | "everyone"
                | "by"
        ) {
            return true;
        }
        let idiom = matches!(
            next,
            "day"
                | "night"
                | "morning"
                | "thing"
                | "way"
                | "side"
                | "hand"
                | "time"
                | "another"
                | "such"
                | "more"
                | "last"
                | "person"
                | "point"
                | "reason"
                | "example"
                | "percent"
        ) && next != "percent";
        // “one made there”, “one needs”: a verb follows
        let inflected = self.words.lemma(core.to) != next && !next.ends_with("ing");
        !self.content(core.to) || idiom || inflected
    }

    /// A number that is part of a name or label, when nothing gives it a unit; with the token after it.
    pub fn named(&self, core: &Core) -> Option<usize> {
        if core.words || core.shape == Shape::Ordinal {
            return None;
        }
        let end = self.glued_letters(core);
        if let Some(end) = end {
            return Some(end);
        }
        if core.scale > 1.0 {
            return None;
        }
        if self.scale_end(core) {
            return Some(core.to);
        }
        let Some(prev) = core.from.checked_sub(1) else {
            // a list mark: “3. Text”, “3) Text”
            let mark = matches!(self.raw(core.to), "." | ")") && self.glued(core.to);
            return (mark || self.beside_name(core)).then_some(core.to);
        };
        let token = self.words.tokens.get(prev)?;
        let glued_hyphen = self.hyphen(prev) && prev > 0 && self.is_word(prev - 1) && self.number_word(prev - 1).is_none();
        let bracket = matches!(token.span.of(self.text), "(" | "[") && matches!(self.raw(core.to), ")" | "]");
        let dotted = self.raw(prev) == "." && prev > 0 && self.glued(prev) && self.tables.is_label(self.f(prev - 1));
        if glued_hyphen
            || bracket
            || dotted
            || self.raw(prev) == "#"
            || matches!(self.raw(prev), "№" | "@" | "_" | "+") && self.glued(core.from)
        {
            return Some(core.to);
        }
        let slash = |k: usize| matches!(self.raw(k), "/" | "=");
        let path = matches!(self.raw(prev), ":" | "&" | "?") && self.glued(core.from) && self.glued(prev);
        if slash(prev) || slash(core.to) || path {
            return Some(core.to);
        }
        let verb_like = self.counts_something(core);
        let label = token.kind == TokenKind::Word && self.tables.is_label(self.f(prev)) && (token.capital || !self.plural(core.to));
        let name =
            token.kind == TokenKind::Word && token.capital && !token.stop && !verb_like && !self.is_month(prev) && !opener(self.f(prev));
        (label || name || self.beside_name(core)).then_some(core.to)
    }

    /// “58 Old Mill Road”, “795 608 8750”: a number before a capital or another number, counting nothing.
    fn beside_name(&self, core: &Core) -> bool {
        let number = |k: usize| self.is_number(k) && !self.glued(k) && !self.raw(k).starts_with(['1', '2']);
        let beside = self.capital(core.to) && self.content(core.to) && !self.is_month(core.to) || number(core.to);
        let after_number = core.from > 0 && self.is_number(core.from - 1) && !self.content(core.to);
        (beside || after_number) && self.head_of_count(core).is_none()
    }

    /// A plural noun stands in reach: the number counts it.
    pub fn counts_something(&self, core: &Core) -> bool {
        self.counted(core.to).is_some()
    }

    /// Letters glued to the number that are no unit: “3D”, “5G”, “1080p”.
    fn glued_letters(&self, core: &Core) -> Option<usize> {
        let glued = self.glued(core.to) && self.is_word(core.to) && !matches!(self.f(core.to), "x" | "pc" | "fold");
        glued.then(|| self.glued_end(core.to))
    }
}

fn is_year(v: f64) -> bool {
    (1000.0..=2100.0).contains(&v)
}

/// Words that begin a sentence before a number without naming anything.
fn opener(word: &str) -> bool {
    matches!(
        word,
        "only"
            | "just"
            | "exactly"
            | "another"
            | "nearly"
            | "almost"
            | "about"
            | "around"
            | "roughly"
            | "approximately"
            | "over"
            | "under"
            | "some"
            | "last"
            | "total"
            | "today"
            | "yesterday"
    )
}
