//! The language server. Only this room names LSP types.
