import type { Migration } from '../../migration';

const SERVED: Readonly<Record<string, { readonly old: readonly string[]; readonly kinds: readonly string[] }>> = {
  'networking.istio.io': {
    old: ['v1alpha3', 'v1beta1'],
    kinds: [
      'DestinationRule',
      'Gateway',
      'ServiceEntry',
      'Sidecar',
      'VirtualService',
      'WorkloadEntry',
      'WorkloadGroup',
    ],
  },
  'security.istio.io': {
    old: ['v1beta1'],
    kinds: ['AuthorizationPolicy', 'PeerAuthentication', 'RequestAuthentication'],
  },
  'telemetry.istio.io': { old: ['v1alpha1'], kinds: ['Telemetry'] },
};

/** Istio's kinds to v1, which Istio serves from 1.22 on. The old versions are served as well, so nothing is done where Istio's version is not known. */
export const ISTIO_V1: Migration = {
  id: 'istio-v1',
  title: "Istio's kinds of v1alpha3 and v1beta1 to v1, with --istio 1.22 or newer",
  changes: [
    'networking.istio.io, security.istio.io and telemetry.istio.io become v1, where the kind has it; EnvoyFilter and ProxyConfig have none.',
  ],
  warnings: [],
  apply(object, { istio }) {
    if (!istio || istio[0] < 1 || (istio[0] === 1 && istio[1] < 22)) return;
    const found = Object.hasOwn(SERVED, object.group) ? SERVED[object.group] : undefined;
    const version = object.apiVersion.slice(object.group.length + 1);
    if (found?.old.includes(version) && found.kinds.includes(object.kind))
      object.set(['apiVersion'], `${object.group}/v1`);
  },
};
