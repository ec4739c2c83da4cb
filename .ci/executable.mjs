// Lets the built command be run: npx remembers the link that it has once made to it, and gives a file that a later build made anew no
// right to run. `executable.mjs FOLDER`
import fs from 'node:fs';
import path from 'node:path';

fs.chmodSync(path.resolve(process.argv[2] ?? 'dist/lib', 'src/cli.js'), 0o755);
