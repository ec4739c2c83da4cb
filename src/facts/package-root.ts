import * as fs from 'fs';
import * as path from 'path';

let root: string | undefined;

/**
 * The folder of this package: the checkout while developing, the folder under `node_modules` when installed.
 * Sources lie one level higher than compiled files, so the way up is searched and not counted.
 */
export function packageRoot(): string {
  root ??= find(__dirname);
  return root;
}

function find(folder: string): string {
  if (fs.existsSync(path.join(folder, 'package.json'))) return folder;
  const parent = path.dirname(folder);
  if (parent === folder)
    throw new Error('the package folder of cdk8s-ml-platform is not found: no package.json above its files');
  return find(parent);
}
