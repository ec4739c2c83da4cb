import type { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import { WorkloadObject } from '../core/workload/workload-object';
import type { NfsServerProps } from './nfs-server';

/** Each over TCP and UDP. */
const PORTS: readonly (readonly [string, number])[] = [
  ['nfs', 2049],
  ['nlockmgr', 32803],
  ['mountd', 20048],
  ['rquotad', 875],
  ['rpcbind', 111],
  ['statd', 662],
];

/** The server of document 004: privileged, on a directory of the node, with the ports of all versions of the protocol. */
export function documentedNfsServer(server: Construct, props: NfsServerProps, namespace: string): void {
  const labels = { app: 'nfs-server' };
  const path = 'hostPath' in props.data ? props.data.hostPath : '/var/wai-nfs-provisioner';
  new WorkloadObject(server, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'nfs-server', namespace },
    spec: { replicas: 1 },
    template: {
      labels,
      safeDefaults: false,
      containers: [
        {
          name: 'nfs-server',
          image: props.image ?? 'k8s.gcr.io/volume-nfs:0.8',
          ports: [
            { name: 'nfs', containerPort: 2049 },
            { name: 'mountd', containerPort: 20048 },
            { name: 'rpcbind', containerPort: 111 },
          ],
          securityContext: { privileged: true },
          volumeMounts: [{ mountPath: '/exports', name: 'export-volume' }],
        },
      ],
      volumes: [{ name: 'export-volume', hostPath: { path } }],
    },
    selector: true,
  });
  new KubeObject(server, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'nfs-server', namespace, labels },
    spec: {
      clusterIP: props.clusterIP,
      ports: PORTS.flatMap(([name, port]) => [
        { name, port },
        { name: `${name}-udp`, port, protocol: 'UDP' },
      ]),
      selector: labels,
    },
  });
}
