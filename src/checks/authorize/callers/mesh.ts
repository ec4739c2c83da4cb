import { record, text } from '../../accept/read';
import { valueAt } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { labelsOf, matches, selectorOf } from '../../reference/selector';
import { identityOf } from '../rbac/role-table';
import type { Workload } from '../workloads';
import type { Caller } from './endpoints';

/** The namespace whose policies count in every namespace, as Istio is installed. */
export const ROOT_NAMESPACE = 'istio-system';

export const SECURITY = 'security.istio.io';

/** How a port takes connections of other pods. */
export type MutualTls = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** Which pods have a proxy of Istio, and how these know each other. */
export class Mesh {
  private readonly exists: boolean;

  public constructor(private readonly model: Model) {
    this.exists = ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'].some(
      (kind) => model.ofKind(SECURITY, kind).length > 0,
    );
  }

  /** Whether the pods have a proxy. Of a namespace that is not among the manifests it is believed where there are policies of Istio. */
  public has({ namespace, labels, hostNetwork, workload }: Caller): boolean {
    if (hostNetwork) return false;
    const annotations =
      workload && valueAt(workload.manifest.object, [...workload.template, 'metadata', 'annotations']);
    const own = labels.get('sidecar.istio.io/inject') ?? text(record(annotations)['sidecar.istio.io/inject']);
    if (own !== undefined) return own === 'true';
    const manifest = this.model.find('', 'Namespace', '', namespace);
    if (!manifest) return this.exists;
    const of = labelsOf(record(manifest.object.metadata).labels);
    if (labels.get('istio.io/dataplane-mode') === 'none') return false;
    return of.get('istio-injection') === 'enabled' ||
      (of.has('istio.io/rev') && of.get('istio-injection') !== 'disabled')
      ? true
      : of.get('istio.io/dataplane-mode') === 'ambient';
  }

  /** What PeerAuthentications ask of connections to a port of a pod, and the one that asks it. */
  public mutualTls(workload: Workload, port: number): { readonly mode: MutualTls; readonly by?: string } {
    const found = [...this.applicable('PeerAuthentication', workload)];
    // The narrowest counts: that of the pods, then that of the namespace, then that of the mesh.
    const order = [true, false].flatMap((selecting) =>
      found.filter((one) => (selectorIn(one) !== undefined) === selecting),
    );
    const sorted = [
      ...order.filter((one) => identityOf(one).namespace === workload.namespace),
      ...order.filter((one) => identityOf(one).namespace !== workload.namespace && selectorIn(one) === undefined),
    ];
    for (const manifest of sorted) {
      const { mtls, portLevelMtls } = record(manifest.object.spec);
      const ofPort = selectorIn(manifest) === undefined ? undefined : record(record(portLevelMtls)[String(port)]).mode;
      for (const mode of [ofPort, record(mtls).mode]) {
        if (mode === 'STRICT' || mode === 'PERMISSIVE' || mode === 'DISABLE') return { mode, by: nameOf(manifest) };
      }
    }
    return { mode: 'PERMISSIVE' };
  }

  /** The policies of a kind that select a pod: those of its namespace and those of the root namespace. */
  public *applicable(kind: string, { namespace, labels }: Pick<Workload, 'namespace' | 'labels'>): Iterable<Manifest> {
    for (const manifest of this.model.ofKind(SECURITY, kind)) {
      const { namespace: own } = identityOf(manifest);
      if (own !== namespace && own !== ROOT_NAMESPACE) continue;
      const selector = selectorIn(manifest);
      if (selector === undefined || matches(selectorOf(selector), labels)) yield manifest;
    }
  }
}

/** As messages name a policy. */
export function nameOf(manifest: Manifest): string {
  const { namespace, name } = identityOf(manifest);
  return `${manifest.object.kind ?? ''} ${namespace}/${name}`;
}

/** The selector of a policy; `undefined` where it has none, or an empty one. */
function selectorIn({ object }: Manifest): unknown {
  const { selector } = record(object.spec);
  return labelsOf(record(selector).matchLabels).size > 0 ? selector : undefined;
}
