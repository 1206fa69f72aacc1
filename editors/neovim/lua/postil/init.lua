-- Starting the server. Neovim 0.11 and later do most of it themselves (`vim.lsp.enable`); 0.10 is helped here.
local M = {}

--- The values of lsp/postil.lua, which stands beside this folder.
local function defaults()
  local here = debug.getinfo(1, "S").source:sub(2)
  return dofile(vim.fs.joinpath(vim.fs.dirname(vim.fn.fnamemodify(here, ":p")), "..", "..", "lsp", "postil.lua"))
end

--- The workspace of a buffer: the nearest folder above it with the first marker, else with the second, and so on.
--- A list in the list is of markers that count the same.
local function root(buffer, markers)
  for _, marker in ipairs(markers) do
    local found = vim.fs.root(buffer, marker)
    if found then
      return found
    end
  end
end

--- What `setup` was given over what lsp/postil.lua says; later versions keep both themselves.
local chosen = {}

local function merged(options)
  return vim.tbl_extend("force", defaults(), { name = "postil" }, chosen, options or {})
end

--- The configuration that holds: the defaults, and what the person set by whichever way.
--- @return table
function M.config()
  local known = vim.lsp.config and vim.lsp.config.postil
  return known or merged()
end

--- The workspace of a buffer.
--- @param buffer? integer the current one if left out
--- @return string? folder nil where there is none
function M.root(buffer)
  return root(buffer or 0, M.config().root_markers or defaults().root_markers)
end

--- Start postil for a buffer, or attach the buffer to the server of its workspace.
--- @param options? table what `vim.lsp.start` takes; `cmd` and `root_dir` for instance. It wins over the defaults.
--- @param buffer? integer the current one if left out
--- @return integer? id of the client; nil outside a workspace, and for buffers that are no files
function M.start(options, buffer)
  buffer = (buffer == nil or buffer == 0) and vim.api.nvim_get_current_buf() or buffer
  local config = merged(options)
  config.root_dir = config.root_dir or root(buffer, config.root_markers)
  if not config.root_dir or vim.bo[buffer].buftype ~= "" then
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

--- Start postil for every note and source, those that are open too.
--- @param options? table as for `start`
function M.setup(options)
  chosen = options or {}
  if vim.lsp.enable then
    vim.lsp.config("postil", chosen)
    vim.lsp.enable("postil")
    return
  end
  local filetypes = chosen.filetypes or defaults().filetypes
  vim.api.nvim_create_autocmd("FileType", {
    group = vim.api.nvim_create_augroup("postil", { clear = true }),
    pattern = filetypes,
    callback = function(event)
      M.start(nil, event.buf)
    end,
  })
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buffer) and vim.tbl_contains(filetypes, vim.bo[buffer].filetype) then
      M.start(nil, buffer)
    end
  end
end

return M
