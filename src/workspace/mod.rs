//! The disk: finds the root of a workspace, walks it, reads its files. Nothing outside the root (and the folders
//! that the person allows) is ever read.

mod load;
mod root;
mod walk;

pub use load::{ConfigFile, File, Workspace, load};
pub use root::{find_root, relative};
