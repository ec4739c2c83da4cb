import { ApiObject, App, Chart } from 'cdk8s';
import { Placement } from '../../src/core/placement';
import { PlatformApp } from '../../src/core/platform-app';
import { Runner, RunnerAccess, RunnerState } from '../../src/runner';
import { objectsOf, testChart, yamlFrom, yamlOf } from '../support/chart';
import type { Rendered } from '../support/chart';

/** Secrets, their stores and namespaces are made outside of what is tested here. */
function madeHere({ rule }: { readonly rule: string }): boolean {
  return !['REF005', 'REF007', 'REF014'].includes(rule);
}

/** What document 001 shows has no namespace, or means `default`. */
const inNoNamespace = (build: (chart: Chart) => unknown): Rendered[] => {
  const chart = new Chart(new App(), 'doc');
  build(chart);
  return chart.toJson();
};

describe('document 001, section "Kubernetes labelling"', () => {
  const template = {
    metadata: { labels: { app: 'studioml-go-runner' } },
    spec: {
      imagePullSecrets: [{ name: 'studioml-go-docker-key' }],
      nodeSelector: { 'beta.kubernetes.io/os': 'linux', 'leafai.affinity': 'production' },
      containers: [
        {
          name: 'studioml-go-runner',
          image: 'leafai/studio-go-runner:0.9.9',
          resources: {
            requests: { 'nvidia.com/gpu': 1, memory: '8G', cpu: 2 },
            limits: { 'nvidia.com/gpu': 1, memory: '16G', cpu: 2 },
          },
        },
      ],
    },
  };

  test('the documented edition is its pod template, field for field', () => {
    const [deployment, ...more] = inNoNamespace(
      (chart) => new Runner(chart, 'runner', { version: '0.9.9', edition: 'documented' }),
    );
    expect(deployment.spec.template).toEqual(template);
    expect(more).toEqual([]);
  });

  test('the Deployment around it has what no Deployment can do without', () => {
    const [deployment] = inNoNamespace(
      (chart) => new Runner(chart, 'runner', { version: '0.9.9', edition: 'documented' }),
    );
    expect(deployment).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'studioml-go-runner-deployment' },
      spec: { replicas: 1, selector: { matchLabels: { app: 'studioml-go-runner' } }, template },
    });
  });

  test('as YAML', () => {
    expect(
      yamlFrom((chart) => new Runner(chart, 'runner', { version: '0.9.9', edition: 'documented' })),
    ).toMatchSnapshot();
  });

  test('what is given stands in place of what it shows', () => {
    const [{ spec }] = objectsOf(
      (chart) =>
        new Runner(chart, 'runner', {
          version: '0.9.21',
          edition: 'documented',
          name: 'two-gpus',
          image: 'mirror.example.com/runner:1',
          imagePullPolicy: 'Always',
          imagePullSecrets: [],
          replicas: 2,
          gpus: 2,
          placement: Placement.labels({ 'leafai.affinity': 'test' }),
        }),
    );
    expect(spec.replicas).toBe(2);
    expect(spec.template.spec).toEqual({
      imagePullSecrets: [],
      nodeSelector: { 'beta.kubernetes.io/os': 'linux', 'leafai.affinity': 'test' },
      containers: [
        {
          name: 'studioml-go-runner',
          image: 'mirror.example.com/runner:1',
          imagePullPolicy: 'Always',
          resources: {
            requests: { 'nvidia.com/gpu': 2, memory: '8G', cpu: 2 },
            limits: { 'nvidia.com/gpu': 2, memory: '16G', cpu: 2 },
          },
        },
      ],
    });
  });

  test('resources that are given replace those of the document as a whole', () => {
    const resources = { limits: { 'nvidia.com/gpu': 1, memory: '4Gi' } };
    const [{ spec }] = objectsOf(
      (chart) => new Runner(chart, 'runner', { version: '0.9.9', edition: 'documented', resources }),
    );
    expect(spec.template.spec.containers[0].resources).toEqual(resources);
  });

  test('it has no service account', () => {
    expect(
      new Runner(testChart(), 'runner', { version: '0.9.9', edition: 'documented' }).serviceAccount,
    ).toBeUndefined();
  });

  test('it passes all checks', () => {
    const app = new PlatformApp();
    new Runner(new Chart(app, 'doc'), 'runner', { version: '0.9.9', edition: 'documented' });
    expect(app.check().filter(madeHere)).toEqual([]);
  });
});

describe('document 001, section "Configuration Map support"', () => {
  test('the map of all runners, field for field', () => {
    expect(inNoNamespace((chart) => new RunnerState(chart, 'state'))).toEqual([
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'studioml-go-runner' }, data: { STATE: 'Running' } },
    ]);
  });

  test.each(['Running', 'DrainAndSuspend'] as const)(
    'the map of one pod has the name of its host and says %s',
    (state) => {
      const podName = 'studioml-go-runner-deployment-847d7d5874-5lrs7';
      expect(objectsOf((chart) => new RunnerState(chart, 'one', { state, podName }))).toEqual([
        { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: podName, namespace: 'ml' }, data: { STATE: state } },
      ]);
    },
  );

  test.each(['Running', 'DrainAndSuspend'] as const)('the map of all runners says %s', (state) => {
    expect(yamlFrom((chart) => new RunnerState(chart, 'state', { state }))).toMatchSnapshot();
  });

  test('another name is the one that the construct tells', () => {
    const chart = testChart();
    const state = new RunnerState(chart, 'state', { name: 'runners' });
    expect(state.name).toBe('runners');
    expect(ApiObject.of(state).name).toBe('runners');
    expect(new RunnerState(chart, 'one', { name: 'runners', podName: 'pod-1' }).name).toBe('pod-1');
  });
});

describe('document 001, section "Security requirements"', () => {
  test('the binding to cluster-admin, field for field as kubectl makes it', () => {
    const access = { serviceAccount: { name: 'default' }, namespace: 'default', insecureClusterAdmin: true };
    expect(inNoNamespace((chart) => new RunnerAccess(chart, 'access', access))).toEqual([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'ClusterRoleBinding',
        metadata: { name: 'default-cluster-admin' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace: 'default' }],
      },
    ]);
  });

  test('it has no namespace in a chart that has one', () => {
    const serviceAccount = { name: 'default' };
    const [binding] = objectsOf(
      (chart) => new RunnerAccess(chart, 'access', { serviceAccount, insecureClusterAdmin: true }),
    );
    expect(binding.metadata).toEqual({ name: 'ml-cluster-admin' });
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: 'default', namespace: 'ml' }]);
  });

  test('by default there is a Role of the namespace and nothing cluster-wide', () => {
    const chart = testChart();
    const access = new RunnerAccess(chart, 'access', { serviceAccount: { name: 'studioml-account' } });
    expect(yamlOf(chart)).toMatchSnapshot();
    expect(ApiObject.of(access).kind).toBe('RoleBinding');
  });

  test('another namespace is that of the role, the binding and the subject', () => {
    const access = { serviceAccount: { name: 'runner' }, namespace: 'other' };
    const [role, binding] = objectsOf((chart) => new RunnerAccess(chart, 'access', access));
    expect([role.metadata.namespace, binding.metadata.namespace, binding.subjects[0].namespace]).toEqual([
      'other',
      'other',
      'other',
    ]);
  });
});
