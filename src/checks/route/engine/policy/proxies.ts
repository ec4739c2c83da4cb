import { onceFor } from '../../../../facts/once';
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
  /** Whether the manifest itself gives them a proxy. */
  readonly isProxy?: boolean;
}

/**
 * Whether pods have a proxy, by their labels and those of their namespace; one of their own comes before that of the node. Of a namespace
 * that is not among the manifests it is believed where it has policies of Istio for them.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/
 * @see https://istio.io/latest/docs/ambient/usage/add-workloads/
 */
export const proxyOf = onceFor((pods: ProxiedPods, model: Model): Proxy => {
  const { namespace, labels, hostNetwork, isProxy } = pods;
  if (isProxy === true) return 'yes';
  if (hostNetwork === true) return 'no';
  const manifest = model.find('', 'Namespace', '', namespace);
  const of = manifest && textMap(record(manifest.object.metadata).labels);
  const sidecar = injected(pods, of);
  if (sidecar === true) return 'yes';
  const mode = labels.get(MODE) ?? of?.get(MODE);
  if (mode === 'ambient') return 'ambient';
  if (of || sidecar === false) return 'no';
  const isMeant = ['AuthorizationPolicy', 'RequestAuthentication', 'PeerAuthentication'].some((kind) =>
    appliedTo(model, kind, pods).some(({ manifest: one }) => record(one.object.metadata).namespace === namespace),
  );
  return isMeant && namespace !== ROOT ? 'yes' : 'unknown';
});

const MODE = 'istio.io/dataplane-mode';
const INJECT = 'sidecar.istio.io/inject';

/** Whether pods get a proxy of their own; `undefined` where the labels of their namespace, which are not known, decide. */
function injected(
  { labels, annotations }: ProxiedPods,
  of: ReadonlyMap<string, string> | undefined,
): boolean | undefined {
  if ((labels.get(INJECT) ?? annotations?.get(INJECT)) === 'false') return false;
  // Of a namespace that says nothing the webhook sees only pods that ask by a label.
  const asks = labels.get(INJECT) === 'true' || labels.has('istio.io/rev');
  if (!of) return asks ? true : undefined;
  const given = of.get('istio-injection');
  if (given === 'enabled' || (given === undefined && of.has('istio.io/rev'))) return true;
  return given === undefined && asks;
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
