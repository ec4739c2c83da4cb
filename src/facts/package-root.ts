import * as fs from 'fs';
import * as path from 'path';

let root: string | undefined;

/**
 * The folder of this package: the checkout while developing, the folder under `node_modules` when installed.
 * Sources lie one level higher than compiled files, so the way up is searched and not counted.
 */
export function packageRoot(): string {
  root ??= packageRootAbove(__dirname);
  return root;
}

/**
 * The folder of this package at or above a folder.
 *
 * @throws where there is none, as above a bundle, which holds the program without the files that it reads
 */
export function packageRootAbove(folder: string): string {
  if (isThisPackage(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder)
    throw new Error(
      'the package folder of cdk8s-ml-platform is not found above its files, and its schemas are there; ' +
        "a bundler leaves the package as it is where it is external, as with esbuild's --packages=external",
    );
  return packageRootAbove(parent);
}

function isThisPackage(file: string): boolean {
  if (!fs.existsSync(file)) return false;
  const { name } = JSON.parse(fs.readFileSync(file, 'utf8')) as { readonly name?: unknown };
  return name === 'cdk8s-ml-platform';
}
