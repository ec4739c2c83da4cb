import { KubeObject } from '../../core/kube-object';
import { dns1123Label } from '../../facts/names';
import type { Context } from '../context';
import { ConfigError } from '../problem';
import type { ConfigPath } from '../problem';

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
  for (const { name, path } of needed) {
    const problem = dns1123Label(name);
    if (problem !== undefined) throw new ConfigError([{ path, message: `'${name}' ${problem}` }]);
    if (OF_OTHERS.includes(name)) {
      const message = `is '${name}', which its own installer makes and fills; allowed is a namespace of its own`;
      throw new ConfigError([{ path, message }]);
    }
  }
  for (const name of new Set(needed.map((one) => one.name))) {
    if (BUILT_IN.includes(name)) continue;
    const levels = needed.filter((one) => one.name === name).map(({ level }) => level);
    const level = levels.includes('baseline') ? 'baseline' : 'restricted';
    new KubeObject(context.chart('00-foundation'), `namespace-${name}`, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name, labels: { 'pod-security.kubernetes.io/enforce': level } },
    });
  }
}

function namespacesOf({ config, namespace, signInNamespace }: Context): Namespace[] {
  const { runner, smokeTest, signIn, simsvc = {} } = config;
  return [
    // The runner's image runs as root, which `restricted` refuses.
    ...(runner || smokeTest ? [{ name: namespace, level: 'baseline', path: ['namespace'] } as const] : []),
    ...(signIn ? [{ name: signInNamespace, level: 'restricted', path: ['signIn', 'namespace'] } as const] : []),
    ...Object.entries(simsvc).map(
      ([release, { namespace: name = SIMSVC_NAMESPACE }]) =>
        ({ name, level: 'restricted', path: ['simsvc', release, 'namespace'] }) as const,
    ),
  ];
}

/** The namespace of a release of Simsvc that names none. */
export const SIMSVC_NAMESPACE = 'simsvc';
