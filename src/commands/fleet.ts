import type { Command } from './command';
import type * as actions from './fleet-actions';

const HELP = `usage: cdk8s-ml-platform fleet synth FLEET.YAML [options]
       cdk8s-ml-platform fleet explain CLUSTER [KEY] FLEET.YAML [--format NAME]

synth writes one folder a cluster: manifests, tools, prerequisites.json, and what Argo CD, Flux or kubectl delivers them by. A cluster
that cannot be used or fails a check keeps the folder that it has, and stops no other.

  -o, --output DIR            the folder of the folders; default dist/fleet
  --only NAME                 a cluster or a group; may be given again and again; default all clusters
  --changed-since REV         only clusters for which something else holds than at this revision of git
  --no-prune                  keeps the folders of clusters that are no longer in the fleet; with --only they are always kept
  --require-prerequisites     ends with 1 where a cluster lacks a prerequisite, or installed of the fleet does not say
  --format NAME               text, table with a row for each cluster, or json; default text
  --help                      prints this

explain tells which file and line set each value of a cluster, or those of KEY, such as pools.a100.limits.gpus or delivery.engine.
Of a key that nobody sets it tells what holds.

examples:
  cdk8s-ml-platform fleet synth fleet.yaml --only production --changed-since origin/main
  cdk8s-ml-platform fleet explain west-1 pools.a100.limits fleet.yaml

exit code 0: every folder is as it has to be; 1: some cluster failed, or lacks what is required; 2: input that cannot be used
`;

/** `fleet`: many clusters from one file. */
export const FLEET: Command = {
  name: 'fleet',
  summary: 'writes the manifests of many clusters from one file, and explains their values',
  help: HELP,
  run(args) {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- the other commands need no construct, and start faster without
    return (require('./fleet-actions') as typeof actions).runFleet(args);
  },
};
