-- The commands. What they do is read when the first of them is used.
if vim.g.loaded_postil then
  return
end
vim.g.loaded_postil = true

local function command(name, what, about)
  vim.api.nvim_create_user_command(name, function()
    require("postil.commands")[what]()
  end, { desc = about })
end

command("PostilCheck", "check", "postil: the findings of all notes, as a quickfix list")
command("PostilEvidence", "evidence", "postil: the source beside the note, for the claim under the cursor")
command("PostilCoverage", "coverage", "postil: what was checked, supported, or left alone and why")
