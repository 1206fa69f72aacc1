-- The configuration that Neovim 0.11 and later read for `vim.lsp.enable("postil")`.
-- Older versions get the same values through `require("postil")`.
return {
  cmd = { "postil", "lsp" },
  -- Notes are Markdown; sources are often plain text, and editing one checks its notes again.
  filetypes = { "markdown", "text" },
  root_markers = { "postil.toml", ".git" },
  -- Without a folder there are no sources to compare with, and a lone file must not make the server read a home folder.
  workspace_required = true,
}
