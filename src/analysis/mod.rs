//! Snapshot = documents + configuration + memo. The only caller of rules: `check`, `judge`, `ide` and `server` go through it.
