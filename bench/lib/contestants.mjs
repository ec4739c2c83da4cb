// Who runs: a name, how large N may be, what is prepared for a workload, and the command.
import fs from 'node:fs';
import path from 'node:path';
import { helmChart, importedClasses, jsonFloor, overlays } from './programs.mjs';
import { findProgram } from './tools.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const ours = path.join(root, 'bench/contestants/ours.cjs');
const plus = path.join(root, 'bench/contestants/plus.cjs');
const node = process.execPath;

/** A program in a file below the checkout, where Node finds the packages. */
function program(make) {
  return (workload, { cache, inputs }) => {
    const file = path.join(cache, `${make.name}.cjs`);
    fs.writeFileSync(file, make(workload));
    return (out) => ({ command: [node, file, path.join(inputs, 'rows.json'), out] });
  };
}

const helm = findProgram('helm');
const kubectl = findProgram('kubectl');

export const VERSIONS = { helm: helm?.version, kubectl: kubectl?.version };

/** In the order in which they run. `limit` is the largest N that one is asked for. */
export const CONTESTANTS = [
  {
    id: 'ours',
    name: 'this library, no checks',
    prepare:
      (workload, { n }) =>
      (out) => ({ command: [node, ours, String(n), out, '--no-checks'] }),
  },
  {
    id: 'ours-checks',
    name: 'this library, all checks',
    limit: 1000,
    prepare:
      (workload, { n }) =>
      (out) => ({ command: [node, ours, String(n), out] }),
  },
  { id: 'json', name: 'plain objects and JSON.stringify', prepare: program(jsonFloor) },
  {
    id: 'cdk8s',
    name: 'stock cdk8s, imported classes',
    // Longer than anybody waits, for its time grows with the square of N.
    limit: 1000,
    prepare: program(importedClasses),
  },
  {
    id: 'helm',
    name: 'helm template, a list of values',
    missing: !helm,
    prepare: (workload, { inputs }) => {
      helmChart(workload, path.join(inputs, 'chart'));
      return (out) => ({
        command: [helm.file, 'template', path.join(inputs, 'chart')],
        stdout: path.join(out, 'all.yaml'),
      });
    },
  },
  {
    id: 'kustomize',
    name: 'kubectl kustomize, an overlay a stack',
    // Its time grows with the square of N.
    limit: 200,
    missing: !kubectl,
    prepare: (workload, { inputs }) => {
      overlays(workload, path.join(inputs, 'overlays'));
      const command = [kubectl.file, 'kustomize', path.join(inputs, 'overlays')];
      return (out) => ({ command, stdout: path.join(out, 'all.yaml') });
    },
  },
  {
    id: 'plus',
    name: 'cdk8s-plus on App',
    limit: 1000,
    ownWork: true,
    prepare:
      (workload, { n }) =>
      (out) => ({ command: [node, plus, String(n), out, 'App'] }),
  },
  {
    id: 'plus-ours',
    name: 'the same on PlatformApp',
    limit: 1000,
    sameBytesAs: 'plus',
    ownWork: true,
    prepare:
      (workload, { n }) =>
      (out) => ({ command: [node, plus, String(n), out, 'PlatformApp'] }),
  },
].filter(({ missing }) => !missing);
