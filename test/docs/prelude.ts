import * as fs from 'fs';
import * as path from 'path';
import { Chart } from 'cdk8s';
import * as library from '../../src';
import { parseManifests } from '../../src/checks/model/parse';
import { ROOT } from './blocks';

/** What an example may name without saying where it comes from, for the compiler. */
export const PRELUDE = `
import { Chart } from 'cdk8s';
import * as library from 'cdk8s-ml-platform';
const { ${Object.keys(library).join(', ')} } = library;
const { NodePool, AksNodeClass, Requirement } = karpenter;
const { Sharing, migResource } = nvidia;
const { Runner, RunnerAccess, RunnerState } = runner;
declare const app: library.PlatformApp;
declare const chart: Chart;
declare const pool: library.karpenter.NodePool, a100: typeof pool, t4: typeof pool, t4Spot: typeof pool;
declare const plugin: library.nvidia.DevicePlugin;
declare const provider: library.auth.OidcProvider;
declare const routes: library.istio.RouteTable;
declare const objects: library.KubernetesObject[], before: typeof objects, after: typeof objects, manifests: typeof objects;
type External = library.External;
`;

/** The same as values, made anew for each example. */
export function preludeValues(): Readonly<Record<string, unknown>> & { readonly app: library.PlatformApp } {
  const { karpenter, nvidia, runner, auth, istio, SecretSource, Target } = library;
  // What an example is part of decides some targets; kind is said where its constructs are shown.
  const app = new library.PlatformApp({ target: Target.aks('1.34', { dataplane: 'cilium' }), checks: false });
  const given = new Chart(app, 'given', { namespace: 'given' });
  const poolOf = (name: string, ...skus: string[]): library.karpenter.NodePool =>
    new karpenter.NodePool(given, name, {
      name,
      requirements: [karpenter.Requirement.skuName(...skus)],
      taints: [library.Taint.gpu()],
      limits: { gpus: 8 },
      nodeClass: new karpenter.AksNodeClass(given, `${name}-class`, { name: `${name}-class` }),
    });
  const pool = poolOf('pool', 'Standard_NC24ads_A100_v4');
  const provider = auth.OidcProvider.entraId({
    tenantId: '8a0d6b4e-3c1f-4a52-9d27-5b1f0c9e7a31',
    clientId: '29bc9d7e-b741-4310-a9fa-b744436d20c5',
    clientSecret: SecretSource.existing('oauth2-proxy', 'client-secret'),
  });
  const chart = new Chart(app, 'chart', { namespace: 'studioml' });
  // What is checked in an example has something to check.
  new library.KubeObject(chart, 'given', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'given' },
    data: {},
  });
  const objects = committedObjects();
  return {
    ...library,
    ...karpenter,
    ...nvidia,
    ...runner,
    Chart,
    library,
    app,
    chart,
    pool,
    a100: poolOf('a100', 'Standard_NC24ads_A100_v4'),
    t4: poolOf('t4', 'Standard_NC4as_T4_v3'),
    t4Spot: poolOf('t4-spot', 'Standard_NC8as_T4_v3'),
    // Both are lent: an example that makes its own would be the second.
    get plugin() {
      return new nvidia.DevicePlugin(new Chart(app, 'plugin'), 'plugin', { pools: [pool] });
    },
    get routes() {
      const gateway = { name: 'kubeflow-gateway', namespace: 'kubeflow' };
      return new istio.RouteTable(given, 'routes', { gateway, hosts: ['given.example.com'] });
    },
    provider,
    objects,
    before: objects,
    after: objects,
    manifests: objects,
    expect,
    // What an example prints is nothing that a test has to say.
    console: { ...console, log: () => undefined },
    test: (_name: string, body: () => void) => {
      body();
    },
  };
}

/** The objects of `dist/manifests`. */
function committedObjects(): library.KubernetesObject[] {
  const dir = path.join(ROOT, 'dist/manifests');
  const files = fs.readdirSync(dir).filter((file) => file.endsWith('.yaml'));
  return files.flatMap((file) =>
    parseManifests(fs.readFileSync(path.join(dir, file), 'utf8'), file).map(({ object }) => object),
  );
}
