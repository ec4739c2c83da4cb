import { Chart } from 'cdk8s';
import { check } from '../../src/checks/check';
import type { Finding } from '../../src/checks/finding';
import { parseManifests } from '../../src/checks/model/parse';
import { RegistryCredentials, PullSecret } from '../../src/cluster';
import { KubeObject } from '../../src/core/kube-object';
import { PlatformApp } from '../../src/core/platform-app';
import { Taint } from '../../src/core/taint';
import { Target } from '../../src/facts/target';
import { AksNodeClass, NodePool, Requirement } from '../../src/karpenter';
import type { NodePoolProps } from '../../src/karpenter';
import { PipelineAccess } from '../../src/kubeflow';
import { DevicePlugin, GpuSmokeTest } from '../../src/nvidia';
import { Simsvc } from '../../src/simsvc';
import { messageOf, objectsOf, testChart, untyped } from '../support/chart';
import type { Rendered } from '../support/chart';
import { clustersIn, COMMITTED, objectsIn } from './support';

/** Defects that no test beside a construct names, and what the library does about each. */

const aks = Target.aks('1.34');
const ofKind = (objects: readonly Rendered[], kind: string): Rendered[] =>
  objects.filter((object) => object.kind === kind);

/** What the checks say of manifests as text. */
const findingsIn = (text: string, target = aks): readonly Finding[] => check(parseManifests(text, 'a.yaml'), target);
const rulesIn = (text: string): string[] => findingsIn(text).map(({ rule }) => rule);

/** A GPU pool for a target, with what a test changes. */
function pool(target: Target, props: Partial<NodePoolProps> = {}): Rendered[] {
  const chart = new Chart(new PlatformApp({ target }), 'test');
  const nodeClass = new AksNodeClass(chart, 'class');
  const requirements = [Requirement.skuName('Standard_NC24ads_A100_v4')];
  new NodePool(chart, 'gpu', { requirements, nodeClass, taints: [Taint.gpu()], limits: { gpus: 8 }, ...props });
  return chart.toJson();
}

describe('SGR', () => {
  test('SGR-11: the device plugin is critical by its class, not by an annotation that nobody reads', () => {
    const [{ spec }] = ofKind(
      objectsOf((chart) => new DevicePlugin(chart, 'p')),
      'DaemonSet',
    ) as [Rendered];
    expect(spec.template.spec.priorityClassName).toBe('system-node-critical');
    expect(spec.template.metadata.annotations).toBeUndefined();
    expect(JSON.stringify(spec)).not.toContain('CriticalAddonsOnly');
  });

  test('SGR-19: a value without a space before it is reported as no YAML, with its line, and with one it is read', () => {
    const map = (value: string): string =>
      `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata:\n  A: b\n  ${value}\n`;
    expect(messageOf(() => findingsIn(map('VALUE:{{ .Url }}')))).toMatch(/^a\.yaml:\d+: is not YAML: /);
    expect(rulesIn(map("VALUE: '{{ .Url }}'"))).toEqual([]);
  });

  test('SGR-35: an object of the whole cluster gets no namespace of its chart, and one that has it is reported', () => {
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    const [role] = objectsOf((chart) => new KubeObject(chart, 'r', { apiVersion, kind: 'ClusterRole', rules: [] }));
    expect(role.metadata).not.toHaveProperty('namespace');
    const text = (metadata: string): string =>
      `{apiVersion: ${apiVersion}, kind: ClusterRole, metadata: ${metadata}, rules: []}`;
    expect(rulesIn(text('{name: a, namespace: b}'))).toContain('REF002');
    expect(rulesIn(text('{name: a}'))).not.toContain('REF002');
  });
});

describe('KKA', () => {
  test('KKA-05: the device plugin lands on GPU nodes, and waits where a GPU is missing', () => {
    const [{ spec }] = ofKind(
      objectsOf((chart) => new DevicePlugin(chart, 'p')),
      'DaemonSet',
    ) as [Rendered];
    const [container] = spec.template.spec.containers;
    expect(container.env).toContainEqual({ name: 'FAIL_ON_INIT_ERROR', value: 'false' });
  });

  test('KKA-06: pools and classes of the versions that the provider serves, the class by group and kind', () => {
    const [nodePool] = ofKind(pool(aks), 'NodePool') as [Rendered];
    expect(nodePool.apiVersion).toBe('karpenter.sh/v1');
    expect(nodePool.spec.template.spec.nodeClassRef).toEqual({
      group: 'karpenter.azure.com',
      kind: 'AKSNodeClass',
      name: 'class',
    });
    expect(ofKind(pool(aks), 'AKSNodeClass')[0]).toMatchObject({ apiVersion: 'karpenter.azure.com/v1beta1' });
  });

  test('KKA-07: GPU nodes do not expire, and only empty ones are taken away', () => {
    const [{ spec }] = ofKind(pool(aks), 'NodePool') as [Rendered];
    expect(spec.template.spec.expireAfter).toBe('Never');
    expect(spec.disruption.consolidationPolicy).toBe('WhenEmpty');
  });

  test('KKA-08: a GPU pool without limits is refused', () => {
    expect(messageOf(() => pool(aks, { limits: undefined }))).toContain('limits');
    expect(() => pool(aks)).not.toThrow();
  });

  test('KKA-09: startup taint and label of Cilium are those of a target with its data plane, and of no other', () => {
    const templateOf = (target: Target): Rendered => ofKind(pool(target), 'NodePool')[0]!.spec.template;
    const cilium = templateOf(Target.aks('1.34', { dataplane: 'cilium' }));
    expect(cilium.metadata.labels).toMatchObject({ 'kubernetes.azure.com/ebpf-dataplane': 'cilium' });
    expect(cilium.spec.startupTaints).toEqual([
      { key: 'node.cilium.io/agent-not-ready', value: 'true', effect: 'NoExecute' },
    ]);
    expect(templateOf(Target.aks('1.34', { dataplane: 'azure' })).spec.startupTaints).toBeUndefined();
  });

  test("KKA-17: the checks say of the AuthService's image that it is to be left; it prints the client's secret", () => {
    const image = (name: string): string =>
      `{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: '${name}'}]}}`;
    expect(rulesIn(image('gcr.io/arrikto/oidc-authservice:0c4ea9a'))).toContain('IMG005');
    expect(rulesIn(image('quay.io/oauth2-proxy/oauth2-proxy:v7.15.4'))).not.toContain('IMG005');
  });

  test('KKA-28: the smoke test ends, is removed, and has an image that does not move', () => {
    const [{ spec }] = ofKind(
      objectsOf((chart) => new GpuSmokeTest(chart, 't')),
      'Job',
    ) as [Rendered];
    expect(spec).toMatchObject({ backoffLimit: expect.any(Number), ttlSecondsAfterFinished: expect.any(Number) });
    expect(spec.template.spec.containers[0].image).toMatch(/:[\w.-]*\d|@sha256:/);
  });

  test("KKA-30: the document's slips and its private domain stand in no manifest", () => {
    expect(JSON.stringify(objectsIn('003'))).not.toMatch(/karpetner|kerpenter|mioio|andrewmin/i);
  });

  test('KKA-31: the namespace of the device plugin is made, with the level that hostPath needs', () => {
    const [namespace] = ofKind(
      objectsOf((chart) => new DevicePlugin(chart, 'p')),
      'Namespace',
    );
    expect(namespace!.metadata).toEqual({
      name: 'gpu-resources',
      labels: { 'pod-security.kubernetes.io/enforce': 'privileged' },
    });
  });
});

describe('SIM', () => {
  test('SIM-17: pulling is the matter of an account of its own, not of all pods of the namespace', () => {
    const props = { secret: PullSecret.existing('intens-acr-sp'), serviceAccount: 'simsvc' };
    const [account, ...more] = objectsOf((chart) => new RegistryCredentials(chart, 'r', props));
    expect(more).toEqual([]);
    expect(account).toMatchObject({
      kind: 'ServiceAccount',
      metadata: { name: 'simsvc' },
      imagePullSecrets: [{ name: 'intens-acr-sp' }],
    });
  });

  test('SIM-18: a name that is misspelt is told with those that are allowed', () => {
    const props = { edition: 'documented', image: 'a:1', vent: {} };
    expect(messageOf(() => new Simsvc(testChart(), 'mpt', untyped(props)))).toBe(
      "[test/mpt] a Simsvc has the unknown field 'vent', allowed are release, image, imagePullSecrets, workers, scheduler, server, work, " +
        'jobs, exposure, virtualNode, networkPolicy, user, edition',
    );
  });

  test('SIM-19: virtual nodes are tolerated by an operator that says so', () => {
    const objects = objectsOf(
      (chart) => new Simsvc(chart, 'mpt', { image: 'intens.azurecr.io/m:1', virtualNode: true }),
    );
    const pods = ofKind(objects, 'Deployment').map(({ spec }) => spec.template.spec);
    const tolerations = pods.flatMap((pod) => (pod.tolerations ?? []) as Rendered[]);
    expect(tolerations.length).toBeGreaterThan(0);
    for (const { operator } of tolerations) expect(operator).toBe('Exists');
  });
});

describe('ANS', () => {
  test('ANS-15: no executor is chosen, and steps may report as the one that Argo has today does', () => {
    const objects = objectsOf((chart) => new PipelineAccess(chart, 'p', { profile: 'admin' }));
    const rules = ofKind(objects, 'Role').flatMap((role) => role.rules as Rendered[]);
    expect(rules).toContainEqual({
      apiGroups: ['argoproj.io'],
      resources: ['workflowtaskresults'],
      verbs: ['create', 'patch'],
    });
    expect(JSON.stringify([...objects, ...objectsIn('004')])).not.toContain('containerRuntimeExecutor');
  });

  test('ANS-18: what is in the namespace of a profile has one, and without the profile it has not', () => {
    const binding = `apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: admin}\n`;
    const profile = `apiVersion: kubeflow.org/v1\nkind: Profile\nmetadata: {name: admin}\nspec: {owner: {kind: User, name: a@example.com}}\n`;
    expect(rulesIn(binding)).toContain('REF014');
    expect(rulesIn(`${binding}---\n${profile}`)).not.toContain('REF014');
  });

  test('ANS-21: no address of anybody stands in a manifest', () => {
    const text = JSON.stringify(clustersIn(COMMITTED).map(objectsIn));
    const addresses = text.match(/\b\d{1,3}(\.\d{1,3}){3}\b/g) ?? [];
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^(10\.|192\.0\.2\.|127\.0\.0\.1$|0\.0\.0\.0$)/);
  });

  test('ANS-22: nothing of kfctl is rendered', () => {
    expect(objectsIn('004').filter(({ apiVersion }) => /kfdef|apps\.kubeflow\.org/.test(apiVersion as string))).toEqual(
      [],
    );
    expect(ofKind(objectsIn('004'), 'Profile')).toHaveLength(1);
  });
});
