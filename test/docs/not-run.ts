/** A command that is not run here, and why. */
export interface NotRun {
  readonly command: RegExp;
  readonly reason: string;
}

/** Every command of the documentation that this test does not run. Each still has to name scripts and files that are there. */
export const NOT_RUN: readonly NotRun[] = [
  { command: /^npm ci && npm (run synth|run report|test)$/, reason: '.ci/run runs it, from a fresh installation' },
  {
    command: /^npm install cdk8s-ml-platform cdk8s cdk8s-plus-27 constructs$/,
    reason: 'test/consumer installs the packed tarball with the same peers',
  },
  { command: /^npm run bench( |$)/, reason: 'takes minutes; .ci/run runs it with --smoke' },
  { command: /^npm run test:cluster( |$)/, reason: 'needs an API server; test/cluster has the tests without one' },
  {
    command: /^(go install sigs\.k8s\.io\/|export (KUBE|USE_))/,
    reason: 'fetches an API server, or names one that is there',
  },
  { command: /^kubectl (apply|create|wait|patch) /, reason: 'needs a cluster' },
  {
    command: /^(\(cd dist\/manifests && ls .*|git show .*) \| (xargs -n 1 )?kubectl delete /,
    reason: 'needs a cluster',
  },
  { command: /^(issuer=\$\()?az /, reason: 'needs a subscription of Azure' },
  { command: /^kind create cluster /, reason: 'needs Docker' },
  { command: /^docker (cp|exec) /, reason: 'needs a cluster of kind' },
  { command: /^etcdutl snapshot restore /, reason: 'needs a snapshot of etcd' },
];
