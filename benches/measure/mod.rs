//! What work costs: CPU seconds, wall seconds, peak memory (Linux: `/proc`).

use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};

/// What something cost.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cost {
    pub cpu_seconds: f64,
    pub wall_seconds: f64,
    /// Zero where nobody looked.
    pub peak_megabytes: f64,
}

/// Clock ticks of `/proc/…/stat` in a second, on every Linux of today.
const TICKS_PER_SECOND: f64 = 100.0;

/// Runs a command to its end and says what it cost. It must end well.
pub fn cost_of(command: &mut Command) -> Cost {
    let before = children_ticks();
    let started = Instant::now();
    let mut child = command.stdout(Stdio::null()).spawn().unwrap();
    let status_file = format!("/proc/{}/status", child.id());
    let mut peak_kilobytes = 0.0_f64;
    let status = loop {
        if let Ok(status) = std::fs::read_to_string(&status_file) {
            peak_kilobytes = peak_kilobytes.max(kilobytes(&status, "VmHWM:"));
        }
        match child.try_wait().unwrap() {
            Some(status) => break status,
            None => std::thread::park_timeout(Duration::from_millis(5)),
        }
    };
    assert_well(command, status);
    Cost {
        cpu_seconds: (children_ticks() - before) / TICKS_PER_SECOND,
        wall_seconds: started.elapsed().as_secs_f64(),
        peak_megabytes: peak_kilobytes / 1024.0,
    }
}

/// Runs a command again and again, and says what one run cost on average. Nobody looks on, so
/// that the shortest command can be measured.
pub fn mean_of(times: u32, command: &mut Command) -> Cost {
    let before = children_ticks();
    let started = Instant::now();
    for _ in 0..times {
        let status = command.stdout(Stdio::null()).status().unwrap();
        assert_well(command, status);
    }
    let times = f64::from(times);
    Cost {
        cpu_seconds: (children_ticks() - before) / TICKS_PER_SECOND / times,
        wall_seconds: started.elapsed().as_secs_f64() / times,
        peak_megabytes: 0.0,
    }
}

fn assert_well(command: &Command, status: ExitStatus) {
    assert!(status.success(), "{command:?} ended with {status}");
}

fn children_ticks() -> f64 {
    stat_field(16) + stat_field(17)
}

/// A field of `/proc/self/stat`, counted from 1 as in proc(5).
fn stat_field(number: usize) -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap();
    // The name of the program comes second and may hold anything.
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    after_name.split_whitespace().nth(number - 3).unwrap().parse().unwrap()
}

fn kilobytes(status: &str, name: &str) -> f64 {
    let line = status.lines().find(|line| line.starts_with(name)).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).unwrap_or_default()
}
