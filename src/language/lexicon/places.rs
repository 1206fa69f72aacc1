//! Places of the world: what each is, and in what it lies. From `places.txt` (WordNet 3.0).

use super::super::Words;
use super::marks::Marks;
use super::names::country_names;
use super::phrases::Phrases;
use super::{AliasKind, alias, lines};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const PLACES: &str = include_str!("places.txt");

/// What the places of one name are. There may be several: New York is a town and a region.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Sorts(u8);

impl Sorts {
    pub const COUNTRY: Sorts = Sorts(1);
    pub const REGION: Sorts = Sorts(1 << 1);
    pub const TOWN: Sorts = Sorts(1 << 2);
    pub const ISLAND: Sorts = Sorts(1 << 3);
    pub const WATER: Sorts = Sorts(1 << 4);
    pub const HEIGHT: Sorts = Sorts(1 << 5);

    fn of(word: &str) -> Sorts {
        match word {
            "country" => Sorts::COUNTRY,
            "region" => Sorts::REGION,
            "town" => Sorts::TOWN,
            "island" => Sorts::ISLAND,
            "water" => Sorts::WATER,
            _ => Sorts::HEIGHT,
        }
    }

    /// Whether the two share a sort.
    pub fn meets(self, other: Sorts) -> bool {
        self.0 & other.0 != 0
    }
}

/// The places of one name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// Fixed within one version of the table.
    id: u16,
    pub sorts: Sorts,
    /// The name is a word, a first name or a person's as well.
    pub doubtful: bool,
    /// It is known in what it lies.
    pub located: bool,
}

/// One line of the table.
struct Row {
    sort: Sorts,
    /// The ids of the names of the places in which it lies.
    within: Vec<u16>,
}

#[derive(Default)]
struct Table {
    names: Phrases<Place>,
    rows: Vec<Row>,
    /// Which rows have the name of an id.
    called: Vec<Vec<usize>>,
    /// By the group that [`alias`] gives for a country.
    countries: FxHashMap<u16, Place>,
}

fn table() -> &'static Table {
    static CELL: OnceLock<Table> = OnceLock::new();
    CELL.get_or_init(read)
}

fn read() -> Table {
    let mut t = Table { names: Phrases::new(Marks::PLACE), ..Table::default() };
    let mut ids: FxHashMap<&str, u16> = FxHashMap::default();
    let mut doubtful: Vec<bool> = Vec::new();
    let fields: Vec<Vec<&str>> = lines(PLACES).map(|l| l.split('|').map(str::trim).collect()).collect();
    for (row, name) in fields.iter().enumerate().flat_map(|(i, f)| f.first().unwrap_or(&"").split(", ").map(move |n| (i, n))) {
        let plain = name.trim_end_matches('?');
        let id = *ids.entry(plain).or_insert_with(|| {
            doubtful.push(plain != name);
            t.called.push(Vec::new());
            u16::try_from(t.called.len() - 1).unwrap_or(u16::MAX)
        });
        if let Some(rows) = t.called.get_mut(usize::from(id)) {
            rows.push(row);
        }
    }
    for f in &fields {
        let within = f.get(2).unwrap_or(&"").split(", ").filter_map(|n| ids.get(n).copied()).collect();
        t.rows.push(Row { sort: Sorts::of(f.get(1).unwrap_or(&"")), within });
    }
    let of = |id: u16| {
        let rows = || t.called.get(usize::from(id)).into_iter().flatten().filter_map(|r| t.rows.get(*r));
        let sorts = Sorts(rows().fold(0, |all, r| all | r.sort.0));
        let located = rows().all(|r| !r.within.is_empty());
        Place { id, sorts, doubtful: doubtful.get(usize::from(id)).copied().unwrap_or(true), located }
    };
    let places: FxHashMap<&str, Place> = ids.iter().map(|(name, id)| (*name, of(*id))).collect();
    t.countries = country_names().filter_map(|(g, all)| all.iter().find_map(|n| places.get(n)).map(|p| (g, *p))).collect();
    places.iter().for_each(|(name, place)| t.names.add(name, *place));
    t
}

/// A place that begins at token `at`, written with its capitals: how many tokens, and which. A country by any of its names.
pub fn place(words: &Words, at: usize) -> Option<(usize, Place)> {
    let country = || {
        let (len, a) = alias(words, at).filter(|(_, a)| a.kind == AliasKind::Country)?;
        table().countries.get(&a.group).map(|p| (len, *p))
    };
    country().or_else(|| table().names.name_at(words, at))
}

/// The country of a people or of what is theirs, given the group that [`alias`] tells for it.
pub fn country_of(group: u16) -> Option<Place> {
    table().countries.get(&group).copied()
}

/// A place of the name `inner` lies in one of the name `outer`, directly or through others, or the two names are of one place.
pub fn holds(outer: Place, inner: Place) -> bool {
    let t = table();
    let rows = |id: u16| t.called.get(usize::from(id)).map_or(&[][..], Vec::as_slice);
    let (mut seen, goal): (Vec<usize>, _) = (rows(inner.id).to_vec(), rows(outer.id));
    let mut next = 0;
    while let Some(row) = seen.get(next).copied() {
        if goal.contains(&row) {
            return true;
        }
        for further in t.rows.get(row).map_or(&[][..], |r| r.within.as_slice()).iter().flat_map(|id| rows(*id)) {
            if !seen.contains(further) {
                seen.push(*further);
            }
        }
        next += 1;
    }
    false
}

/// The first words of all places.
pub(super) fn heads(add: &mut impl FnMut(Marks, u32)) {
    table().names.heads(add);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn find(text: &str) -> Option<Place> {
        place(&Words::new(text, Span::new(0, text.len())), 0).map(|(_, p)| p)
    }

    #[test]
    fn places_lie_in_others() {
        for (inner, outer) in [("Seattle", "Washington"), ("Perth", "Australia"), ("Los Angeles", "USA"), ("Lesbos", "Greece")] {
            let (a, b) = (find(inner).expect(inner), find(outer).expect(outer));
            assert!(holds(b, a) && !holds(a, b), "{inner} {outer}");
        }
        let (a, b) = (find("Perth").unwrap(), find("Seattle").unwrap());
        assert!(!holds(a, b) && !holds(b, a) && holds(a, a));
        assert!(holds(find("Prague").unwrap(), find("Praha").unwrap()), "two names of one town");
    }

    #[test]
    fn what_a_name_may_be() {
        assert!(find("New York").unwrap().sorts.meets(Sorts::TOWN) && find("New York").unwrap().sorts.meets(Sorts::REGION));
        assert!(find("Buffalo").unwrap().doubtful && !find("Chicago").unwrap().doubtful);
        assert!(find("chicago").is_none() && find("Reading").unwrap().doubtful);
    }
}
