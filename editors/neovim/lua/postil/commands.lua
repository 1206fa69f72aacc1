-- What :PostilCheck, :PostilEvidence and :PostilCoverage do. Whatever is known of notes is in the server.
local M = {}

local marks = vim.api.nvim_create_namespace("postil.evidence")

local function say(text, level)
  vim.notify("postil: " .. text, level or vim.log.levels.INFO)
end

--- The server of the current buffer, else any; nil, and a sentence, if none runs.
local function client()
  local here = vim.lsp.get_clients({ name = "postil", bufnr = 0 })[1] or vim.lsp.get_clients({ name = "postil" })[1]
  if not here then
    say("no server runs here; :checkhealth postil says why", vim.log.levels.WARN)
  end
  return here
end

--- Ask the server, and hand on its answer.
local function ask(server, method, params, answered)
  local function handler(problem, result)
    if problem then
      say(problem.message or tostring(problem), vim.log.levels.ERROR)
    else
      answered(result)
    end
  end
  if vim.fn.has("nvim-0.11") == 1 then
    server:request(method, params, handler)
  else
    server.request(method, params, handler)
  end
end

local function run(server, command, argument, answered)
  argument = vim.tbl_extend("force", { quiet = true }, argument or {})
  ask(server, "workspace/executeCommand", { command = command, arguments = { argument } }, answered)
end

--- A place as a quickfix item: line and column from 1, counted in bytes; the end is exclusive. Neovim 0.10 gives no end, so that
--- it is asked for as a place of its own.
local function item_of(place, encoding)
  local function at(position)
    local point = { uri = place.uri, range = { start = position, ["end"] = position } }
    return vim.lsp.util.locations_to_items({ point }, encoding)[1]
  end
  local item, last = at(place.range.start), at(place.range["end"])
  if item and last then
    item.end_lnum, item.end_col = last.lnum, last.col
  end
  return item
end

local letters = { "E", "W", "I", "N" }

--- Every finding of every note, as a quickfix list.
function M.check()
  local server = client()
  if not server then
    return
  end
  run(server, "postil.reindex", nil, function()
    ask(server, "workspace/diagnostic", { previousResultIds = {} }, function(report)
      local items = {}
      for _, file in ipairs(report.items or {}) do
        for _, finding in ipairs(file.items or {}) do
          local item = item_of({ uri = file.uri, range = finding.range }, server.offset_encoding)
          if item then
            item.text = ("%s [%s]"):format(finding.message, finding.code)
            item.type = letters[finding.severity] or "W"
            items[#items + 1] = item
          end
        end
      end
      vim.fn.setqflist({}, " ", { title = "postil", items = items })
      if #items == 0 then
        return say("nothing found")
      end
      say(#items == 1 and "1 finding" or #items .. " findings")
      vim.cmd("botright copen")
      vim.cmd("wincmd p")
    end)
  end)
end

--- Which place of which list was shown last, so that asking again goes on.
local last = { key = nil, at = 0 }

--- A window for the source: one that was opened for it before, else a new one beside this.
local function beside()
  for _, window in ipairs(vim.api.nvim_tabpage_list_wins(0)) do
    if vim.w[window].postil_evidence and window ~= vim.api.nvim_get_current_win() then
      return window
    end
  end
  vim.cmd("rightbelow vsplit")
  local window = vim.api.nvim_get_current_win()
  vim.w[window].postil_evidence = true
  vim.cmd("wincmd p")
  return window
end

local function show(place, encoding)
  local item = item_of(place, encoding)
  if not item then
    return
  end
  local buffer = vim.uri_to_bufnr(place.uri)
  vim.bo[buffer].buflisted = true
  local window = beside()
  vim.api.nvim_win_set_buf(window, buffer)
  vim.api.nvim_win_set_cursor(window, { item.lnum, item.col - 1 })
  vim.api.nvim_win_call(window, function()
    vim.cmd("normal! zz")
  end)
  vim.api.nvim_buf_clear_namespace(buffer, marks, 0, -1)
  if item.end_lnum and item.end_col then
    vim.api.nvim_buf_set_extmark(buffer, marks, item.lnum - 1, item.col - 1, {
      end_row = item.end_lnum - 1,
      end_col = item.end_col - 1,
      hl_group = "Search",
      strict = false,
    })
  end
end

--- Open the source at the words that the verdict on the claim under the cursor rests on; the cursor stays. Again: the next place.
function M.evidence()
  local server = client()
  if not server then
    return
  end
  local here = vim.lsp.util.make_position_params(0, server.offset_encoding)
  run(server, "postil.evidence", { uri = here.textDocument.uri, position = here.position }, function(answer)
    if not answer.verdict or answer.verdict == vim.NIL then
      return say("no claim stands here")
    end
    local places = answer.evidence or {}
    if #places == 0 then
      return say(("this claim is %s: no evidence for or against it was found"):format(answer.verdict))
    end
    local key = vim.json.encode({ here.textDocument.uri, answer.range, places })
    last = { key = key, at = last.key == key and last.at % #places + 1 or 1 }
    show(places[last.at], server.offset_encoding)
    local which = #places > 1 and (" (%d of %d)"):format(last.at, #places) or ""
    say(("this claim is %s%s"):format(answer.verdict == "conflict" and "in conflict with its source" or answer.verdict, which))
  end)
end

--- A page that says what was checked in all notes.
function M.coverage()
  local server = client()
  if not server then
    return
  end
  run(server, "postil.coverage", nil, function(answer)
    vim.cmd("botright new")
    local buffer = vim.api.nvim_get_current_buf()
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, vim.split(vim.trim(answer.markdown), "\n"))
    vim.bo[buffer].buftype, vim.bo[buffer].bufhidden, vim.bo[buffer].swapfile = "nofile", "wipe", false
    vim.bo[buffer].modifiable = false
    vim.bo[buffer].filetype = "markdown"
    vim.keymap.set("n", "q", "<Cmd>close<CR>", { buffer = buffer, desc = "Close this page" })
  end)
end

return M
