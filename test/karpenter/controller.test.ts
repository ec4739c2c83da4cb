import { ApiObject, Chart } from 'cdk8s';
import { check } from '../../src/checks/check';
import { PlatformApp } from '../../src/core/platform-app';
import { SecretSource } from '../../src/core/secret/secret-source';
import { ToolFile } from '../../src/core/tool-file';
import { Target } from '../../src/facts/target';
import { Controller } from '../../src/karpenter';
import type { ControllerProps } from '../../src/karpenter';
import { messageOf, untyped, yamlOf } from '../support/chart';
import type { Rendered } from '../support/chart';

const SUBSCRIPTION = '66666666-7777-8888-9999-000000000000';
const PROPS: ControllerProps = {
  clusterName: 'ml',
  clusterEndpoint: 'https://ml-dns-1a2b3c4d.hcp.westeurope.azmk8s.io:443',
  clientId: '11111111-2222-3333-4444-555555555555',
  bootstrapToken: SecretSource.existing('karpenter-bootstrap', 'token'),
  sshPublicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample',
  subscriptionId: SUBSCRIPTION,
  location: 'westeurope',
  nodeResourceGroup: 'MC_ml_ml_westeurope',
  vnetSubnetID: `/subscriptions/${SUBSCRIPTION}/resourceGroups/ml/providers/Microsoft.Network/virtualNetworks/ml/subnets/nodes`,
};

const CILIUM = Target.aks('1.34', { dataplane: 'cilium' });

function chartFor(target = CILIUM, namespace: string | undefined = 'kube-system'): Chart {
  return new Chart(new PlatformApp({ target }), 'karpenter', { namespace });
}

function make(props: Partial<ControllerProps> = {}, chart = chartFor()): Controller {
  return new Controller(chart, 'controller', { ...PROPS, ...props });
}

function objects(props: Partial<ControllerProps> = {}, chart = chartFor()): Rendered[] {
  make(props, chart);
  return chart.toJson();
}

const problem = (props: Partial<ControllerProps>): string => messageOf(() => make(props));

test('defaults', () => {
  const chart = chartFor();
  make({}, chart);
  expect(yamlOf(chart)).toMatchSnapshot();
});

test('everything set', () => {
  const chart = chartFor(Target.aks('1.34', { dataplane: 'iptables' }));
  make(
    {
      serviceAccountName: 'karpenter',
      release: 'v1.5.0',
      replicas: 3,
      resources: { cpu: '500m', memory: '512Mi' },
      vnetGuid: '22222222-3333-4444-5555-666666666666',
      nodeIdentities: [`/subscriptions/${SUBSCRIPTION}/resourceGroups/ml/providers/x/userAssignedIdentities/kubelet`],
      network: { plugin: 'azure', pluginMode: '', policy: 'calico' },
      logLevel: 'debug',
      vmMemoryOverheadPercent: 0.05,
      featureGates: { SpotToSpotConsolidation: true },
    },
    chart,
  );
  expect(yamlOf(chart)).toMatchSnapshot();
});

test('the values of the chart, in place of the objects', () => {
  const chart = chartFor();
  const controller = make({ install: 'helm-values', featureGates: { NodeRepair: true }, release: '1.14.2' }, chart);
  expect(chart.toJson()).toEqual([]);
  const file = controller.node.findChild('Values') as ToolFile;
  expect(file.name).toBe('karpenter-values.yaml');
  expect(file.toText()).toMatchSnapshot();
});

test('an image of a mirror is taken apart for the chart', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const image = (given: string): Rendered => {
    const controller = make({ install: 'helm-values', image: given });
    return (controller.node.findChild('Values') as ToolFile).toText();
  };
  expect(image('mirror.example.com:5000/karpenter:1.14.2')).toContain(
    'repository: mirror.example.com:5000/karpenter\n    tag: 1.14.2\n    digest: ""',
  );
  expect(image(`mirror.example.com/karpenter@${digest}`)).toContain(`digest: ${digest}`);
});

test('every check passes, also under strict', () => {
  const chart = chartFor();
  make({}, chart);
  const app = chart.node.root as PlatformApp;
  expect(app.check()).toEqual([]);
  const manifests = chart.toJson().map((object: Rendered) => ({ object, origin: {} }));
  const externals = [{ kind: 'Secret', name: 'karpenter-bootstrap', reason: 'made by the pipeline' }];
  expect(check(manifests, CILIUM, { preset: 'strict', externals })).toEqual([]);
});

test('the service account is the subject of the federated credential, and the main object is the Deployment', () => {
  const controller = make({ serviceAccountName: 'karpenter' });
  expect(controller.federatedSubject).toBe('system:serviceaccount:kube-system:karpenter');
  expect(controller.serviceAccount).toEqual({ name: 'karpenter', namespace: 'kube-system' });
  expect(ApiObject.of(controller).kind).toBe('Deployment');
});

test('KKA-25: the bootstrap token stands in no file, and leaders are elected whatever the replicas', () => {
  const [deployment] = objects().filter(({ kind }) => kind === 'Deployment');
  const { env } = deployment.spec.template.spec.containers[0];
  expect(env).toContainEqual({
    name: 'KUBELET_BOOTSTRAP_TOKEN',
    valueFrom: { secretKeyRef: { name: 'karpenter-bootstrap', key: 'token' } },
  });
  expect(env.map(({ name }: Rendered) => name)).not.toContain('LEADER_ELECT');
  expect(env.map(({ name }: Rendered) => name)).not.toContain('DISABLE_LEADER_ELECTION');
  const secrets = objects().flatMap(({ rules = [] }) => rules.flatMap(({ resources }: Rendered) => resources));
  expect(secrets).not.toContain('secrets');
});

test('KKA-32: what it may change of node classes is of the group that they have', () => {
  const [role] = objects().filter(({ kind }) => kind === 'ClusterRole');
  const groups = role.rules
    .filter(({ resources }: Rendered) => resources.includes('aksnodeclasses'))
    .flatMap(({ apiGroups }: Rendered) => apiGroups);
  expect(new Set(groups)).toEqual(new Set(['karpenter.azure.com']));
});

test.each<[string, Partial<ControllerProps>, string]>([
  [
    'KKA-26: a name in place of the client id',
    { clientId: 'karpentermsi' },
    "clientId is 'karpentermsi', allowed is a UUID such as 11111111-2222-3333-4444-555555555555",
  ],
  [
    'no client id',
    { clientId: untyped(undefined) },
    "clientId is '', allowed is a UUID such as 11111111-2222-3333-4444-555555555555",
  ],
  [
    'an endpoint of http',
    { clusterEndpoint: 'http://ml' },
    "clusterEndpoint is 'http://ml', allowed is a URL of https without a path",
  ],
  [
    'a short host',
    { clusterEndpoint: 'https://ml.example.com' },
    "clusterEndpoint has the host 'ml.example.com', allowed is the whole name of an AKS API server, of at least 33 characters",
  ],
  ['no token', { bootstrapToken: untyped(undefined) }, 'bootstrapToken is missing, give the source of a secret'],
  [
    'a private key',
    { sshPublicKey: '-----BEGIN' },
    "sshPublicKey is '-----BEGIN', allowed is a public key such as ssh-ed25519 AAAA...",
  ],
  [
    'a subnet by name',
    { vnetSubnetID: 'nodes' },
    "vnetSubnetID is 'nodes', allowed is the Azure resource id of a subnet",
  ],
  [
    'a region in words',
    { location: 'West Europe' },
    "location is 'West Europe', allowed is an Azure region such as westeurope",
  ],
  [
    'a resource group',
    { nodeResourceGroup: 'a b' },
    "nodeResourceGroup is 'a b', allowed is the name of a resource group",
  ],
  [
    'a subscription',
    { subscriptionId: 'mine' },
    "subscriptionId is 'mine', allowed is a UUID such as 11111111-2222-3333-4444-555555555555",
  ],
  ['a plugin', { network: { plugin: untyped('kubenet') } }, "network.plugin is 'kubenet', allowed are azure, none"],
  [
    'a mode without plugin',
    { network: { plugin: 'none', pluginMode: 'overlay' } },
    "network.pluginMode is 'overlay' and network.plugin 'none', which has no mode",
  ],
  [
    'an identity by name',
    { nodeIdentities: ['kubelet'] },
    "nodeIdentities is 'kubelet', allowed is resource ids of identities",
  ],
  [
    'an overhead',
    { vmMemoryOverheadPercent: 7.5 },
    'vmMemoryOverheadPercent is 7.5, allowed is a share from 0 to below 1',
  ],
  [
    'a gate',
    { featureGates: { Drift: true } },
    "featureGates is 'Drift', allowed are CapacityBuffer, NodeOverlay, NodeRepair, ReservedCapacity, SpotToSpotConsolidation, StaticCapacity",
  ],
  ['an old release', { release: '0.4.0' }, "release is '0.4.0', allowed are releases from 1.4.0 on, such as 1.14.2"],
  ['no replica', { replicas: 0 }, 'replicas is 0, allowed are whole numbers of at least 1'],
  ['a way to install', { install: untyped('kustomize') }, "install is 'kustomize', allowed are manifests, helm-values"],
])('%s is refused', (_what, props, message) => {
  expect(problem(props)).toBe(`[karpenter/controller] ${message}`);
});

test('a chart without namespace, and another provider, are refused', () => {
  expect(messageOf(() => make({}, new Chart(new PlatformApp({ target: CILIUM }), 'karpenter')))).toBe(
    '[karpenter/controller] the chart has no namespace; give it that of the federated credential, such as kube-system',
  );
  expect(messageOf(() => make({}, chartFor(Target.eks('1.34'))))).toBe(
    "[karpenter/controller] the target is eks, and this is Karpenter's controller for AKS",
  );
});
