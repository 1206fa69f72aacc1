//! Small groups of words that one question is asked of: is it a conjunction, a weekday, a verb of saying? From `groups.txt`.

use super::{lines, words};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

const GROUPS: &str = include_str!("groups.txt");

/// A group of words. A word may be in several.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Group {
    /// Words that often begin a sentence.
    Opener,
    /// Forms of “be”, “have”, “do” and the modal verbs; “am” is the hour as well.
    Auxiliary,
    /// Words that may begin a clause.
    Conjunction,
    /// “mr”, “gen”, “fig”: a name or a number follows, the sentence never ends here.
    TitleAbbreviation,
    /// “jan”, “sept”.
    MonthAbbreviation,
    /// Months in full.
    Month,
    /// Days of the week in full.
    Weekday,
    /// “mon”, “tues”.
    WeekdayAbbreviation,
    /// “de”, “van”, “bin”: small words inside a name.
    Particle,
    /// Words of names that tell none from another: “national”, “south”.
    CommonNamePart,
    /// Parts of the world, and peoples within another: one may hold the other.
    Wide,
    /// Regions that hold towns; countries are in countries.txt.
    Region,
    /// “deputy”, “vice”: before a title they make another post.
    Lesser,
    /// Lemmas of roles that name many posts, or that one has beside another: “leader”, “founder”.
    BroadRole,
    /// “Uncle”, “wife”: what somebody is to another.
    Kin,
    /// “County”, “province”: a place that holds towns.
    LargePlace,
    /// Nouns behind a name that stand for it: “the German side”, “the German government”.
    SideNoun,
    /// Lemmas that tell that something was or came at another time: “previously”, “go on to be”.
    Sometime,
    /// “former”, “incoming”: a post that changes hands.
    Changing,
    /// What stands before “whether” where it is not known.
    Asking,
    /// A verb of which the past is the plain form: put, cut.
    Unchanging,
    /// Lemmas that take as many objects as one likes: “visit”, “include”.
    ManyObjects,
    /// Lemmas that make an exception: “except”, “elsewhere”.
    Exception,
    /// Lemmas that hold a statement at arm’s length: “myth”, “rumor”.
    Hearsay,
    /// A sentence that has one says that its quotation was not said.
    Unsaid,
    /// Lemmas of telling what a word means: “denote”.
    Meaning,
    /// Lemmas that report where the clause shows it: “call”, “find”.
    ReportsToo,
    /// Lemmas of verbs whose object is what was said: “say”, “warn”.
    ReportsClause,
    /// Lemmas that lay a demand in somebody’s mouth: “urge”.
    Demanding,
    /// Lemmas of “X was the one who said”.
    Stating,
    /// Prepositions that give a name its place in the clause.
    Placing,
    /// What a saying is called: “X's line: …”.
    SayingNoun,
    /// Lemmas of “X spoke of “…””.
    TellingOf,
    /// “X was the man who …”: nouns that single somebody out.
    Singling,
    /// Words between a name and a title in apposition: “X, the country's then TITLE”.
    Apposing,
    /// What “my” makes an opinion of the writer’s: “view”, “guess”.
    View,
    /// What “I” makes an opinion of the writer’s: “think”, “doubt”.
    Opining,
    /// Words after the verb of a to-do: “whether”, “up”.
    TaskObject,
    /// “see”, “page”, “ibid”: words that only point into a work.
    Referral,
    /// Lemmas that turn round what follows them: “avoid”, “absence”.
    Turning,
    /// Lemmas whose clause tells what somebody looks forward to: “hope”, “expect”.
    Hoping,
    /// Lemmas that tell which came first: “before”, “last”.
    Sequence,
    /// Lemmas that say next to nothing of what happened: “take”, “place”, “receive”.
    Light,
    /// Lemmas that make one thing the cause of another.
    Causing,
    /// Lemmas that only say that two things go together.
    Correlating,
    /// Lemmas among the words of certainty that tell of ability, duty, habit, opinion or kind.
    NoHedge,
    /// Words between two that may change places: “and”, “met”.
    Mutual,
    /// Lemmas that stand for a thing named before: “the film”, “the band”.
    StandIn,
    /// Lemmas of works that come out: “film”, “album”.
    Work,
    /// Continents that no country shares but a few, and what is theirs.
    Continent,
    /// Adjectives of what is the first of its kind.
    Leading,
    /// Adjectives of what is the last of its kind.
    Closing,
    /// Lemmas of stretches of time: “week”, “season”.
    TimeUnit,
}

/// Every group with its name in the file.
const NAMES: [(&str, Group); 53] = [
    ("opener", Group::Opener),
    ("conjunction", Group::Conjunction),
    ("title-abbreviation", Group::TitleAbbreviation),
    ("month-abbreviation", Group::MonthAbbreviation),
    ("month", Group::Month),
    ("weekday", Group::Weekday),
    ("weekday-abbreviation", Group::WeekdayAbbreviation),
    ("particle", Group::Particle),
    ("common-name-part", Group::CommonNamePart),
    ("wide", Group::Wide),
    ("region", Group::Region),
    ("lesser", Group::Lesser),
    ("broad-role", Group::BroadRole),
    ("kin", Group::Kin),
    ("large-place", Group::LargePlace),
    ("side-noun", Group::SideNoun),
    ("sometime", Group::Sometime),
    ("changing", Group::Changing),
    ("asking", Group::Asking),
    ("unchanging", Group::Unchanging),
    ("many-objects", Group::ManyObjects),
    ("exception", Group::Exception),
    ("hearsay", Group::Hearsay),
    ("unsaid", Group::Unsaid),
    ("meaning", Group::Meaning),
    ("reports-too", Group::ReportsToo),
    ("reports-clause", Group::ReportsClause),
    ("demanding", Group::Demanding),
    ("stating", Group::Stating),
    ("placing", Group::Placing),
    ("saying-noun", Group::SayingNoun),
    ("telling-of", Group::TellingOf),
    ("singling", Group::Singling),
    ("apposing", Group::Apposing),
    ("view", Group::View),
    ("opining", Group::Opining),
    ("task-object", Group::TaskObject),
    ("referral", Group::Referral),
    ("auxiliary", Group::Auxiliary),
    ("turning", Group::Turning),
    ("hoping", Group::Hoping),
    ("sequence", Group::Sequence),
    ("light", Group::Light),
    ("causing", Group::Causing),
    ("correlating", Group::Correlating),
    ("no-hedge", Group::NoHedge),
    ("mutual", Group::Mutual),
    ("stand-in", Group::StandIn),
    ("work", Group::Work),
    ("continent", Group::Continent),
    ("leading", Group::Leading),
    ("closing", Group::Closing),
    ("time-unit", Group::TimeUnit),
];

/// The groups of each word, a bit for each.
fn table() -> &'static FxHashMap<&'static str, u64> {
    static CELL: OnceLock<FxHashMap<&'static str, u64>> = OnceLock::new();
    CELL.get_or_init(|| {
        let mut table: FxHashMap<&str, u64> = FxHashMap::default();
        for (name, list) in lines(GROUPS).filter_map(|l| l.split_once(": ")) {
            let Some((_, group)) = NAMES.iter().find(|(n, _)| *n == name) else { continue };
            words(list).for_each(|w| *table.entry(w).or_default() |= group.bit());
        }
        table
    })
}

/// The groups that a word is in.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Groups(u64);

impl Groups {
    /// Those of a word, folded or a lemma.
    pub fn of(word: &str) -> Groups {
        Groups(table().get(word).copied().unwrap_or(0))
    }

    pub fn has(self, group: Group) -> bool {
        self.0 & group.bit() != 0
    }
}

impl Group {
    /// The word, folded or a lemma as the group is written, belongs to the group.
    pub fn has(self, word: &str) -> bool {
        Groups::of(word).has(self)
    }

    const fn bit(self) -> u64 {
        1 << self as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_of_a_group_and_every_group_has_words() {
        for line in lines(GROUPS) {
            let name = line.split(": ").next();
            assert!(NAMES.iter().any(|(n, _)| Some(*n) == name), "{line}");
        }
        for (name, group) in NAMES {
            assert!(table().values().any(|g| g & group.bit() != 0), "{name}");
        }
    }

    #[test]
    fn a_word_may_be_in_several() {
        assert!(Group::Conjunction.has("because") && Group::Opener.has("because"));
        assert!(Group::Month.has("may") && !Group::Weekday.has("may") && !Group::Month.has("maybe"));
    }
}
