//! The disk: finds the root of a workspace, walks it, reads its files. Nothing outside the root (and the folders
//! that the person allows) is ever read.
//! Nothing is written but what the person asks to be put right, and [`Cache`], far from every workspace.

mod cache;
mod load;
mod replace;
mod root;
mod walk;

pub use cache::{Cache, VARIABLE as CACHE_VARIABLE};
pub use load::{ConfigFile, File, Workspace, load, read_bytes, read_file, reload};
pub use replace::replace;
pub use root::{find_root, relative, root_of_new};
pub use walk::{Stamps, stamps};

/// What went wrong with a file, in plain words and without any path.
pub fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "no such file or folder".to_string(),
        std::io::ErrorKind::InvalidData => error.to_string(),
        kind => kind.to_string(),
    }
}
