import { EtcdBackup } from '../../cluster/etcd-backup';
import { KindCluster } from '../../cluster/kind-cluster';
import { at } from '../context';
import type { Context } from '../context';

/** The kind cluster itself, as a file among the tools, and the backup of its etcd. */
export function kind(context: Context): void {
  const config = context.config.kind;
  if (!config) return;
  at(['kind'], () => {
    const { name = 'ml', workers, listenAddress, ports, etcdData, etcdBackup } = config;
    const chart = context.chart('05-cluster', 'kube-system');
    const cluster = new KindCluster(chart, 'kind', {
      ...{ name, workers, listenAddress, etcdData },
      ...(ports && {
        ports: ports.map(({ hostPort, containerPort = hostPort }) => ({ hostPort, containerPort })),
      }),
    });
    context.kind = cluster;
    if (!etcdBackup) return;
    at(['kind', 'etcdBackup'], () => {
      const { hostPath, schedule } = etcdBackup;
      // The directory is another one in the container, so that the backup itself cannot see it.
      if (etcdData !== undefined && `${hostPath}/`.startsWith(`${etcdData.replace(/\/$/, '')}/`))
        throw new Error(
          `hostPath is '${hostPath}', in the data of etcd at '${etcdData}'; allowed is a directory of its own`,
        );
      new EtcdBackup(chart, 'etcd-backup', { schedule, data: { hostPath: cluster.mount('etcd-backup', hostPath) } });
    });
  });
}
