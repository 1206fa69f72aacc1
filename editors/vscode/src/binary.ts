// Where the program is. No VS Code in here, so that it can be tested without one.
import * as path from "node:path";

/** What the search depends on. */
export interface Surroundings {
  /** The setting `postil.path`, as written. */
  configured: string;
  /** The first folder of the workspace; relative settings start there. */
  folder: string | undefined;
  /** The person's home folder. */
  home: string;
  /** The variable PATH. */
  searchPath: string;
  /** As `process.platform`. */
  platform: NodeJS.Platform;
  /** Whether a file can be started. */
  isProgram(file: string): boolean;
}

/** The program's absolute path, or a sentence for the person that says what to do. */
export type Binary = { found: string } | { problem: string };

export function findBinary(where: Surroundings): Binary {
  const paths = where.platform === "win32" ? path.win32 : path.posix;
  const configured = where.configured.trim();
  if (configured !== "") return fromSetting(configured, where, paths);

  const name = where.platform === "win32" ? "postil.exe" : "postil";
  // a relative entry of PATH would start whatever lies in the folder that happens to be open
  const folders = where.searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder));
  // VS Code started from a desktop often lacks what a shell adds to PATH
  folders.push(paths.join(where.home, ".cargo", "bin"));
  for (const folder of folders) {
    const file = paths.join(folder, name);
    if (where.isProgram(file)) return { found: file };
  }
  return { problem: `“${name}” is neither in PATH nor in ${folders[folders.length - 1]}. Install it, or set “postil.path”.` };
}

function fromSetting(configured: string, where: Surroundings, paths: path.PlatformPath): Binary {
  const expanded = /^~(?=$|[\\/])/.test(configured) ? paths.join(where.home, configured.slice(1)) : configured;
  if (!paths.isAbsolute(expanded) && where.folder === undefined) {
    return { problem: `The setting “postil.path” (${configured}) is relative, and no folder is open.` };
  }
  const file = paths.isAbsolute(expanded) ? expanded : paths.join(where.folder ?? "", expanded);
  return where.isProgram(file) ? { found: file } : { problem: `The setting “postil.path” names no program: ${file}` };
}
