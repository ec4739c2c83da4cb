import * as fs from 'fs';
import * as path from 'path';

/** Every file below a folder, by its path from there with `/`. A link is a file, and what it leads to is not looked into. */
export function filesIn(folder: string, below = ''): string[] {
  return fs.readdirSync(path.join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = `${below}${entry.name}`;
    return entry.isDirectory() ? filesIn(folder, `${name}/`) : [name];
  });
}

/** Whether a folder has a file of this path, and it is really there: neither `..` nor a link leads out of it. */
export function isInside(folder: string, name: string): boolean {
  const file = path.join(folder, name);
  const found = fs.lstatSync(file, { throwIfNoEntry: false });
  return found?.isDirectory() === false && isBelow(folder, path.dirname(file));
}

/**
 * Fails where a link leads out of the folder on the way to a file. The folder itself may be a link: it is the one that somebody named.
 *
 * @param name the path of the file below the folder, with `/`
 */
export function requireInside(folder: string, name: string): void {
  const parts = name.split('/').slice(0, -1);
  for (let length = 1; length <= parts.length; length += 1) {
    const at = path.join(folder, ...parts.slice(0, length));
    const found = fs.lstatSync(at, { throwIfNoEntry: false });
    if (!found) return;
    if (!found.isSymbolicLink()) continue;
    if (!fs.existsSync(at) || !isBelow(folder, at))
      throw new LinkError(`${at} is a link that leads out of ${folder}, and ${name} is to be written there; remove it`);
  }
}

/** Thrown where a link stands in an output directory and leads out of it. */
export class LinkError extends Error {}

/** Whether a folder is really this one or below it. */
function isBelow(folder: string, at: string): boolean {
  const real = path.relative(fs.realpathSync(folder), fs.realpathSync(at));
  return real !== '..' && !real.startsWith(`..${path.sep}`) && !path.isAbsolute(real);
}
