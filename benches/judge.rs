//! How many pairs `judge` answers a second: `cargo bench --bench judge [-- FILE.jsonl]`, on the pairs of a file or on pairs made here.
//! Three runs of the real binary, one after the other; the median is what to quote.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

fn main() {
    let file = std::env::args().skip(1).find(|a| !a.starts_with("--"));
    let input = match &file {
        Some(path) => std::fs::read(path).unwrap_or_else(|e| panic!("{path}: {e}")),
        None => made(10_000).into_bytes(),
    };
    let pairs = input.split(|b| *b == b'\n').filter(|l| !l.is_empty()).count();
    let mut seconds: Vec<f64> = (0..3).map(|_| run(&input)).collect();
    seconds.sort_by(f64::total_cmp);
    println!(
        "judge: {pairs} pairs, median {:.2} s, {:.0} pairs/s (fastest {:.2} s, slowest {:.2} s)",
        seconds[1],
        pairs as f64 / seconds[1],
        seconds[0],
        seconds[2]
    );
}

/// Seconds from the start of the program to its end.
fn run(input: &[u8]) -> f64 {
    let begun = Instant::now();
    let mut child =
        Command::new(env!("CARGO_BIN_EXE_postil")).arg("judge").stdin(Stdio::piped()).stdout(Stdio::null()).spawn().expect("the program");
    child.stdin.take().expect("a pipe").write_all(input).expect("written");
    assert!(child.wait().expect("ended").success(), "judge failed");
    begun.elapsed().as_secs_f64()
}

/// Pairs of two sentences each, every fourth with another number on the two sides.
fn made(count: usize) -> String {
    const THINGS: [&str; 6] = [
        "The harbour board",
        "The upper mill",
        "The choir of the valley",
        "The ferry company",
        "The lighthouse",
        "The school at the bridge",
    ];
    const DEEDS: [&str; 5] = ["repaired", "counted", "sold", "painted", "inspected"];
    (0..count)
        .map(|i| {
            let (thing, deed, year) = (THINGS[i % 6], DEEDS[i % 5], 1900 + i % 90);
            let told = if i % 4 == 0 { i % 70 + 12 } else { i % 70 + 11 };
            let claim = format!("{thing} {deed} {told} boats on the northern shore in {year}.");
            let evidence = format!(
                "The winter of {year} was long. {thing} {deed} {} boats on the northern shore in {year}, and the keeper wrote it down.",
                i % 70 + 11
            );
            format!("{{\"id\":{i},\"claim\":\"{claim}\",\"evidence\":\"{evidence}\"}}\n")
        })
        .collect()
}
