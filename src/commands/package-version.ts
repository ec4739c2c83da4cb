import * as fs from 'fs';
import * as path from 'path';
import { packageRoot } from '../facts/package-root';

/** The version of this package, such as `1.2.0`. */
export function packageVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(packageRoot(), 'package.json'), 'utf8')) as { version: string }).version;
}
