import { DefaultDeny } from '../../core/network/default-deny';
import { AzureBlob } from '../../storage/azure-blob';
import { AzureFiles } from '../../storage/azure-files';
import { NfsProvisioner } from '../../storage/nfs-provisioner';
import { NfsServer } from '../../storage/nfs-server';
import type { NfsConfig } from '../config/storage';
import { at, requireOne } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';

const FILE = '15-storage';

/** Classes of volumes. */
export function storage(context: Context): void {
  const { azureFiles = {}, azureBlob = {}, nfs } = context.config.storage ?? {};
  for (const [name, props] of Object.entries(azureFiles))
    at(['storage', 'azureFiles', name], () => new AzureFiles(context.chart(FILE), `files-${name}`, { name, ...props }));
  for (const [name, props] of Object.entries(azureBlob))
    at(['storage', 'azureBlob', name], () => new AzureBlob(context.chart(FILE), `blob-${name}`, { name, ...props }));
  if (nfs) at(['storage', 'nfs'], () => provisioner(context, nfs));
}

function provisioner(context: Context, config: NfsConfig): void {
  const { storageClassName = 'nfs', defaultClass, external, inCluster } = config;
  requireOne(config, ['external', 'inCluster'], ['storage', 'nfs']);
  const chart = context.chart(FILE);
  const server =
    external ??
    at(['storage', 'nfs', 'inCluster'], () => {
      const { clusterIP, hostPath, clients } = inCluster!;
      const { kind } = context;
      const { provider } = context.config.target;
      if (provider === 'aks' || provider === 'eks')
        throw new ConfigError([
          {
            path: ['storage', 'nfs', 'inCluster', 'hostPath'],
            message:
              `is a directory of one node, and on ${provider} nodes come and go, and take what is in it with them; ` +
              `allowed with it are kind and generic, here external${provider === 'aks' ? ', or azureFiles' : ''}`,
          },
        ]);
      return new NfsServer(chart, 'nfs-server', {
        clients,
        // On kind a node is a container, which has the directory of the machine by a mount.
        clusterIP: kind ? kind.clusterIP(clusterIP) : clusterIP,
        data: { hostPath: kind ? kind.mount('nfs', hostPath) : hostPath },
      });
    });
  const { networkPolicies: networkPolicy } = context;
  new NfsProvisioner(chart, 'nfs-provisioner', { server, storageClassName, defaultClass, networkPolicy });
  if (networkPolicy) new DefaultDeny(chart, 'nfs-default-deny', { namespace: 'nfs' });
}
