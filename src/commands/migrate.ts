import * as fs from 'fs';
import { parseManifests } from '../checks/model/parse';
import { readPaths, readText } from '../checks/model/read-paths';
import { migrate } from '../migrate/migrate';
import type { TextFile } from '../migrate/migrate';
import { summaryOf, toJson, toText } from '../migrate/report';
import { writeFiles } from '../migrate/write-files';
import { DEFAULT_TARGET, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import type { Command } from './command';
import { requireKinds, requireSome } from './require-some';
import { print, printData } from './print';

const HELP = `usage: cdk8s-ml-platform migrate PATH... [options]

Brings manifests to what is current: Karpenter v1beta1, removed versions of Kubernetes, old groups of cert-manager, deprecated labels,
annotations and fields. Prints the differences and what behaves otherwise afterwards; with --write it changes the files. Comments, order
and every byte of what it does not touch stay. PATH is a file or a folder of YAML or JSON; - is standard input, which is only shown.
Give all files of a cluster together: what moves from one object to another needs both.

  --write                     changes the files, all or none
  --target PROVIDER@VERSION   aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --istio VERSION             the Istio of the cluster; from 1.22 on its kinds become v1; default they stay as they are
  --format NAME               text or json; default text
  --exclude PATTERN           leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                      prints this

examples:
  cdk8s-ml-platform migrate manifests --target aks@1.34
  cdk8s-ml-platform migrate manifests --target aks@1.34 | git apply
  cdk8s-ml-platform migrate manifests --target aks@1.34 --write

exit code 0: all is current, or was written and nothing is left; 1: something would change, or is left for you to rewrite;
2: input that cannot be used
`;

const OPTIONS = {
  write: { type: 'boolean' },
  target: { type: 'string' },
  istio: { type: 'string' },
  format: { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

/** `migrate`: what is old becomes what replaces it, in place. */
export const MIGRATE: Command = {
  name: 'migrate',
  summary: 'brings manifests of old versions to those of today',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const format = oneOf('--format', values.format ?? 'text', ['text', 'json']);
    const target = targetOf(values.target);
    const istio = istioOf(values.istio);
    const write = values.write ?? false;
    if (positionals.length === 0) throw new UsageError('migrate needs at least one PATH, or - for standard input');
    if (write && positionals.includes('-')) throw new UsageError('--write has no file to change for -, standard input');
    const files = migrate(read(positionals, values.exclude), { target, ...(istio && { istio }) });
    if (write) writeFiles(files);
    if (format === 'json') printData(`${JSON.stringify(toJson(files, write), null, 2)}\n`);
    // git apply needs each byte of the differences; a terminal does not.
    else if (process.stdout.isTTY) print(toText(files, write));
    else process.stdout.write(toText(files, write));
    const { changed, manual } = summaryOf(files);
    return manual > 0 || (changed > 0 && !write) ? 1 : 0;
  },
};

/** Each file once, also where it is given twice or a link leads to it. */
function read(paths: readonly string[], exclude?: readonly string[]): TextFile[] {
  const files = new Map<string, TextFile>();
  for (const given of paths) {
    if (given === '-') {
      const text = readText(given);
      const manifests = parseManifests(text, given);
      requireKinds([given], manifests);
      if (manifests.length > 0) files.set(given, { file: given, text });
      continue;
    }
    // An overlay of kustomize has old fields to migrate in its patches too.
    const manifests = readPaths([given], { exclude, parts: true });
    requireKinds([given], manifests);
    for (const file of new Set(manifests.map(({ origin }) => origin.file ?? given))) {
      const place = fs.realpathSync(file);
      if (!files.has(place)) files.set(place, { file, text: readText(file) });
    }
  }
  requireSome(paths, [...files], exclude);
  return [...files.values()];
}

function istioOf(text: string | undefined): readonly [number, number] | undefined {
  if (text === undefined) return undefined;
  const match = /^v?(\d+)\.(\d+)(\.\d+)?$/.exec(text);
  if (!match) throw new UsageError(`--istio is '${text}', write it as 1.24`);
  return [Number(match[1]), Number(match[2])];
}
