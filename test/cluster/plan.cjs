// What test/cluster/main.mjs decides without a server: what to do, which definitions to install, and who is right.
const fs = require('node:fs');
const path = require('node:path');

const IMPORTS = path.join(__dirname, '..', '..', 'imports');

/** What the environment asks for, by the convention of envtest. */
function settingsOf(env) {
  const { KUBEBUILDER_ASSETS: assets, KUBECONFIG: kubeconfig } = env;
  if (env.USE_EXISTING_CLUSTER === 'true') {
    // The default context of somebody's machine is not ours to take.
    if (!kubeconfig) throw new Error('USE_EXISTING_CLUSTER is true and KUBECONFIG names no file');
    return { mode: 'existing', kubeconfig, kubectl: assets ? path.join(assets, 'kubectl') : 'kubectl' };
  }
  if (assets) return { mode: 'start', assets, kubectl: path.join(assets, 'kubectl') };
  return {
    mode: 'skip',
    reason: 'neither KUBEBUILDER_ASSETS nor USE_EXISTING_CLUSTER=true is set; see docs/cluster-test.md',
  };
}

/** The arguments of etcd. Nothing in it outlives the test, so it need not wait for the disk. */
function etcdArguments({ folder, clientPort, peerPort }) {
  const client = `http://127.0.0.1:${clientPort}`;
  const peer = `http://127.0.0.1:${peerPort}`;
  return [
    `--data-dir=${path.join(folder, 'etcd')}`,
    `--listen-client-urls=${client}`,
    `--advertise-client-urls=${client}`,
    `--listen-peer-urls=${peer}`,
    `--initial-advertise-peer-urls=${peer}`,
    `--initial-cluster=default=${peer}`,
    '--unsafe-no-fsync',
  ];
}

/** The arguments of kube-apiserver, which makes its own certificate in `folder`/certs. */
function serverArguments({ folder, clientPort, port }) {
  return [
    `--etcd-servers=http://127.0.0.1:${clientPort}`,
    '--bind-address=127.0.0.1',
    '--advertise-address=127.0.0.1',
    `--secure-port=${port}`,
    `--cert-dir=${path.join(folder, 'certs')}`,
    '--service-cluster-ip-range=10.0.0.0/24',
    '--allow-privileged=true',
    '--authorization-mode=RBAC',
    `--token-auth-file=${path.join(folder, 'tokens.csv')}`,
    `--service-account-issuer=https://127.0.0.1:${port}`,
    `--service-account-key-file=${path.join(folder, 'sa.pub')}`,
    `--service-account-signing-key-file=${path.join(folder, 'sa.key')}`,
    // No controller makes the default accounts, and 127.0.0.1 may not be an endpoint.
    '--disable-admission-plugins=ServiceAccount',
    '--endpoint-reconciler-type=none',
  ];
}

/** A kubeconfig; JSON is YAML. */
function kubeconfigOf({ folder, port, token }) {
  const named = { cluster: 'test', user: 'test' };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'test',
    contexts: [{ name: 'test', context: named }],
    clusters: [
      {
        name: 'test',
        cluster: {
          server: `https://127.0.0.1:${port}`,
          'certificate-authority': path.join(folder, 'certs', 'apiserver.crt'),
        },
      },
    ],
    users: [{ name: 'test', user: { token } }],
  };
}

/** The custom kinds of `imports/`, by `group/kind`. */
function customKinds() {
  const files = fs.readdirSync(IMPORTS).filter((file) => /\.schema\.json$/.test(file) && !/^kubernetes-/.test(file));
  const kinds = files.sort().flatMap((file) => JSON.parse(fs.readFileSync(path.join(IMPORTS, file), 'utf8')).kinds);
  return new Map(kinds.map((one) => [`${one.group}/${one.kind}`, one]));
}

/** The definition of a custom kind, as far as a schema tells it. */
function definitionOf({ group, kind, plural, scope, versions }) {
  const isCommunity = /\.(k8s|kubernetes)\.io$/.test(group);
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // Without it the API server takes no definition of a group of the Kubernetes project.
      ...(isCommunity && { annotations: { 'api-approved.kubernetes.io': 'unapproved, a copy for a test' } }),
    },
    spec: {
      group,
      scope,
      names: { kind, listKind: `${kind}List`, plural, singular: kind.toLowerCase() },
      versions: versions.map(({ name, served, storage, schema }) => ({
        name,
        served,
        storage,
        schema: { openAPIV3Schema: { type: 'object', ...schema } },
      })),
    },
  };
}

/** The definitions that some objects need, each once. */
function definitionsFor(objects) {
  const known = customKinds();
  const used = new Set(objects.map(({ apiVersion, kind }) => `${groupOf(apiVersion)}/${kind}`));
  return [...used].flatMap((key) => (known.has(key) ? [definitionOf(known.get(key))] : []));
}

/** The namespaces that must be there first: as their manifest has them, else bare. */
function namespacesFor(objects) {
  const given = objects.filter(({ apiVersion, kind }) => apiVersion === 'v1' && kind === 'Namespace');
  const names = new Set(objects.flatMap(({ metadata }) => metadata?.namespace ?? []));
  for (const { metadata } of given) names.delete(metadata?.name);
  const bare = [...names].map((name) => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } }));
  return [...given, ...bare];
}

const SET_UP = /connection refused|unable to connect|i\/o timeout|no such host|unauthorized|forbidden: User /i;

/**
 * What kubectl says of one object: `accepted`, `refused`, or `unknown` where the server has no such kind.
 * What is no verdict, such as a server that does not answer, is thrown.
 */
function verdictOf({ status, stderr }) {
  if (status === 0) return { verdict: 'accepted', message: '' };
  if (status === null || SET_UP.test(stderr)) throw new Error(`the server gave no verdict: ${stderr.trim()}`);
  return { verdict: /no matches for kind/.test(stderr) ? 'unknown' : 'refused', message: stderr.trim() };
}

/** The errors of the family `accept` for one object: what the checks say the server refuses. */
function refusalsOf(findings, { origin: { file, document }, object }) {
  // The items of a List are one document, so the object must be the same too.
  const { kind, metadata = {} } = object;
  return findings.filter(
    (one) =>
      one.rule.startsWith('ACC') &&
      one.severity === 'error' &&
      one.file === file &&
      one.document === document &&
      one.object.kind === kind &&
      one.object.namespace === metadata.namespace &&
      one.object.name === metadata.name,
  );
}

/**
 * Whether server and checks agree on an object. The checks say nothing of a kind that nobody described to them, which is no difference where
 * the server does not have it either.
 */
function compare({ object, server, refusals, isKnown }) {
  const { verdict, message } = server;
  const checks = refusals.length === 0 ? 'accepted' : 'refused';
  const skipped = verdict === 'unknown' && !isKnown && checks === 'accepted';
  const asServer = verdict === 'accepted' ? 'accepted' : 'refused';
  return {
    object: nameOf(object),
    server: verdict,
    checks,
    result: skipped ? 'not compared' : checks === asServer ? 'agree' : 'DIFFER',
    reasons: [message, ...refusals.map((one) => `${one.rule} ${one.path ?? ''}: ${one.message}`)].filter(Boolean),
  };
}

/** The comparisons as a table, with the reasons below each difference. */
function tableOf(rows) {
  const columns = ['object', 'server', 'checks', 'result'];
  const widths = columns.map((name) => Math.max(name.length, ...rows.map((row) => row[name].length)));
  const line = (row) =>
    columns
      .map((name, index) => row[name].padEnd(widths[index]))
      .join('  ')
      .trimEnd();
  const head = line(Object.fromEntries(columns.map((name) => [name, name])));
  const body = rows.flatMap((row) => [
    line(row),
    ...(row.result === 'DIFFER' ? row.reasons.map((reason) => `    ${reason.replace(/\n/g, '\n    ')}`) : []),
  ]);
  const count = (result) => rows.filter((row) => row.result === result).length;
  const sum = `${count('agree')} agree, ${count('DIFFER')} differ, ${count('not compared')} not compared`;
  return [head, ...body, sum].join('\n');
}

/** The version of the server as a target has it: `1.36` of what `kubectl version --output=json` prints. */
function versionOf(text) {
  const { serverVersion } = JSON.parse(text);
  const match = /^v(1\.\d+)\./.exec(serverVersion?.gitVersion ?? '');
  if (!match) throw new Error(`kubectl tells no version of the server: ${text}`);
  return match[1];
}

function nameOf({ apiVersion, kind, metadata }) {
  const { namespace, name, generateName } = metadata ?? {};
  return `${apiVersion} ${kind} ${namespace ? `${namespace}/` : ''}${name ?? `${generateName}*`}`;
}

function groupOf(apiVersion) {
  const slash = String(apiVersion).indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

module.exports = {
  settingsOf,
  etcdArguments,
  serverArguments,
  kubeconfigOf,
  customKinds,
  definitionOf,
  definitionsFor,
  namespacesFor,
  verdictOf,
  refusalsOf,
  compare,
  tableOf,
  versionOf,
  groupOf,
};
