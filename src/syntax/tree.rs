//! A sentence's words, each with its part of speech, the word that it depends on, and how.

/// Parts of speech (UPOS), those that are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Class {
    Noun,
    Name,
    Verb,
    Auxiliary,
    Adjective,
    Adverb,
    Number,
    Pronoun,
    Determiner,
    Preposition,
    Conjunction,
    Particle,
    #[default]
    Other,
}

impl Class {
    /// Of a tag's name: `VERB VBD`.
    pub fn of(tag: &str) -> Class {
        match tag.split(' ').next().unwrap_or("") {
            "NOUN" => Class::Noun,
            "PROPN" => Class::Name,
            "VERB" => Class::Verb,
            "AUX" => Class::Auxiliary,
            "ADJ" => Class::Adjective,
            "ADV" => Class::Adverb,
            "NUM" => Class::Number,
            "PRON" => Class::Pronoun,
            "DET" => Class::Determiner,
            "ADP" => Class::Preposition,
            "CCONJ" | "SCONJ" => Class::Conjunction,
            "PART" => Class::Particle,
            _ => Class::Other,
        }
    }
}

/// How a word depends on another (Universal Dependencies, <https://universaldependencies.org/u/dep/>), those that are asked for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Relation {
    Root,
    Subject,
    /// The subject of a passive: what is acted on.
    Acted,
    /// The doer of a passive (“by …”).
    Doer,
    Object,
    Recipient,
    /// With a preposition, or a time or measure without, to a verb.
    Oblique,
    /// The same to a noun.
    OfNoun,
    /// The genitive.
    Owner,
    Adjective,
    Numeral,
    Compound,
    /// Further words of a name.
    Flat,
    Apposition,
    /// A clause that tells more of a noun.
    OfClause,
    /// A clause that the verb asks for, or an adverbial one.
    Clause,
    Conjunct,
    Copula,
    Auxiliary,
    Case,
    Marker,
    Determiner,
    Adverb,
    Particle,
    #[default]
    Other,
}

impl Relation {
    /// Of a label: `nsubj:pass`.
    pub fn of(label: &str) -> Relation {
        match label {
            "nsubj:pass" | "csubj:pass" => return Relation::Acted,
            "obl:agent" => return Relation::Doer,
            "nmod:poss" => return Relation::Owner,
            "compound:prt" => return Relation::Particle,
            _ => {}
        }
        match label.split(':').next().unwrap_or("") {
            "root" => Relation::Root,
            "nsubj" | "csubj" => Relation::Subject,
            "obj" => Relation::Object,
            "iobj" => Relation::Recipient,
            "obl" => Relation::Oblique,
            "nmod" => Relation::OfNoun,
            "amod" => Relation::Adjective,
            "nummod" => Relation::Numeral,
            "compound" => Relation::Compound,
            "flat" | "fixed" | "goeswith" => Relation::Flat,
            "appos" => Relation::Apposition,
            "acl" => Relation::OfClause,
            "xcomp" | "ccomp" | "advcl" => Relation::Clause,
            "conj" => Relation::Conjunct,
            "cop" => Relation::Copula,
            "aux" => Relation::Auxiliary,
            "case" => Relation::Case,
            "mark" => Relation::Marker,
            "det" => Relation::Determiner,
            "advmod" => Relation::Adverb,
            _ => Relation::Other,
        }
    }
}

/// The words of a sentence in a tree. Empty where nothing was parsed: then no word has a head.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    classes: Vec<Class>,
    arcs: Vec<(u16, Relation)>,
}

impl Tree {
    /// Of each word its class, the number of its head (that of all words for the root), and how it depends on it.
    pub fn new(classes: Vec<Class>, arcs: Vec<(u16, Relation)>) -> Tree {
        Tree { classes, arcs }
    }

    pub fn is_empty(&self) -> bool {
        self.arcs.is_empty()
    }

    pub fn len(&self) -> usize {
        self.arcs.len()
    }

    pub fn class(&self, i: usize) -> Class {
        self.classes.get(i).copied().unwrap_or_default()
    }

    /// The word that `i` depends on; None for the root.
    pub fn head(&self, i: usize) -> Option<usize> {
        self.arcs.get(i).map(|a| usize::from(a.0)).filter(|h| *h < self.arcs.len())
    }

    pub fn relation(&self, i: usize) -> Relation {
        self.arcs.get(i).map_or(Relation::Other, |a| a.1)
    }

    pub fn children(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        self.arcs.iter().enumerate().filter(move |(_, a)| usize::from(a.0) == i).map(|(k, _)| k)
    }

    /// The words from `i` to the root, without `i`.
    pub fn above(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(i), |h| self.head(*h)).take(self.arcs.len())
    }
}
