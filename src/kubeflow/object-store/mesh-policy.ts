import type { Construct } from 'constructs';
import { requireKnown, requireMatch } from '../../core/fail';
import { KubeObject } from '../../core/kube-object';
import { requireTexts } from '../../core/require-props';
import { requireSchema } from '../../core/require-schema';

/** How the store is guarded in an Istio mesh with sidecars. */
export interface ObjectStoreMesh {
  /**
   * Service accounts that may call beside Kubeflow's own, as `namespace/name`; the namespace may be `*`.
   * @default - none
   */
  readonly callers?: readonly string[];

  /**
   * Whether pods without a sidecar may call, with the credentials of S3 and where the NetworkPolicy lets them: steps of pipelines have
   * none. Mutual TLS in the mode STRICT refuses them before.
   * @default true
   */
  readonly withoutSidecar?: boolean;

  /**
   * The trust domain of the mesh.
   * @default 'cluster.local'
   */
  readonly trustDomain?: string;
}

/** What the policies are about. */
export interface MeshTarget {
  readonly namespace: string;
  /** The name of the Service. */
  readonly service: string;
  /** The first part of the name of the policy. */
  readonly name: string;
  readonly matchLabels: Readonly<Record<string, string>>;
  /** The port of S3 in the pods. */
  readonly s3Port: number;
  /** The port of the users in the pods, which the controller of profiles calls; it has no sidecar. */
  readonly iamPort?: number;
}

/** Renders who may call the store, and that sidecars call it with the identity of their pods. No rule lets everybody in (KKA-13). */
export function renderMeshPolicy(construct: Construct, target: MeshTarget, mesh: ObjectStoreMesh): void {
  requireKnown(construct, 'mesh', mesh, ['callers', 'withoutSidecar', 'trustDomain']);
  const { callers = [], withoutSidecar = true, trustDomain = 'cluster.local' } = mesh;
  const { namespace, service, name, matchLabels, s3Port, iamPort } = target;
  requireMatch(construct, 'mesh.trustDomain', trustDomain, /^[a-z0-9.-]+$/, 'a domain such as cluster.local');
  requireTexts(construct, 'mesh.callers', callers);
  for (const caller of callers) {
    const pattern = /^(\*|[a-z0-9]([a-z0-9-]*[a-z0-9])?)\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/;
    requireMatch(construct, 'mesh.callers', caller, pattern, 'namespace/name, such as admin/default-editor');
  }
  // Notebooks and what Kubeflow runs in a profile have the account default-editor.
  const own = [`${namespace}/ml-pipeline`, `${namespace}/ml-pipeline-ui`, '*/default-editor'];
  const principals = [...new Set([...own, ...callers])].map((caller) => principal(caller, trustDomain));
  const ports = (...allowed: readonly (number | undefined)[]): object[] => [
    { operation: { ports: allowed.flatMap((port) => (port === undefined ? [] : [String(port)])) } },
  ];
  // SeaweedFS has more ports, where it asks nobody for credentials.
  const named = { from: [{ source: { principals } }], to: ports(s3Port) };
  const anonymous = { from: [{ source: { notPrincipals: ['*'] } }], to: ports(s3Port, iamPort) };
  const policy = {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: `${name}-service` },
    spec: {
      action: 'ALLOW',
      selector: { matchLabels },
      rules: [named, ...(withoutSidecar ? [anonymous] : [])],
    },
  };
  const rule = {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata: { name: `ml-pipeline-${name}` },
    spec: {
      host: `${service}.${namespace}.svc.cluster.local`,
      trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
    },
  };
  requireSchema(construct, policy);
  requireSchema(construct, rule);
  new KubeObject(construct, 'AuthorizationPolicy', policy);
  new KubeObject(construct, 'DestinationRule', rule);
}

/** Istio matches a whole identity, or its beginning or end. */
function principal(caller: string, trustDomain: string): string {
  const [namespace, name] = caller.split('/');
  return namespace === '*' ? `*/sa/${name}` : `${trustDomain}/ns/${namespace}/sa/${name}`;
}
