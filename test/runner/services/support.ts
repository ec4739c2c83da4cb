import { Chart } from 'cdk8s';
import { KubeObject } from '../../../src/core/kube-object';
import { PlatformApp } from '../../../src/core/platform-app';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { Target } from '../../../src/facts/target';

/** Credentials of a Secret that exists. */
export const credentials = (secret = 'store'): { user: SecretSource; password: SecretSource } => ({
  user: SecretSource.existing(secret, 'user'),
  password: SecretSource.existing(secret, 'password'),
});

/** Credentials of a vault, which a pod must mount for their Secret to exist. */
export function vaultCredentials(): { user: SecretSource; password: SecretSource } {
  const [user, password] = ['user', 'password'].map((key) =>
    SecretSource.azureKeyVault({
      name: 'vault',
      key,
      vaultName: 'ml',
      tenantId: '00000000-0000-0000-0000-000000000000',
      clientId: '00000000-0000-0000-0000-000000000001',
      objectName: key,
    }),
  );
  return { user: user!, password: password! };
}

/** The Secret of a registry, which a command makes. */
const REGISTRY = { kind: 'Secret', name: 'registry', reason: 'made by kubectl' };

/** An address range of clients outside of the cluster. */
export const OFFICE = [{ ipBlock: { cidr: '192.0.2.0/24' } }];

/** What every check says under `strict` of what `build` renders, as `rule path: message`. */
export function strictFindings(
  build: (chart: Chart) => unknown,
  namespace = 'ml',
  target = Target.aks('1.34'),
): string[] {
  const app = new PlatformApp({ target, checks: { preset: 'strict', externals: [REGISTRY] } });
  const chart = new Chart(app, 'test', { namespace });
  build(chart);
  const made = chart.toJson().some(({ kind }: { kind: string }) => kind === 'Namespace');
  if (!made) new KubeObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  return app.check().map(({ rule, object, path, message }) => `${rule} ${object.kind} ${path}: ${message}`);
}
