//! What a command costs: CPU seconds, wall seconds, peak memory (Linux: `/proc`).

use std::process::Command;
use std::time::{Duration, Instant};

/// What something cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
    pub peak_megabytes: f64,
}

/// Clock ticks of `/proc/…/stat` in a second, on every Linux of today.
const TICKS_PER_SECOND: f64 = 100.0;

/// Runs a command to its end and says what it cost. It must end well.
pub fn cost_of(command: &mut Command) -> Cost {
    let before = children_ticks();
    let started = Instant::now();
    let mut child = command.stdout(std::process::Stdio::null()).spawn().unwrap();
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kilobytes = 0.0_f64;
    let status = loop {
        if let Ok(status) = std::fs::read_to_string(&status_file) {
            peak_kilobytes = peak_kilobytes.max(kilobytes(&status, "VmHWM:"));
        }
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::park_timeout(Duration::from_millis(2)),
        }
    };
    let wall_seconds = started.elapsed().as_secs_f64();
    assert!(status.success(), "{command:?} ended with {status}");
    Cost {
        cpu_seconds: (children_ticks() - before) / TICKS_PER_SECOND,
        wall_seconds,
        peak_megabytes: peak_kilobytes / 1024.0,
    }
}

/// Runs something in this process and says what it cost.
pub fn cost_here(work: impl FnOnce()) -> Cost {
    let before = own_ticks();
    let started = Instant::now();
    work();
    Cost {
        cpu_seconds: (own_ticks() - before) / TICKS_PER_SECOND,
        wall_seconds: started.elapsed().as_secs_f64(),
        peak_megabytes: 0.0,
    }
}

/// A line of the table.
pub fn row(what: &str, cost: &Cost, reference: &Cost) {
    let ratio = cost.cpu_seconds / reference.cpu_seconds;
    println!(
        "| {what} | {:.2} | {ratio:.2} | {:.0} | {:.2} |",
        cost.cpu_seconds, cost.peak_megabytes, cost.wall_seconds
    );
}

fn children_ticks() -> f64 {
    stat_fields(15) + stat_fields(16)
}

fn own_ticks() -> f64 {
    stat_fields(13) + stat_fields(14)
}

/// A field of `/proc/self/stat`, counted from 0 (proc(5) counts from 1).
fn stat_fields(number: usize) -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    let after_name = stat.rsplit_once(')').unwrap().1;
    after_name.split_whitespace().nth(number - 2).unwrap().parse().unwrap()
}

fn kilobytes(status: &str, name: &str) -> f64 {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}
