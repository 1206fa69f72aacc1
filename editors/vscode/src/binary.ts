// Where the program is. No VS Code in here, so that it can be tested without one.
import * as path from "node:path";

/** What the search depends on. */
export interface Surroundings {
  /** The setting `postil.path`, as written. */
  configured: string;
  /** The folder of this extension; a package for one platform has the program in `server` in it. */
  extension: string;
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

/** The setting wins, then the program in the package, then PATH, then cargo's folder. */
export function findBinary(where: Surroundings): Binary {
  const paths = where.platform === "win32" ? path.win32 : path.posix;
  const configured = where.configured.trim();
  if (configured !== "") return fromSetting(configured, where, paths);

  const name = where.platform === "win32" ? "postil.exe" : "postil";
  const folders = [paths.join(where.extension, "server")];
  // a relative entry of PATH would start whatever lies in the folder that happens to be open
  folders.push(...where.searchPath.split(paths.delimiter).filter((folder) => paths.isAbsolute(folder)));
  // VS Code started from a desktop often lacks what a shell adds to PATH
  const cargo = paths.join(where.home, ".cargo", "bin");
  folders.push(cargo);
  for (const folder of folders) {
    const file = paths.join(folder, name);
    if (where.isProgram(file)) return { found: file };
  }
  return { problem: `“${name}” is neither in this extension nor in PATH nor in ${cargo}. Install it, or set “postil.path”.` };
}

function fromSetting(configured: string, where: Surroundings, paths: path.PlatformPath): Binary {
  const file = /^~(?=$|[\\/])/.test(configured) ? paths.join(where.home, configured.slice(1)) : configured;
  if (!paths.isAbsolute(file)) {
    return { problem: `The setting “postil.path” (${configured}) must be an absolute path, or begin with “~”.` };
  }
  return where.isProgram(file) ? { found: file } : { problem: `The setting “postil.path” names no program: ${file}` };
}
