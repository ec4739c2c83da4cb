// @ts-check
import { fileURLToPath } from 'node:url';
import { readArgs, USAGE } from './args.mjs';
import { ImportError } from './errors.mjs';
import { generate } from './generate.mjs';
import { localLoader, remoteLoader } from './load.mjs';
import { onlySources, readSources } from './sources.mjs';
import { writeFiles } from './write.mjs';

const IMPORTS = fileURLToPath(new URL('..', import.meta.url));

/** @param {readonly string[]} argv */
async function main(argv) {
  const args = readArgs(argv);
  if (args.help) {
    process.stdout.write(USAGE);
    return;
  }
  const sources = onlySources(readSources(new URL('../sources.json', import.meta.url)), args.only);
  const loader = args.from === undefined ? remoteLoader() : localLoader(args.from);
  const files = await generate(sources, loader);
  writeFiles(args.out ?? IMPORTS, files);
  process.stdout.write(`wrote ${files.size} files: ${[...files.keys()].join(', ')}\n`);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof ImportError)) throw error;
  process.stderr.write(`import: ${error.message}\n`);
  process.exitCode = error.exitCode;
}
