-- :checkhealth postil
local M = {}

local health = vim.health

local function neovim()
  local version = tostring(vim.version())
  if vim.fn.has("nvim-0.10") == 1 then
    health.ok("Neovim " .. version)
  else
    health.error("Neovim " .. version .. " is too old", { "0.10 or later is needed" })
  end
end

--- Whether the program is there and starts.
local function program(config)
  local command = type(config.cmd) == "table" and config.cmd[1]
  if not command then
    return health.info("`cmd` is a function; the program cannot be looked at")
  end
  local path = vim.fn.exepath(command)
  if path == "" then
    return health.error(("there is no program `%s`"):format(command), {
      "put it into your PATH",
      'or name it: require("postil").setup({ cmd = { "/path/to/postil", "lsp" } })',
    })
  end
  local ran, result = pcall(function()
    return vim.system({ path, "--version" }, { text = true }):wait(5000)
  end)
  if ran and result.code == 0 then
    health.ok(("%s: %s"):format(path, vim.trim(result.stdout)))
  else
    health.error(path .. " does not start", { vim.trim(ran and result.stderr or tostring(result)) })
  end
end

local function servers()
  local clients = vim.lsp.get_clients({ name = "postil" })
  if #clients == 0 then
    return health.info("no server runs: it starts with the first Markdown or text file of a workspace")
  end
  for _, client in ipairs(clients) do
    local buffers = vim.tbl_count(client.attached_buffers)
    health.ok(("a server runs in %s for %d buffer%s"):format(client.config.root_dir or "?", buffers, buffers == 1 and "" or "s"))
  end
end

--- Whether the buffer that was current before this page lies in a workspace.
local function workspace(postil)
  local buffer = vim.fn.bufnr("#")
  if buffer < 0 or vim.api.nvim_buf_get_name(buffer) == "" then
    return
  end
  local name = vim.fn.fnamemodify(vim.api.nvim_buf_get_name(buffer), ":~")
  local root = postil.root(buffer)
  if root then
    health.ok(("%s lies in the workspace %s"):format(name, vim.fn.fnamemodify(root, ":~")))
  else
    health.warn(name .. " lies in no workspace", { "`postil init` in its folder, or in one above it, makes one" })
  end
end

function M.check()
  health.start("postil")
  neovim()
  local postil = require("postil")
  program(postil.config())
  servers()
  workspace(postil)
end

return M
