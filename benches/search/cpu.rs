//! What this process has cost so far.

/// Clock ticks of `/proc/…/stat` in a second, on every Linux of today.
const TICKS_PER_SECOND: f64 = 100.0;

/// CPU time of all its threads, in steps of a hundredth.
pub fn own_cpu_seconds() -> f64 {
    cpu_seconds_of("self")
}

/// Of a process by its number.
pub fn cpu_seconds_of(process: &str) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap();
    // The name of the program comes second and may hold anything.
    let (_, after_name) = stat.rsplit_once(')').unwrap();
    let ticks = after_name.split_whitespace().skip(11).take(2);
    ticks.map(|ticks| ticks.parse::<f64>().unwrap()).sum::<f64>() / TICKS_PER_SECOND
}
