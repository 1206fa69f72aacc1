//! Trains the tagger and the parser of `src/syntax` on a treebank, measures them, and shows the trees of sentences:
//!
//! `cargo run --release --example syntax -- train UD_DIR` writes src/syntax/english.bin (four minutes),
//! `… -- test UD_DIR` prints how well it does on sentences that it was not trained on,
//! `… -- show` reads a text a line and prints its words in CoNLL-U.
//!
//! UD_DIR holds the English Web Treebank in Universal Dependencies (ewt-train, ewt-dev, ewt-test), pud-test, and names over the
//! same sentences (ner-*.iob2); only ewt-train is learned from.

mod conllu;
mod learned;
mod names;
mod oracle;
mod train;

use clap::{Parser, Subcommand};
use postil::language::{self, Words};
use postil::syntax::Model;
use postil::syntax::form::Form;
use postil::text::Span;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

#[derive(Parser)]
struct Args {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Learn from ewt-train and write the weights
    Train { data: PathBuf },
    /// Measure on ewt-dev, ewt-test and pud-test
    Test { data: PathBuf },
    /// Print the trees of the lines of standard input
    Show,
}

fn main() -> std::io::Result<()> {
    let weights = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/syntax/english.bin");
    match Args::parse().task {
        Task::Train { data } => std::fs::write(weights, train::weights(&conllu::read(&data.join("ewt-train.conllu"))?)),
        Task::Test { data } => {
            let blob = std::fs::read(&weights)?;
            println!("{} bytes of weights", blob.len());
            let model = Model::read(&blob).ok_or_else(|| std::io::Error::other("the weights are broken: train them again"))?;
            for file in ["ewt-dev.conllu", "ewt-test.conllu", "pud-test.conllu"] {
                test(&model, &data.join(file))?;
            }
            ["ner-ewt-dev.iob2", "ner-ewt-test.iob2", "ner-pud-test.iob2"].iter().try_for_each(|f| names::test(&data.join(f)))
        }
        Task::Show => show(&Model::read(&std::fs::read(&weights)?).ok_or_else(|| std::io::Error::other("the weights are broken"))?),
    }
}

/// Counts of words told right.
#[derive(Default)]
struct Right {
    upos: usize,
    xpos: usize,
    lemma: usize,
    head: usize,
    label: usize,
    full: usize,
}

fn test(model: &Model, path: &Path) -> std::io::Result<()> {
    let (mut n, mut right, mut took) = (0, Right::default(), Duration::ZERO);
    for s in conllu::read(path)? {
        let start = Instant::now();
        let forms: Vec<Form> = s.forms.iter().map(|f| Form::new(f)).collect();
        let (tags, arcs) = model.analyse(&forms);
        took += start.elapsed();
        n += forms.len();
        for (i, tag) in tags.iter().enumerate() {
            let (upos, xpos) = model.tags[usize::from(*tag)].split_once(' ').unwrap_or_default();
            right.upos += usize::from(upos == s.upos[i]);
            right.xpos += usize::from(xpos == s.xpos[i]);
            right.lemma += usize::from(lemma(&s.forms[i]) == s.lemmas[i].to_lowercase());
            let Some((head, label)) = arcs.get(i) else { continue };
            let label = model.labels[usize::from(*label)];
            let base = |l: &str| l.split(':').next().unwrap_or("").to_owned();
            let good = *head == s.heads[i];
            right.head += usize::from(good);
            right.label += usize::from(good && base(label) == base(&s.labels[i]));
            right.full += usize::from(good && label == s.labels[i]);
        }
    }
    let p = |k: usize| 100.0 * k as f64 / n as f64;
    println!(
        "{}: {n} words, UPOS {:.2} XPOS {:.2} lemma {:.2} UAS {:.2} LAS {:.2} (with subtypes {:.2}), {:.0} words/s",
        path.file_name().unwrap_or_default().display(),
        p(right.upos),
        p(right.xpos),
        p(right.lemma),
        p(right.head),
        p(right.label),
        p(right.full),
        n as f64 / took.as_secs_f64()
    );
    Ok(())
}

/// The lemma that the rest of the program goes by.
fn lemma(form: &str) -> String {
    Words::new(form, Span::new(0, form.len())).lemma(0).to_owned()
}

fn show(model: &Model) -> std::io::Result<()> {
    for (n, line) in std::io::stdin().lines().enumerate() {
        let line = line?;
        println!("# line {}", n + 1);
        for span in language::sentences(&line, Span::new(0, line.len())) {
            let words = Words::new(&line, span);
            let forms: Vec<Form> = words.tokens.iter().map(|t| Form::new(t.span.of(&line))).collect();
            let (tags, arcs) = model.analyse(&forms);
            for (i, (head, label)) in arcs.iter().enumerate() {
                let head = if usize::from(*head) == words.len() { 0 } else { head + 1 };
                let tag = model.tags[usize::from(tags[i])].replace(' ', "\t");
                let (form, lemma, label) = (words.tokens[i].span.of(&line), words.lemma(i), model.labels[usize::from(*label)]);
                println!("{}\t{form}\t{lemma}\t{tag}\t_\t{head}\t{label}\t_\t_", i + 1);
            }
            println!();
        }
    }
    Ok(())
}
