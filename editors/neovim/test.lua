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

--- Copy a folder to one of its own, so that a test may write.
local function copy(from)
  local root = vim.fn.tempname() .. "-postil"
  vim.fn.mkdir(root)
  for _, wanted in ipairs({ "directory", "file" }) do
    for name, kind in vim.fs.dir(from, { depth = 4 }) do
      if kind == wanted and kind == "directory" then
        vim.fn.mkdir(root .. "/" .. name, "p")
      elseif kind == wanted then
        assert(vim.uv.fs_copyfile(from .. "/" .. name, root .. "/" .. name))
      end
    end
  end
  return vim.uv.fs_realpath(root)
end

--- Switch postil on as a person's init.lua does. Packages load `plugin/` by themselves; `-u NONE` does not.
local function enable()
  vim.opt.runtimepath:append(here)
  vim.cmd("filetype on")
  vim.cmd("runtime plugin/postil.lua")
  require("postil").setup({ cmd = { binary, "lsp" } })
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

local root, note, seeds
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

--- What is said while `body` runs and until `get` gives a value.
local function said(body)
  local heard = {}
  local notify = vim.notify
  vim.notify = function(text)
    heard[#heard + 1] = text
  end
  body()
  await("a message", function()
    return heard[1]
  end)
  vim.notify = notify
  return table.concat(heard, "\n")
end

--- The text of the quickfix entry's place.
local function quoted(item)
  local lines = vim.api.nvim_buf_get_lines(item.bufnr, item.lnum - 1, item.lnum, false)
  return lines[1]:sub(item.col, item.end_col - 1)
end

test("every finding of the workspace comes into the quickfix list", function()
  local heard = said(vim.cmd.PostilCheck)
  contains("what is said", heard, "1 finding")
  local list = vim.fn.getqflist({ items = 0, title = 0 })
  equal("title", list.title, "postil")
  equal("entries", #list.items, 1)
  vim.fn.bufload(list.items[1].bufnr)
  equal("its place", quoted(list.items[1]), "14 million cubic metres")
  contains("its text", list.items[1].text, "[number-conflict]")
  vim.cmd.cclose()
end)

test("the evidence opens beside the note, marked, and the cursor stays", function()
  vim.cmd.buffer(note)
  stand_on("14 million")
  local window, place = vim.api.nvim_get_current_win(), vim.api.nvim_win_get_cursor(0)
  contains("what is said", said(vim.cmd.PostilEvidence), "in conflict with its source")
  equal("windows", #vim.api.nvim_tabpage_list_wins(0), 2)
  equal("the window", vim.api.nvim_get_current_win(), window)
  equal("the cursor", vim.api.nvim_win_get_cursor(0), place)
  local other = vim.tbl_filter(function(w) return w ~= window end, vim.api.nvim_tabpage_list_wins(0))[1]
  local source = vim.api.nvim_win_get_buf(other)
  equal("the source", vim.api.nvim_buf_get_name(source), root .. "/sources/reservoir.txt")
  local marks = vim.api.nvim_buf_get_extmarks(source, vim.api.nvim_get_namespaces()["postil.evidence"], 0, -1, { details = true })
  equal("marks", #marks, 1)
  local _, row, column, to = unpack(marks[1])
  equal("the words", vim.api.nvim_buf_get_text(source, row, column, to.end_row, to.end_col, {}), { "41 million cubic metres" })
  -- once more: the same window serves
  said(vim.cmd.PostilEvidence)
  equal("windows", #vim.api.nvim_tabpage_list_wins(0), 2)
  stand_on("Notes on the lake")
  contains("on a heading", said(vim.cmd.PostilEvidence), "no claim stands here")
  vim.cmd.only()
end)

test("coverage is a page", function()
  vim.cmd.PostilCoverage()
  await("the page", function()
    return vim.bo.buftype == "nofile" and vim.bo.filetype == "markdown"
  end)
  local page = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  contains("the page", page, "# Coverage")
  contains("the page", page, "| notes/lake.md |")
  vim.wait(100)
  equal("clients of the page", #vim.lsp.get_clients({ name = "postil", bufnr = 0 }), 0)
  vim.cmd.close()
end)

test("checkhealth finds program, server and workspace", function()
  vim.cmd.buffer(note)
  vim.cmd("checkhealth postil")
  local page = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), "\n")
  for _, part in ipairs({ "Neovim 0.", ": postil ", "a server runs in " .. root, "lies in the workspace" }) do
    contains("the page", page, part)
  end
  if page:find("ERROR") or page:find("WARNING") then
    error(page, 0)
  end
  vim.cmd.bwipeout({ bang = true })
  vim.cmd.buffer(note)
end)

test("the help has its tags", function()
  local folder = copy(here .. "/doc")
  vim.fn.mkdir(folder .. "/doc")
  vim.uv.fs_rename(folder .. "/postil.txt", folder .. "/doc/postil.txt")
  vim.cmd.helptags(folder .. "/doc")
  local tags = table.concat(vim.fn.readfile(folder .. "/doc/tags"), "\n")
  for _, tag in ipairs({ "postil", "postil.txt", ":PostilCheck", ":PostilEvidence", ":PostilCoverage", "postil.setup()", "postil-health" }) do
    contains("tags", "\n" .. tags, "\n" .. tag .. "\t")
  end
  vim.opt.runtimepath:append(folder)
  vim.cmd.help("postil")
  equal("the help", vim.fs.basename(vim.api.nvim_buf_get_name(0)), "postil.txt")
  vim.cmd.bwipeout()
  vim.opt.runtimepath:remove(folder)
  vim.fn.delete(folder, "rf")
end)

--- The findings of `postil check` in a file of the seeds, as {rule, line, column, text, message}: counted in characters.
local function checked(file)
  local run = vim.system({ binary, "check", "--format", "json", "--root", seeds, seeds .. "/" .. file }, { text = true }):wait(60000)
  local lines = vim.fn.readfile(seeds .. "/" .. file)
  return vim.tbl_map(function(d)
    local from, to = d.range.start, d.range["end"]
    equal("lines of a range", from.line, to.line)
    local text = vim.fn.strcharpart(lines[from.line], from.column - 1, to.column - from.column)
    return { d.rule, from.line, from.column, text, d.message }
  end, vim.json.decode(run.stdout).diagnostics)
end

--- The same of a buffer.
local function shown(buffer)
  local all = vim.tbl_map(function(d)
    local line = vim.api.nvim_buf_get_lines(buffer, d.lnum, d.lnum + 1, false)[1] or ""
    return { d.code, d.lnum + 1, vim.fn.strchars(line:sub(1, d.col)) + 1, under(d), d.message }
  end, vim.diagnostic.get(buffer))
  table.sort(all, function(a, b)
    return vim.inspect({ a[2], a[3], a[1] }) < vim.inspect({ b[2], b[3], b[1] })
  end)
  return all
end

test("a draft of the seeds has the findings of `postil check`, and a fix takes one away", function()
  local file = "drafts/economic-security.md"
  local wanted = checked(file)
  table.sort(wanted, function(a, b)
    return vim.inspect({ a[2], a[3], a[1] }) < vim.inspect({ b[2], b[3], b[1] })
  end)
  if #wanted < 5 then
    error("`postil check` finds only " .. #wanted, 0)
  end
  vim.cmd.edit(seeds .. "/" .. file)
  local draft = vim.api.nvim_get_current_buf()
  vim.wait(patience, function()
    return #shown(draft) >= #wanted
  end, 50)
  equal("the findings", shown(draft), wanted)

  stand_on("December 2015")
  contains("hover", hover(), "2013")
  vim.lsp.buf.definition()
  await("the source", function()
    return vim.api.nvim_buf_get_name(0) == seeds .. "/sources/economic-security.txt"
  end)
  contains("the line", vim.api.nvim_get_current_line(), "December 2013")
  vim.cmd.buffer(draft)
  stand_on("December 2015")
  vim.lsp.buf.code_action({
    apply = true,
    filter = function(action)
      return action.title:find("2013", 1, true) ~= nil
    end,
  })
  await("the edit", function()
    return vim.api.nvim_buf_get_lines(draft, 2, 3, false)[1]:find("December 2013", 1, true)
  end)
  local rest = vim.tbl_filter(function(d) return d[2] ~= 3 end, wanted)
  vim.wait(patience, function()
    return #shown(draft) == #rest
  end, 50)
  equal("after the fix", shown(draft), rest)
  vim.cmd("edit! | buffer " .. note)
end)

test("Neovim's log has no error", function()
  local log = require("vim.lsp.log")
  local path = log.get_filename()
  for _, line in ipairs(vim.uv.fs_stat(path) and vim.fn.readfile(path) or {}) do
    if vim.startswith(line, "[ERROR]") then
      error(line, 0)
    end
  end
end)

test("the servers end when they are stopped", function()
  local c = client()
  local function stop(which)
    if vim.fn.has("nvim-0.11") == 1 then
      which:stop()
    else
      which.stop()
    end
  end
  for _, other in ipairs(vim.lsp.get_clients({ name = "postil" })) do
    if other.id ~= c.id then
      stop(other)
    end
  end
  stop(c)
  await("the end of the clients", function()
    return c.rpc.is_closing() and not client()
  end)
end)

root = copy(here .. "/../testing/fixture")
seeds = copy(here .. "/../../seeds")
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
vim.fn.delete(seeds, "rf")
print(("%d of %d passed\n"):format(#tests - failed, #tests))
vim.cmd(failed == 0 and "qall!" or "cquit 1")
