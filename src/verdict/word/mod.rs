//! Free paraphrase, borne by words: the claim's predicate stands in a source's sentence with the other sign, the opposite word
//! is said of the same thing, the thing is of another kind. As with figures, the rest of the claim has to be there, every name found,
//! every date and figure met, and nothing else in scope may say what the claim says.

mod assurance;
mod beside;
mod certainty;
mod comparison;
mod dated;
mod denial;
mod kind;
mod matter;
mod opposite;
mod order;
mod place;
mod portion;
mod quantifier;
mod rank;
mod reception;
mod scene;
mod sole;
mod whole;

use super::Conflict;
use super::assess::{Case, conflict};
use super::difference::Difference;
use super::parallel;
use super::view::View;
use beside::Beside;

/// The rules, in the order in which they are asked.
const RULES: [fn(&Beside) -> Option<Difference>; 14] = [
    sole::find,
    rank::find,
    comparison::find,
    order::find,
    dated::find,
    denial::find,
    whole::find,
    reception::find,
    opposite::find,
    quantifier::find,
    portion::find,
    kind::find,
    certainty::find,
    assurance::find,
];

/// The first conflict of words with the sentences closest to the claim.
pub fn conflicts(case: &Case) -> Vec<Conflict> {
    if parallel::unnamed(case.claim) {
        return Vec::new();
    }
    let found = case.views.iter().find_map(|v| v.against(case).map(|d| conflict(case, v, d, "paraphrase")));
    found.into_iter().collect()
}

/// Works out [`View::against`].
pub fn against(case: &Case, view: &View) -> Option<Difference> {
    let beside = Beside::new(case, view)?;
    RULES.iter().find_map(|rule| rule(&beside))
}

pub use beside::{links, rest_needed, shared, speaks, turned, unsaid};
pub use certainty::unknown;
pub use comparison::turned_round;
pub use opposite::{identified, is_person, moment};
pub use reception::partial;
pub use scene::{elsewhere, nameless, two};
pub use whole::{level, same_subject};
