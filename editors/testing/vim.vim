vim9script
# postil in Vim with ALE; started by vim.sh. Results go to $SCRATCH/results, as -es has no screen.

g:ale_lint_delay = 0
g:ale_hover_to_preview = 1
filetype plugin on

const scratch = resolve($SCRATCH)
var results: list<string> = []
var failed = 0

def Until(what: string, Get: func(): bool)
  for i in range(400)
    if Get()
      return
    endif
    sleep 100m
  endfor
  throw 'never happened: ' .. what
enddef

def Equal(what: string, got: any, wanted: any)
  if got != wanted
    throw printf("%s\n  wanted %s\n  got    %s", what, string(wanted), string(got))
  endif
enddef

def Contains(what: string, text: string, part: string)
  if stridx(text, part) < 0
    throw printf("%s: no “%s” in\n%s", what, part, text)
  endif
enddef

def Test(name: string, Body: func())
  try
    Body()
    add(results, 'ok      ' .. name)
  catch
    failed += 1
    add(results, 'FAILED  ' .. name .. "\n" .. v:exception .. "\n" .. v:throwpoint)
  endtry
enddef

# ALE counts columns in bytes, from 1, and the end is inclusive.
def Findings(): list<any>
  var all: list<any> = []
  for d in ale#engine#GetLoclist(bufnr())
    const line = getline(d.lnum)
    const text = strpart(line, d.col - 1, d.end_col - d.col + 1)
    add(all, [d.lnum, strchars(strpart(line, 0, d.col - 1)) + 1, text, d.code])
  endfor
  return all
enddef

def StandOn(text: string)
  cursor(1, 1)
  if search('\V' .. text, 'c') == 0
    throw 'the buffer has no ' .. text
  endif
enddef

def Case(file: string, slip: string, right: string, source: string)
  var wanted: list<any> = []
  for d in json_decode(join(readfile(scratch .. '/expected.json'), "\n"))
    if d.file == file
      add(wanted, [d.line, d.column, d.text, d.rule])
    endif
  endfor
  execute 'edit ' .. scratch .. '/' .. file
  const note = bufnr()
  Test(file .. ' has the findings of postil check', () => {
    Equal('file type', &filetype, 'markdown')
    doautocmd User ALEWantResults
    ALELint
    try
      Until('all findings', () => len(Findings()) >= len(wanted))
    catch
    endtry
    Equal('findings', Findings(), wanted)
  })
  Test("hover has the source's words", () => {
    StandOn(slip)
    ALEHover
    var text = ''
    Until('a hover', () => {
      for window in range(1, winnr('$'))
        if getwinvar(window, '&previewwindow')
          text = join(getbufline(winbufnr(window), 1, '$'), "\n")
        endif
      endfor
      return !empty(text)
    })
    Contains('hover', text, right)
    pclose
  })
  Test('definition goes to the source', () => {
    StandOn(slip)
    ALEGoToDefinition
    Until('the source', () => fnamemodify(bufname(), ':t') == source)
    Contains('the line', getline('.'), right)
    Contains('the words', strpart(getline('.'), col('.') - 1), right)
    execute 'buffer ' .. note
  })
  Test('the finding goes when its words are put right', () => {
    StandOn(slip)
    setline('.', substitute(getline('.'), slip, right[0 : len(slip) - 1], ''))
    doautocmd TextChanged
    ALELint
    Until('one finding less', () => len(Findings()) == len(wanted) - 1)
  })
  set nomodified
enddef

Case('fixture/notes/lake.md', '14 million', '41 million', 'reservoir.txt')
Case('seeds/drafts/economic-security.md', 'December 2015', 'December 2013', 'economic-security.txt')
add(results, printf('%d failed', failed))
writefile(results, scratch .. '/results')
execute failed == 0 ? 'qall!' : 'cquit 1'
