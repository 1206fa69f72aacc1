//! The dynamic oracle of the arc-hybrid system (Goldberg and Nivre, 2013): how many arcs of the treebank a move makes unreachable.

use postil::syntax::parse::{Move, State};

pub fn cost(state: &State, m: Move, heads: &[u16]) -> usize {
    let n = heads.len();
    let next = state.next();
    let stack = state.stack();
    let Some(top) = stack.last().map(|s| usize::from(*s)) else { return 0 };
    let ahead = |from: usize, of: usize| (from..n).filter(|k| usize::from(heads[*k]) == of).count();
    let head = usize::from(heads[top]);
    match m {
        Move::Left => {
            let under = stack.len().checked_sub(2).map(|i| usize::from(stack[i]));
            let lost = (head > next && head <= n) || Some(head) == under;
            usize::from(lost && head != next) + ahead(next, top)
        }
        Move::Right => usize::from(head >= next && head <= n) + ahead(next, top),
        Move::Shift => {
            let own = usize::from(heads[next]);
            let below = &stack[..stack.len() - 1];
            usize::from(below.iter().any(|s| usize::from(*s) == own))
                + stack.iter().filter(|s| usize::from(heads[usize::from(**s)]) == next).count()
        }
    }
}
