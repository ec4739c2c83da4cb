// @ts-check
import { parseArgs } from 'node:util';
import { ImportError, reasonOf } from './errors.mjs';

export const USAGE = `usage: npm run import -- [--from DIR] [--only NAME] [--out DIR]

  --from DIR  read DIR/<group>.yaml and DIR/kubernetes/v*.json (or DIR/../kubernetes/v*.json)
              instead of fetching the addresses pinned in imports/sources.json
  --only NAME read and write one group of imports/sources.json, such as keda.sh, or kubernetes, which is
              all its releases; may be given again (default: everything)
  --out DIR   write there (default: imports)
  --help      print this text
`;

/**
 * @param {readonly string[]} argv
 * @returns {{ from?: string, only: readonly string[], out?: string, help: boolean }}
 */
export function readArgs(argv) {
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: {
        from: { type: 'string' },
        only: { type: 'string', multiple: true, default: [] },
        out: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    for (const name of /** @type {const} */ (['from', 'out'])) {
      if (values[name] === '') throw new Error(`--${name} was given an empty DIR`);
    }
    return { from: values.from, only: values.only ?? [], out: values.out, help: values.help ?? false };
  } catch (error) {
    const what = reasonOf(error).split(/\. |\n/)[0];
    throw new ImportError(`${what}; allowed: --from DIR, --only NAME, --out DIR, --help`);
  }
}
