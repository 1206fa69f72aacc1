// Which file to open after `postil init`, and which postil.toml belongs to a note. No VS Code in here.

/** The note that `postil init` told of: the first Markdown file in `notes/` of its output; else the configuration. */
export function opened(output: string): string {
  const named = output.match(/(?:^|[\s`'"“])(notes\/[^\s`'"”]+\.md)/m);
  return named?.[1] ?? "postil.toml";
}

/** The folders in which the postil.toml of `file` may be, nearest first, up to and with `top`. Paths have `/`. */
export function ancestors(file: string, top: string): string[] {
  const folders: string[] = [];
  let folder = file.slice(0, Math.max(file.lastIndexOf("/"), 0));
  while (folder === top || folder.startsWith(`${top}/`)) {
    folders.push(folder);
    if (folder === top) break;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return folders.length > 0 ? folders : [top];
}
