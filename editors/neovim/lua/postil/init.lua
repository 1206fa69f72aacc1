-- For Neovim 0.10, which has no `vim.lsp.enable`. It works in later versions too.
local M = {}

--- The values of lsp/postil.lua, which stands beside this folder.
local function defaults()
  local here = debug.getinfo(1, "S").source:sub(2)
  return dofile(vim.fs.joinpath(vim.fs.dirname(vim.fn.fnamemodify(here, ":p")), "..", "..", "lsp", "postil.lua"))
end

--- The workspace of a buffer: the nearest folder above it with the first marker, else with the second, and so on.
local function root(buffer, markers)
  for _, marker in ipairs(markers) do
    local found = vim.fs.root(buffer, marker)
    if found then
      return found
    end
  end
end

--- Start postil for a buffer, or attach the buffer to the server of its workspace.
--- @param options? table what `vim.lsp.start` takes; `cmd` and `root_dir` for instance. It wins over the defaults.
--- @param buffer? integer the current one if left out
--- @return integer? id of the client; nil outside a workspace
function M.start(options, buffer)
  buffer = (buffer == nil or buffer == 0) and vim.api.nvim_get_current_buf() or buffer
  local config = vim.tbl_extend("force", defaults(), { name = "postil" }, options or {})
  config.root_dir = config.root_dir or root(buffer, config.root_markers)
  if not config.root_dir then
    return nil
  end
  return vim.lsp.start({
    name = config.name,
    cmd = config.cmd,
    root_dir = config.root_dir,
    settings = config.settings,
    init_options = config.init_options,
    on_attach = config.on_attach,
    capabilities = config.capabilities,
    handlers = config.handlers,
  }, { bufnr = buffer })
end

--- Start postil for every note and source that is opened from now on.
--- @param options? table as for `start`
function M.setup(options)
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("postil", { clear = true }),
    pattern = (options or {}).filetypes or defaults().filetypes,
    callback = function(event)
      M.start(options, event.buf)
    end,
  })
end

return M
