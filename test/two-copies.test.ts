import { ApiObject, App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as own from '../src';
import { toPassChecks } from '../src/jest';
import { messageOf } from './support/chart';
import { secondCopy } from './support/second-copy';

/** An app has one copy of this library, and a dependency of it brings constructs of another. */
const other = secondCopy();
const { library } = other;

const app = (): own.PlatformApp => new own.PlatformApp({ target: own.Target.aks('1.34') });
const chart = (): Chart => new Chart(app(), 'test', { namespace: 'studioml' });
const secret = (key: string): own.SecretSource => own.SecretSource.existing('studioml-services', key);

test('the second copy is one', () => {
  expect(library.PlatformApp).not.toBe(own.PlatformApp);
  expect(new library.ToolFile(chart(), 'it', { name: 'a.yaml', content: {} })).not.toBeInstanceOf(own.ToolFile);
  expect(other.cdk8s.Chart).toBe(Chart);
  expect(other.constructs.Construct).toBe(Construct);
});

describe('constructs of another copy of this library', () => {
  test('have their tool files written', () => {
    const all = new own.PlatformApp({ target: own.Target.kind('1.34') });
    const at = new Chart(all, 'test');
    new library.cluster.KindCluster(at, 'kind', { name: 'lab' });
    new library.ToolFile(at, 'values', { name: 'values.yaml', content: { replicas: 2 } });
    expect(all.synthFiles().tools.map(({ path }) => path)).toEqual(['kind.yaml', 'values.yaml']);
  });

  test('do not write a tool file over one of this copy', () => {
    const all = app();
    const at = new Chart(all, 'test');
    new own.ToolFile(at, 'first', { name: 'values.yaml', content: {} });
    new library.ToolFile(at, 'second', { name: 'values.yaml', content: {} });
    expect(messageOf(() => all.synthFiles())).toBe(
      "[test/second] the file 'values.yaml' is also written by [test/first]; rename one of the two",
    );
  });

  test('are the state of a runner', () => {
    const at = chart();
    const state = new library.runner.RunnerState(at, 'state', { name: 'all-runners' });
    new own.runner.Runner(at, 'runner', {
      version: '0.9.21',
      queues: { rabbit: { url: secret('url') } },
      state: state,
    });
    const maps = at.toJson().filter(({ kind }: { kind: string }) => kind === 'ConfigMap') as ApiObject[];
    expect(maps.map(({ metadata }) => metadata.name)).toEqual(['all-runners', 'studioml-env']);
  });

  test('are the queue and the store of a build', () => {
    const at = chart();
    const [url, user, password] = ['url', 'user', 'password'].map(secret);
    const rabbit = new library.runner.ExternalQueue(at, 'queue', { host: 'mq.example.com', url: url! });
    const minio = new library.runner.ExternalObjectStore(at, 'store', {
      host: 's3.example.com',
      ...{ user: user!, password: password! },
    });
    const build = { branch: 'main', rabbit: rabbit, minio } as const;
    new own.runner.BuildAndTest(at, 'build', build);
    const text = JSON.stringify(at.toJson());
    expect(text).toContain('s3.example.com:443');
    expect(text).not.toMatch(/"kind":"(Deployment|StatefulSet)"/);
  });

  test('share GPUs', () => {
    const sharing = library.nvidia.Sharing.timeSlicing({ resources: [{ name: 'nvidia.com/gpu', replicas: 4 }] });
    const made = (given: unknown): string => {
      const at = chart();
      new own.nvidia.DevicePlugin(at, 'plugin', { sharing: given as own.nvidia.Sharing });
      return JSON.stringify(at.toJson());
    };
    expect(made(sharing)).toContain('replicas: 4');
    expect(messageOf(() => made(JSON.parse(JSON.stringify(sharing))))).toContain(
      'sharing is an object, allowed is one of Sharing',
    );
  });

  test('find the target of the app', () => {
    expect(library.Target.of(chart()).toString()).toBe('aks@1.34');
  });

  test('stand in an app that the matcher of this copy knows', () => {
    const foreign = new library.PlatformApp({ target: library.Target.aks('1.34') });
    const at = new Chart(foreign, 'test', { namespace: 'studioml' });
    new library.KubeObject(at, 'class', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'studioml' } });
    new ApiObject(at, 'own', { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', rules: [] });
    // A PlatformApp drops the chart's namespace of a cluster-scoped object; of any other app it would be a finding.
    expect(toPassChecks(at)).toMatchObject({ pass: true });
    expect(other.matcher.toPassChecks(at)).toMatchObject({ pass: true });
    const plain = new Chart(new App(), 'test', { namespace: 'studioml' });
    new ApiObject(plain, 'own', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      rules: [],
    });
    expect(toPassChecks(plain)).toMatchObject({ pass: false });
  });
});

/** Where versions of the peers do not fit each other, npm installs those twice as well. */
describe.each([
  ['constructs', ['cdk8s']],
  ['cdk8s', ['constructs']],
  ['both', []],
] as const)('with a second copy of %s', (_name, shared) => {
  const copy = secondCopy(shared);
  type Peers = Pick<typeof copy, 'cdk8s' | 'constructs'>;
  const here: Peers = { cdk8s: jest.requireActual('cdk8s'), constructs: jest.requireActual('constructs') };

  /** An app of one side with the constructs of the other, as text. */
  const synthesized = (outer: Pick<typeof copy, 'library'>, inner: Pick<typeof copy, 'library'> & Peers): string => {
    const all = new outer.library.PlatformApp({ target: outer.library.Target.aks('1.34') });
    const at = new inner.cdk8s.Chart(all, 'test', { namespace: 'studioml' });
    new inner.constructs.Construct(at, 'plain');
    new inner.library.KubeObject(at, 'namespace', {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'studioml' },
    });
    const url = inner.library.SecretSource.existing('studioml-queue', 'url');
    const runner = new inner.library.runner.Runner(at, 'runner', { version: '0.9.21', queues: { rabbit: { url } } });
    runner.node.addDependency(at.node.tryFindChild('namespace')!);
    new inner.library.ToolFile(at, 'values', { name: 'values.yaml', content: {} });
    const { manifests, tools } = all.synthFiles();
    return [...manifests, ...tools].map(({ path, text }) => `# ${path}\n${text}`).join('');
  };
  const usual = synthesized({ library: own }, { library: own, ...here });

  test('writes the same', () => {
    expect(usual).toContain('kind: Deployment');
    expect(synthesized({ library: own }, copy)).toBe(usual);
    expect(synthesized(copy, { library: own, ...here })).toBe(usual);
    expect(synthesized(copy, copy)).toBe(usual);
  });

  /** What waits for others to add to it is made late: an ExternalSecret with a key for each source. */
  const late = (): own.PlatformApp => {
    const all = app();
    const at = new copy.cdk8s.Chart(all, 'test', { namespace: 'studioml' });
    const store = { name: 'vault', kind: 'ClusterSecretStore' } as const;
    const url = copy.library.SecretSource.externalSecret({ name: 'queue', key: 'url', store, remoteKey: 'queue' });
    new copy.library.runner.Runner(at, 'runner', { version: '0.9.21', queues: { rabbit: { url } } });
    return all;
  };

  const isOneCdk8s = (shared as readonly string[]).includes('cdk8s');
  test(`${isOneCdk8s ? 'renders' : 'says why it cannot render'} what is made late`, () => {
    expect(messageOf(() => late().synthFiles())).toBe(
      isOneCdk8s
        ? 'nothing was thrown'
        : "[test/runner/ExternalSecret-queue] a value of it is a Lazy of another copy of cdk8s than the app's, which cannot render it; " +
            'npm ls cdk8s shows the copies, npm dedupe or one version range for all of them leaves one',
    );
  });
});
