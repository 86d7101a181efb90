//! Hands the command line to the library.

use std::process::ExitCode;

/// Each commit of the index has threads of its own, and glibc keeps for each thread what it has
/// freed: a first crawl of 20,000 feeds grew to a gigabyte. This allocator gives it back, and is
/// faster (`docs/BENCHMARKS.md`).
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    utkik::cli::main()
}
