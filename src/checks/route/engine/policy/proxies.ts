import { record } from '../../../accept/read';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { textMap } from '../objects';
import { appliedTo, isNarrow, ROOT } from './policies';
import type { Pods } from './policies';

/** Whether pods have a proxy of Istio. `ambient` has one for the whole node, which reads no HTTP. */
export type Proxy = 'yes' | 'no' | 'ambient' | 'unknown';

/** Pods with what tells whether they have a proxy. */
export interface ProxiedPods extends Pods {
  readonly annotations?: ReadonlyMap<string, string>;
  readonly hostNetwork?: boolean;
}

/**
 * Whether pods have a proxy, by their labels and those of their namespace. Of a namespace that is not among the manifests it is believed
 * where it has policies of Istio for them.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 */
export function proxyOf(model: Model, pods: ProxiedPods): Proxy {
  const { namespace, labels, annotations, hostNetwork } = pods;
  if (hostNetwork === true) return 'no';
  const own = labels.get('sidecar.istio.io/inject') ?? annotations?.get('sidecar.istio.io/inject');
  if (own === 'false') return 'no';
  const manifest = model.find('', 'Namespace', '', namespace);
  if (manifest) {
    const of = textMap(record(manifest.object.metadata).labels);
    if (of.get('istio-injection') === 'disabled') return 'no';
    if (own === 'true' || of.get('istio-injection') === 'enabled' || of.has('istio.io/rev')) return 'yes';
    const mode = labels.get('istio.io/dataplane-mode') ?? of.get('istio.io/dataplane-mode');
    return mode === 'ambient' ? 'ambient' : 'no';
  }
  if (own === 'true') return 'yes';
  const isMeant = ['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication'].some((kind) =>
    appliedTo(model, kind, pods).some(({ manifest: one }) => record(one.object.metadata).namespace === namespace),
  );
  return isMeant && namespace !== ROOT ? 'yes' : 'unknown';
}

/** How a port takes connections. */
export type MutualTls = 'STRICT' | 'PERMISSIVE' | 'DISABLE';

/** The mode of a port, and the PeerAuthentication that sets it. */
export interface TlsMode {
  readonly mode: MutualTls;
  readonly by?: Manifest;
  readonly path: readonly (string | number)[];
}

/**
 * How the pods take connections to a port: as the policy for these pods says, then that of their namespace, then that of the mesh. Of two
 * the older counts.
 *
 * @see https://github.com/istio/istio/blob/master/pilot/pkg/security/authn/policy_applier.go
 */
export function mutualTls(model: Model, pods: Pods, port: number | undefined): TlsMode {
  const found = appliedTo(model, 'PeerAuthentication', pods).filter(({ maybe }) => !maybe);
  const isOwn = (manifest: Manifest): boolean =>
    (record(manifest.object.metadata).namespace ?? 'default') === pods.namespace;
  const sorted = [
    found.find(({ manifest }) => isOwn(manifest) && isNarrow(manifest)),
    found.find(({ manifest }) => isOwn(manifest) && !isNarrow(manifest)),
    found.find(({ manifest }) => !isOwn(manifest) && !isNarrow(manifest)),
  ];
  for (const one of sorted) {
    if (!one) continue;
    const { mtls, portLevelMtls } = record(one.manifest.object.spec);
    const ofPort =
      port === undefined || !isNarrow(one.manifest) ? undefined : record(record(portLevelMtls)[String(port)]).mode;
    if (isMode(ofPort)) return { mode: ofPort, by: one.manifest, path: ['spec', 'portLevelMtls', String(port)] };
    const { mode } = record(mtls);
    if (isMode(mode)) return { mode, by: one.manifest, path: ['spec', 'mtls'] };
  }
  return { mode: 'PERMISSIVE', path: [] };
}

function isMode(value: unknown): value is MutualTls {
  return value === 'STRICT' || value === 'PERMISSIVE' || value === 'DISABLE';
}
