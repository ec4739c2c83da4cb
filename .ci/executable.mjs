// Lets the built command be run in a checkout: npx remembers the link that it has once made to it, and gives a file that a later build made
// anew no right to run; before a build it makes none, and never again. The link among the packages is the first that it looks at.
// Windows has no such links. `executable.mjs FOLDER`
import fs from 'node:fs';
import path from 'node:path';

const out = path.resolve(process.argv[2] ?? 'dist/lib');
const command = path.join(out, 'src/cli.js');
fs.chmodSync(command, 0o755);

const link = path.resolve('node_modules/.bin/cdk8s-ml-platform');
const isMissing = fs.existsSync(path.dirname(link)) && !fs.lstatSync(link, { throwIfNoEntry: false });
if (process.argv[2] === undefined && process.platform !== 'win32' && isMissing)
  fs.symlinkSync(path.relative(path.dirname(link), command), link);
