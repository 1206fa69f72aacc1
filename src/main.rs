use std::process::ExitCode;

/// Reading a sentence makes many small pieces that are soon let go.
#[cfg(not(target_env = "musl"))]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    postil::cli::main()
}
