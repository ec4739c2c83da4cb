// Asks a real API server for its verdict on each object, and compares it with that of the checks. docs/cluster-test.md says how to run it.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import plan from './plan.cjs';
import { startServer } from './server.mjs';

const settings = plan.settingsOf(process.env);
if (settings.mode === 'skip') {
  console.log(`skipped: ${settings.reason}`);
} else {
  const paths = process.argv.slice(2);
  const server = settings.mode === 'start' ? await startServer(settings) : undefined;
  try {
    const rows = await judge(paths.length > 0 ? paths : ['dist/manifests'], server?.kubeconfig ?? settings.kubeconfig);
    console.log(plan.tableOf(rows));
    if (rows.length === 0 || rows.some(({ result }) => result === 'DIFFER')) process.exitCode = 1;
  } finally {
    await server?.stop();
  }
}

/**
 * @param {string[]} paths
 * @param {string} kubeconfig
 */
async function judge(paths, kubeconfig) {
  // The compiled library: `npm run test:cluster` has just built it.
  const { checkReport } = (await import('../../dist/lib/src/checks/check.js')).default;
  const { readPaths } = (await import('../../dist/lib/src/checks/model/read-paths.js')).default;
  const { isBuiltInGroup } = (await import('../../dist/lib/src/facts/kinds.js')).default;
  const { Target } = (await import('../../dist/lib/src/facts/target.js')).default;

  const manifests = readPaths(paths).filter(({ object }) => !/^kustomize\.config\.k8s\.io\//.test(object.apiVersion));
  const objects = manifests.map(({ object }) => object);
  const version = plan.versionOf(must(kubeconfig, ['version', '--output=json']));
  const { findings } = checkReport(manifests, Target.generic(version));
  const definitions = plan.definitionsFor(objects);
  const described = new Set(definitions.map(({ spec }) => `${spec.group}/${spec.names.kind}`));

  const made = [];
  try {
    for (const one of definitions) if (create(kubeconfig, one)) made.unshift(['crd', one.metadata.name]);
    for (const { metadata } of definitions) {
      must(kubeconfig, ['wait', '--for=condition=Established', '--timeout=60s', `crd/${metadata.name}`]);
    }
    for (const one of plan.namespacesFor(objects)) {
      if (create(kubeconfig, one)) made.unshift(['namespace', one.metadata.name]);
    }
    const real = settings.mode === 'start';
    return manifests.map((manifest) => {
      const { object } = manifest;
      const group = plan.groupOf(object.apiVersion);
      return plan.compare({
        object,
        server: plan.verdictOf(kubectl(kubeconfig, applyArguments(object, real), JSON.stringify(object))),
        refusals: plan.refusalsOf(findings, manifest),
        isKnown: isBuiltInGroup(group) || described.has(`${group}/${object.kind}`),
      });
    });
  } finally {
    // Of a cluster that was there before, nothing of this test stays.
    if (settings.mode === 'existing') for (const [kind, name] of made) remove(kubeconfig, kind, name);
  }
}

/** What has no name yet can only be created. */
function applyArguments({ metadata }, real) {
  const how = metadata?.name ? ['apply', '--server-side', '--force-conflicts'] : ['create'];
  return [...how, '--validate=strict', ...(real ? [] : ['--dry-run=server']), '--filename=-'];
}

/** Whether it was made here: what is there stays as it is, and what the server refuses gets its verdict later. */
function create(kubeconfig, object) {
  const { status, stderr } = kubectl(kubeconfig, ['create', '--filename=-'], JSON.stringify(object));
  if (status === 0) return true;
  if (object.kind !== 'Namespace' && !/AlreadyExists/.test(stderr)) throw new Error(stderr.trim());
  return false;
}

function remove(kubeconfig, kind, name) {
  const { status, stderr } = kubectl(kubeconfig, ['delete', '--wait=false', kind, name]);
  if (status !== 0) console.error(`${kind} ${name} stays in the cluster: ${stderr.trim()}`);
}

function must(kubeconfig, args) {
  const { status, stdout, stderr } = kubectl(kubeconfig, args);
  if (status !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr.trim()}`);
  return stdout;
}

function kubectl(kubeconfig, args, input = '') {
  const child = spawnSync(settings.kubectl, ['--kubeconfig', kubeconfig, '--request-timeout=60s', ...args], {
    encoding: 'utf8',
    // What kubectl remembers of a server must not outlive it: the next one may have the same port.
    env: settings.mode === 'start' ? { ...process.env, KUBECACHEDIR: join(dirname(kubeconfig), 'cache') } : process.env,
    input,
    maxBuffer: 1 << 26,
  });
  if (child.error) throw child.error;
  return child;
}
