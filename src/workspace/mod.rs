//! The disk: walk, load, watch.
