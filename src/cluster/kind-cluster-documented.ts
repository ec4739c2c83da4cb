import type { IConstruct } from 'constructs';
import { fail } from '../core/fail';
import { NOT_ETCD_DATA } from './kind-cluster-mounts';
import type { KindClusterProps } from './kind-cluster-props';

const PORTS = [80, 443, 8080, 8000];

/** The two mounts as the document prints them; the first is where etcd keeps nothing (ANS-01). */
const MOUNTS = [
  { containerPath: NOT_ETCD_DATA, hostPath: '/data/etcd' },
  { containerPath: '/var/wai-nfs-provisioner', hostPath: '/data/wai-nfs-provisioner' },
];

/** kind takes this form for every Kubernetes: from 0.32 on it turns it into that of kubeadm's v1beta4. */
const LABELS = `kind: InitConfiguration
nodeRegistration:
  kubeletExtraArgs:
    node-labels: "ingress-ready=true"
`;

/** The file of document 004, and what the rest of a cluster needs to know of it. */
export const documentedKindCluster: { readonly props: KindClusterProps; readonly content: () => object } = {
  props: { edition: 'documented', name: 'mls', ports: PORTS, listenAddress: '0.0.0.0', mounts: MOUNTS },
  content: () => ({
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    nodes: [
      {
        role: 'control-plane',
        kubeadmConfigPatches: [LABELS],
        extraPortMappings: PORTS.map((port) => ({ containerPort: port, hostPort: port, protocol: 'TCP' })),
        extraMounts: MOUNTS.map((mount) => ({ ...mount })),
      },
    ],
  }),
};

/** Fails where an option is given that the document's file does not have. */
export function requireDocumentedAlone(construct: IConstruct, props: KindClusterProps): void {
  const others = Object.entries(props).filter(([name]) => name !== 'edition' && name !== 'fileName');
  const [given] = others.find(([, value]) => value !== undefined) ?? [];
  if (given !== undefined)
    throw fail(construct, `${given} is given with edition 'documented', allowed with it is fileName`);
}
