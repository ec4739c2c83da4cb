import { declareNamespace } from '../../core/declare-namespace';
import { DashboardSettings } from '../../kubeflow/dashboard-settings';
import { GpuToleration } from '../../kubeflow/gpu-toleration';
import { NotebookSpawner } from '../../kubeflow/notebook-spawner';
import { ObjectStore } from '../../kubeflow/object-store';
import type { ObjectStoreBackend } from '../../kubeflow/object-store';
import { PipelineAccess } from '../../kubeflow/pipeline-access';
import { Profile } from '../../kubeflow/profile';
import type { ObjectStoreConfig, ProfileConfig } from '../config/kubeflow';
import { at, pick, requireOne } from '../context';
import type { Context } from '../context';
import { ConfigError } from '../problem';
import type { ConfigPath } from '../problem';
import { withCpus } from '../with-cpus';

/** What Kubeflow needs beside its own manifests. */
export function kubeflow(context: Context): void {
  const config = context.config.kubeflow;
  if (!config) return;
  const { profiles = {}, notebookImages, registrationFlow, objectStore } = config;
  if (objectStore) renderObjectStore(context, objectStore);
  const build = (): void => {
    const chart = context.chart('70-profiles');
    declareNamespace(chart, 'kubeflow');
    new DashboardSettings(chart, 'dashboard', {
      registrationFlow,
      ...(context.logoutPath !== undefined && { logoutUrl: context.logoutPath }),
    });
    new NotebookSpawner(chart, 'notebooks', { pools: [...context.pools.values()], images: notebookImages });
  };
  at(['kubeflow'], build, { images: ['notebookImages'] });
  const made = context.namespaces();
  for (const [name, profile] of Object.entries(profiles)) {
    // Kubeflow's controller leaves a namespace alone that it did not make, and the profile stays without one.
    if (made.has(name)) {
      const message = 'is the name of a namespace that is made here too; allowed is one that does not exist yet';
      throw new ConfigError([{ path: ['kubeflow', 'profiles', name], message }]);
    }
    renderProfile(context, name, profile);
  }
}

function renderObjectStore(context: Context, config: ObjectStoreConfig): void {
  const path = ['kubeflow', 'objectStore'];
  const { azureBlob, seaweedFs, minio } = config;
  requireOne(config, ['azureBlob', 'seaweedFs', 'minio'], path);
  if (minio && minio.image === undefined)
    throw new ConfigError([
      {
        path: [...path, 'minio', 'image'],
        message:
          "is missing, and the images of MinIO's makers can no longer be pulled; allowed is one of a registry of your own, or seaweedFs in place of minio",
      },
    ]);
  const chosen = azureBlob ? 'azureBlob' : seaweedFs ? 'seaweedFs' : 'minio';
  const fields = ['account', 'clientId', 'accountKey', 'size', 'storageClassName', 'image'];
  const keys: Record<string, ConfigPath> = Object.fromEntries<ConfigPath>([
    ...fields.map((field) => [`backend.${field}`, [chosen, field]] as const),
    ...['accessKey', 'secretKey'].map((field) => [field, [field]] as const),
  ]);
  const build = (): unknown =>
    new ObjectStore(context.chart('60-object-store', 'kubeflow'), 'object-store', {
      backend: azureBlob
        ? azureBackend(context, azureBlob, [...path, 'azureBlob'])
        : { kind: seaweedFs ? 'seaweedfs' : 'minio', ...(seaweedFs ?? minio) },
      accessKey: context.secret(config.accessKey, [...path, 'accessKey']),
      secretKey: context.secret(config.secretKey, [...path, 'secretKey']),
    });
  at(path, build, keys);
}

function azureBackend(
  context: Context,
  config: NonNullable<ObjectStoreConfig['azureBlob']>,
  path: ConfigPath,
): ObjectStoreBackend {
  const { account, clientId, accountKey } = config;
  return { account, clientId, accountKey: accountKey && context.secret(accountKey, [...path, 'accountKey']) };
}

/** Sign-in calls a user by a claim: where that is an address, a profile of any other name is nobody's. */
function requireKnownOwner({ config: { signIn } }: Context, owner: string, path: ConfigPath): void {
  const claim = signIn?.oidc?.userIdClaim ?? signIn?.dex?.userIdClaim ?? 'email';
  if (!signIn || claim !== 'email' || owner.includes('@')) return;
  const message = `is '${owner}', and sign-in calls users by their claim email; allowed is an address such as ann@example.com`;
  throw new ConfigError([{ path, message }]);
}

/** The profile, and in a later file what goes into the namespace that Kubeflow makes of it. */
function renderProfile(context: Context, name: string, config: ProfileConfig): void {
  const path = ['kubeflow', 'profiles', name];
  const { quota } = config;
  requireKnownOwner(context, config.owner, [...path, 'owner']);
  at(path, () => {
    new Profile(context.chart('70-profiles'), name, { owner: { name: config.owner }, quota: quota && withCpus(quota) });
    const later = context.chart('75-profile-contents');
    if (config.pipelines !== false) new PipelineAccess(later, `${name}-pipelines`, { profile: name });
    const tainted = context.gpuPools.filter(({ taints }) => taints.length > 0).map((pool) => pool.name);
    for (const pool of config.gpuPools ?? tainted)
      new GpuToleration(later, `${name}-${pool}`, {
        pool: pick(context.pools, pool, [...path, 'gpuPools'], 'pools'),
        namespace: name,
        name: `gpu-${pool}`,
      });
  });
}
