-- Drives `postil lsp` through a real Neovim, as a person would: open a note, read the squiggles, hover, jump, take a fix, edit.
-- Run by .ci/neovim:  POSTIL=target/debug/postil nvim --headless -u NONE -i NONE -n -l editors/neovim/test.lua
--
-- The fixture's lines hold a character outside the BMP and others outside ASCII before the ranges, and what is
-- compared is the text under a range: Neovim 0.10 counts UTF-16 units with the server, later versions bytes.

local here = vim.fs.dirname(vim.fn.fnamemodify(debug.getinfo(1, "S").source:sub(2), ":p"))
local binary = vim.fn.fnamemodify(assert(vim.env.POSTIL, "set POSTIL to the binary to test"), ":p")
local patience = 20000 -- milliseconds; a debug build on a busy machine is slow

--- Wait until `get` gives a value, and return it; fail with `what` and a report of the state after a while.
local function await(what, get)
  local value
  vim.wait(patience, function()
    value = get()
    return value
  end, 20)
  if not value then
    local seen = vim.tbl_map(function(d)
      return ("%s %d:%d %s"):format(d.code, d.lnum, d.col, d.message)
    end, vim.diagnostic.get())
    error(("never happened: %s\nbuffer: %s\ndiagnostics: %s"):format(what, vim.api.nvim_buf_get_name(0), vim.inspect(seen)), 0)
  end
  return value
end

local function equal(what, got, wanted)
  if not vim.deep_equal(got, wanted) then
    error(("%s\n  wanted %s\n  got    %s"):format(what, vim.inspect(wanted), vim.inspect(got)), 0)
  end
end

local function contains(what, text, part)
  if not text:find(part, 1, true) then
    error(("%s: no %q in\n%s"):format(what, part, text), 0)
  end
end

--- Copy the fixture to a folder of its own, so that a test may write.
local function workspace()
  local root = vim.fn.tempname() .. "-postil"
  for name, kind in vim.fs.dir(here .. "/fixture", { depth = 4 }) do
    if kind == "directory" then
      vim.fn.mkdir(root .. "/" .. name, "p")
    end
  end
  for name, kind in vim.fs.dir(here .. "/fixture", { depth = 4 }) do
    if kind == "file" then
      assert(vim.uv.fs_copyfile(here .. "/fixture/" .. name, root .. "/" .. name))
    end
  end
  return vim.uv.fs_realpath(root)
end

--- Switch postil on in the way that this version's users do.
local function enable()
  vim.opt.runtimepath:append(here)
  vim.cmd("filetype on")
  if vim.lsp.enable then
    vim.lsp.config("postil", { cmd = { binary, "lsp" } })
    vim.lsp.enable("postil")
  else
    require("postil").setup({ cmd = { binary, "lsp" } })
  end
end

local function client()
  return vim.lsp.get_clients({ name = "postil" })[1]
end

--- The text that a diagnostic underlines.
local function under(d)
  return table.concat(vim.api.nvim_buf_get_text(d.bufnr, d.lnum, d.col, d.end_lnum, d.end_col, {}), "\n")
end

--- The findings of the buffer as {code, underlined text}, in order.
local function findings(buffer)
  local all = vim.diagnostic.get(buffer)
  table.sort(all, function(a, b)
    return a.lnum < b.lnum or (a.lnum == b.lnum and a.col < b.col)
  end)
  return vim.tbl_map(function(d)
    return { d.code, under(d) }
  end, all)
end

local function await_findings(what, buffer, wanted)
  local seen
  local ok = vim.wait(patience, function()
    seen = findings(buffer)
    return vim.deep_equal(seen, wanted)
  end, 20)
  if not ok then
    equal(what, seen, wanted)
  end
end

--- Put the cursor on the first place where `text` stands.
local function stand_on(text)
  for row, line in ipairs(vim.api.nvim_buf_get_lines(0, 0, -1, false)) do
    local column = line:find(text, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { row, column - 1 })
      return
    end
  end
  error("the buffer has no " .. text, 0)
end

--- Exchange the first `old` for `new` as typing does: one small edit, which can be undone by itself.
local function replace(buffer, old, new)
  vim.bo[buffer].undolevels = vim.bo[buffer].undolevels
  for row, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local from, to = line:find(old, 1, true)
    if from then
      vim.api.nvim_buf_set_text(buffer, row - 1, from - 1, row - 1, to, { new })
      return
    end
  end
  error("the buffer has no " .. old, 0)
end

--- The text of the hover window for the cursor's place.
local function hover()
  local function float()
    for _, window in ipairs(vim.api.nvim_list_wins()) do
      if vim.api.nvim_win_get_config(window).relative ~= "" then
        return window
      end
    end
  end
  vim.lsp.buf.hover()
  local window = await("a hover window", float)
  local text = table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, false), "\n")
  vim.api.nvim_win_close(window, true)
  return text
end

local tests = {}
local function test(name, body)
  tests[#tests + 1] = { name = name, body = body }
end

local root, note
local number = { "number-conflict", "14 million cubic metres" }
local quotation = { "altered-quotation", "all" }

test("a note opens with its findings underlined, and nothing else", function()
  vim.cmd.edit(root .. "/notes/lake.md")
  note = vim.api.nvim_get_current_buf()
  equal("file type", vim.bo.filetype, "markdown")
  await("a client", client)
  await_findings("the findings", note, { number, quotation })
  for _, d in ipairs(vim.diagnostic.get(note)) do
    equal("diagnostic source", d.source, "postil")
  end
  equal("root", client().config.root_dir, root)
end)

test("hover on a finding shows the source's words", function()
  stand_on("14 million")
  contains("hover", hover(), "41 million cubic metres")
end)

test("hover on a term shows its definition", function()
  stand_on("weir")
  contains("hover", hover(), "a low wall across a river")
end)

test("definition goes to the words in the source", function()
  stand_on("14 million")
  vim.lsp.buf.definition()
  await("the source's buffer", function()
    return vim.api.nvim_buf_get_name(0) == root .. "/sources/reservoir.txt"
  end)
  local row, column = unpack(vim.api.nvim_win_get_cursor(0))
  local line = vim.api.nvim_buf_get_lines(0, row - 1, row, false)[1]
  contains("the line", line, "41 million")
  local ahead = line:sub(column + 1)
  if not (vim.startswith(ahead, "41 million") or vim.startswith(ahead, "The reservoir held 41 million")) then
    error("the cursor stands before: " .. ahead, 0)
  end
  vim.cmd.buffer(note)
end)

test("a quick fix takes the source's words and the finding goes", function()
  stand_on("all of our")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find("most", 1, true) ~= nil
    end,
  })
  await("the edit", function()
    return vim.api.nvim_buf_get_lines(note, 4, 5, false)[1]
      == "𝄞 Über alles: the engineer promised that “the wall will outlast most of our grandchildren”. [[reservoir]]"
  end)
  await_findings("after the fix", note, { number })
end)

test("an edit clears a finding, undoing it brings the finding back", function()
  replace(note, "14 million", "41 million")
  await_findings("after the edit", note, {})
  vim.cmd("silent undo")
  await_findings("after undo", note, { number })
end)

test("an edit in the source re-checks its note", function()
  vim.cmd.edit(root .. "/sources/reservoir.txt")
  local source = vim.api.nvim_get_current_buf()
  await("the source attached", function()
    return vim.lsp.get_clients({ name = "postil", bufnr = source })[1]
  end)
  replace(source, "41 million", "14 million")
  await_findings("with the source changed", note, {})
  replace(source, "14 million", "41 million")
  await_findings("with the source as it was", note, { number })
  vim.cmd("edit! | buffer " .. note)
end)

test("outside a workspace nothing starts", function()
  local lone = vim.fn.tempname() .. ".md"
  vim.fn.writefile({ "Alone." }, lone)
  vim.cmd.edit(lone)
  vim.wait(300)
  equal("clients", #vim.lsp.get_clients({ name = "postil", bufnr = 0 }), 0)
  vim.cmd.bwipeout({ bang = true })
  vim.cmd.buffer(note)
end)

test("start() reuses the running server", function()
  local before = client().id
  equal("client", require("postil").start({ cmd = { binary, "lsp" } }, note), before)
end)

test("the server ends when it is stopped", function()
  local c = client()
  local stop = vim.fn.has("nvim-0.11") == 1 and function() c:stop() end or function() c.stop() end
  stop()
  await("the end of the client", function()
    return c.rpc.is_closing() and not client()
  end)
end)

root = workspace()
enable()
local failed = 0
for _, t in ipairs(tests) do
  local ok, why = xpcall(t.body, function(e)
    return type(e) == "string" and not e:find("\n", 1, true) and debug.traceback(e, 2) or e
  end)
  print(("%s %s"):format(ok and "ok     " or "FAILED ", t.name))
  if not ok then
    failed = failed + 1
    print(tostring(why))
  end
end
vim.fn.delete(root, "rf")
print(("%d of %d passed\n"):format(#tests - failed, #tests))
vim.cmd(failed == 0 and "qall!" or "cquit 1")
