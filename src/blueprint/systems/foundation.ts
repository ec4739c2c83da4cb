import { KubeObject } from '../../core/kube-object';
import { DefaultDeny } from '../../core/network/default-deny';
import { dns1123Label } from '../../facts/names';
import type { Context } from '../context';
import { ConfigError } from '../problem';
import type { ConfigPath } from '../problem';
import { DEX_NAMESPACE, makesDex } from './dex';

/** The namespaces that every cluster has; a level of Pod Security there would stop what else runs in them. */
const BUILT_IN: readonly string[] = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Those that Istio, Kubeflow and the like bring with them: made here once more, their own pods would be held to a level they do not keep. */
const OF_OTHERS: readonly string[] = ['istio-system', 'kubeflow', 'cert-manager', 'keda', 'knative-serving'];

interface Namespace {
  readonly name: string;
  readonly level: 'restricted' | 'baseline';
  readonly path: ConfigPath;
}

/** The namespaces of workloads, each once, with the level of Pod Security that its pods need. */
export function foundation(context: Context): void {
  const needed = namespacesOf(context);
  requireName({ name: context.namespace, path: ['namespace'] });
  for (const { name, path } of needed) {
    requireName({ name, path });
    if (OF_OTHERS.includes(name)) {
      const message = `is '${name}', which its own installer makes and fills; allowed is a namespace of its own`;
      throw new ConfigError([{ path, message }]);
    }
  }
  for (const name of new Set(needed.map((one) => one.name))) {
    if (BUILT_IN.includes(name)) continue;
    const levels = needed.filter((one) => one.name === name).map(({ level }) => level);
    const level = levels.includes('baseline') ? 'baseline' : 'restricted';
    const chart = context.chart('00-foundation');
    new KubeObject(chart, `namespace-${name}`, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: podSecurity(level) },
    });
    // Each system allows what it needs, in its own file.
    if (context.networkPolicies) new DefaultDeny(chart, `default-deny-${name}`, { namespace: name });
  }
}

function requireName({ name, path }: Pick<Namespace, 'name' | 'path'>): void {
  const problem = dns1123Label(name);
  if (problem !== undefined) throw new ConfigError([{ path, message: `'${name}' ${problem}` }]);
}

/**
 * Pods are held to the level when they are made; kubectl warns of a workload whose pods would be refused, which the API server takes without a
 * word. The audit log tells what keeps a namespace from `restricted`.
 */
function podSecurity(level: Namespace['level']): Readonly<Record<string, string>> {
  const label = 'pod-security.kubernetes.io';
  return { [`${label}/audit`]: 'restricted', [`${label}/enforce`]: level, [`${label}/warn`]: level };
}

function namespacesOf({ config, namespace, signInNamespace }: Context): Namespace[] {
  const { runner, smokeTest, signIn, simsvc = {} } = config;
  return [
    // The runner's image runs as root, which `restricted` refuses.
    ...(runner || smokeTest ? [{ name: namespace, level: 'baseline', path: ['namespace'] } as const] : []),
    ...(signIn?.dex && makesDex(signIn.dex)
      ? [
          {
            name: signIn.dex.namespace ?? DEX_NAMESPACE,
            level: 'restricted',
            path: ['signIn', 'dex', 'namespace'],
          } as const,
        ]
      : []),
    ...(signIn ? [{ name: signInNamespace, level: 'restricted', path: ['signIn', 'namespace'] } as const] : []),
    ...Object.entries(simsvc).map(
      ([release, { namespace: name = SIMSVC_NAMESPACE }]) =>
        ({ name, level: 'restricted', path: ['simsvc', release, 'namespace'] }) as const,
    ),
  ];
}

/** The namespace of a release of Simsvc that names none. */
export const SIMSVC_NAMESPACE = 'simsvc';
