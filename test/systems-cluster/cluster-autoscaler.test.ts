import { ApiObject, Chart } from 'cdk8s';
import { load } from 'js-yaml';
import { PlatformApp } from '../../src/core/platform-app';
import { Placement } from '../../src/core/placement';
import { KUBERNETES_VERSIONS, Target } from '../../src/facts/target';
import { ClusterAutoscaler, autoscalerImage } from '../../src/cluster';
import type { ClusterAutoscalerProps } from '../../src/cluster';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import type { Rendered } from '../support/chart';
import { findingsOf } from './render';

const DEFAULTS: ClusterAutoscalerProps = { clusterName: 'ml', region: 'us-west-2' };

const EVERYTHING: Required<ClusterAutoscalerProps> = {
  clusterName: 'ml-production',
  region: 'eu-central-1',
  roleArn: 'arn:aws:iam::123456789012:role/cluster-autoscaler',
  namespace: 'autoscaling',
  image: 'mirror.example.com/cluster-autoscaler:v1.34.0',
  expander: 'priority',
  priorities: { 50: ['.*spot.*', '^"quoted"\\.name$'], 10: ['.*'] },
  skipNodesWithLocalStorage: true,
  skipNodesWithSystemPods: false,
  balanceSimilarNodeGroups: true,
  maxNodesTotal: 40,
  maxNodeProvisionTime: '30m',
  scaleDownUnneededTime: '5m',
  scaleDownDelayAfterAdd: '0m',
  scaleDownUtilizationThreshold: 0.4,
  scaleDownGpuUtilizationThreshold: 0,
  verbosity: 2,
  resources: { requests: { cpu: '200m', memory: '1Gi' } },
  placement: Placement.labels({ pool: 'system' }),
  edition: 'platform',
};

const eks = Target.eks('1.34');
const build = (props: ClusterAutoscalerProps) => (chart: Chart) => new ClusterAutoscaler(chart, 'autoscaler', props);
const render = (props: ClusterAutoscalerProps, target = eks): Rendered[] => objectsOf(build(props), target);
const find = (kind: string, target = eks): Rendered => render(DEFAULTS, target).find((object) => object.kind === kind);

describe('ClusterAutoscaler', () => {
  test('defaults', () => expect(yamlFrom(build(DEFAULTS), eks)).toMatchSnapshot());
  test('everything set', () => expect(yamlFrom(build(EVERYTHING), eks)).toMatchSnapshot());
  test('documented', () => {
    expect(yamlFrom(build({ clusterName: 'test-eks', edition: 'documented' }), eks)).toMatchSnapshot();
  });

  test('the checks report the dead registry of the documented image', () => {
    const images = findingsOf(build({ clusterName: 'test-eks', edition: 'documented' }), eks).filter((finding) =>
      finding.startsWith('IMG'),
    );
    expect(images).toEqual([
      expect.stringContaining(
        "IMG004 image 'k8s.gcr.io/autoscaling/cluster-autoscaler:v1.19.1' stands in the old registry of Kubernetes",
      ),
    ]);
  });

  test.each([DEFAULTS, EVERYTHING])('its output passes all checks (%#)', (props) => {
    // Nothing beside the autoscaler makes the quota that lets a namespace have critical pods.
    const inKubeSystem = { ...props, namespace: 'kube-system' };
    expect(findingsOf(build(inKubeSystem), eks)).toEqual([]);
    expect(findingsOf(build(inKubeSystem), Target.generic('1.27', { podSecurity: 'restricted' }))).toEqual([]);
  });

  test('ApiObject.of finds the Deployment', () => {
    const autoscaler = new ClusterAutoscaler(testChart(), 'autoscaler', DEFAULTS);
    expect(ApiObject.of(autoscaler).kind).toBe('Deployment');
    expect(autoscaler.serviceAccount).toEqual({ name: 'cluster-autoscaler', namespace: 'kube-system' });
  });

  test('priorities choose the expander, and are what the program parses', () => {
    const objects = render({ ...DEFAULTS, priorities: { 50: ['.*spot.*', '^"a"\\.b$'], 10: ['.*'] } });
    const map = objects.find(({ kind }) => kind === 'ConfigMap');
    expect(map.metadata.name).toBe('cluster-autoscaler-priority-expander');
    expect(load(String(map.data.priorities))).toEqual({ 50: ['.*spot.*', '^"a"\\.b$'], 10: ['.*'] });
    const { args } = objects.find(({ kind }) => kind === 'Deployment').spec.template.spec.containers[0];
    expect(args).toContain('--expander=priority');
  });

  test('SGR-17: the image is of the minor version of the cluster', () => {
    const { oldest, newest } = KUBERNETES_VERSIONS;
    for (let minor = Number(oldest.slice(2)); minor <= Number(newest.slice(2)); minor++) {
      const image = find('Deployment', Target.eks(`1.${minor}`)).spec.template.spec.containers[0].image as string;
      expect(image).toBe(autoscalerImage(minor));
      expect(image).toMatch(new RegExp(`^registry\\.k8s\\.io/autoscaling/cluster-autoscaler:v1\\.${minor}\\.\\d+$`));
    }
  });

  test('claims of devices are read where they are stable', () => {
    const groups = (version: string): string[] =>
      find('ClusterRole', Target.eks(version)).rules.flatMap(({ apiGroups }: Rendered) => apiGroups as string[]);
    expect(groups('1.34')).toContain('resource.k8s.io');
    expect(groups('1.33')).not.toContain('resource.k8s.io');
  });

  test('no right to change anything but nodes, evictions, events, Jobs and pod status in the whole cluster', () => {
    const writes = find('ClusterRole').rules.flatMap(({ resources, verbs }: Rendered) =>
      verbs.some((verb: string) => !['get', 'list', 'watch'].includes(verb)) ? (resources as string[]) : [],
    );
    expect(writes).toEqual(['events', 'pods/eviction', 'pods/status', 'nodes', 'jobs']);
    expect(JSON.stringify(find('ClusterRole').rules)).not.toContain('secrets');
  });

  test.each(['aks', 'kind'] as const)('refuses the target %s', (provider) => {
    const chart = new Chart(new PlatformApp({ target: Target[provider]('1.34') }), 'test');
    expect(messageOf(() => new ClusterAutoscaler(chart, 'autoscaler', DEFAULTS))).toBe(
      `[test/autoscaler] the target is ${provider}, and this is the cluster autoscaler for Auto Scaling groups of AWS`,
    );
  });

  const time = 'allowed is hours, minutes and seconds, such as 10m';
  test.each<[object, string]>([
    [{ clusterName: undefined }, "clusterName is '', allowed is the name of a cluster, such as ml"],
    [
      { clusterName: '<YOUR CLUSTER>' },
      "clusterName is '<YOUR CLUSTER>', allowed is the name of a cluster, such as ml",
    ],
    [{ region: undefined }, "region is '', allowed is a region such as us-west-2"],
    [
      { roleArn: 'autoscaler' },
      "roleArn is 'autoscaler', allowed is a role such as arn:aws:iam::123456789012:role/cluster-autoscaler",
    ],
    [
      { namespace: 'Kube' },
      "namespace 'Kube' must consist of lower-case letters, digits and '-', and begin and end with a letter or digit",
    ],
    [{ image: '' }, "image is '', allowed is an image with its tag"],
    [
      { expander: 'cheapest' },
      "expander is 'cheapest', allowed are least-waste, random, most-pods, least-nodes, priority",
    ],
    [{ expander: 'price' }, "expander is 'price', allowed are least-waste, random, most-pods, least-nodes, priority"],
    [
      { expander: 'priority' },
      "expander is 'priority', but priorities is missing, without which the program chooses by chance",
    ],
    [
      { expander: 'random', priorities: { 10: ['.*'] } },
      "priorities is given, but expander is 'random', which does not read it",
    ],
    [{ priorities: {} }, 'priorities is empty, it needs at least one priority'],
    [{ priorities: { high: ['.*'] } }, "priorities is 'high', allowed is whole numbers of at least 1 as keys"],
    [{ priorities: { 10: [] } }, 'priorities[10] is empty, it needs at least one expression'],
    [{ priorities: { 10: [''] } }, "priorities[10] is '', allowed is a regular expression of group names"],
    [{ maxNodesTotal: 0 }, 'maxNodesTotal is 0, allowed are whole numbers of at least 1'],
    [{ verbosity: 11 }, 'verbosity is 11, allowed are whole numbers from 0 to 10'],
    [{ maxNodeProvisionTime: '-1m' }, `maxNodeProvisionTime is '-1m', ${time}`],
    [{ scaleDownUnneededTime: 10 }, `scaleDownUnneededTime is 10, ${time}`],
    [{ scaleDownDelayAfterAdd: '10 minutes' }, `scaleDownDelayAfterAdd is '10 minutes', ${time}`],
    [{ scaleDownUtilizationThreshold: 50 }, 'scaleDownUtilizationThreshold is 50, allowed are numbers from 0 to 1'],
    [
      { scaleDownGpuUtilizationThreshold: -1 },
      'scaleDownGpuUtilizationThreshold is -1, allowed are numbers from 0 to 1',
    ],
    [{ edition: 'old' }, "edition is 'old', allowed are platform, documented"],
    [{ edition: 'documented' }, "region is given, and edition 'documented' does not have it"],
  ])('refuses %j', (props, message) => {
    expect(messageOf(() => new ClusterAutoscaler(testChart(), 'autoscaler', untyped({ ...DEFAULTS, ...props })))).toBe(
      `[test/autoscaler] ${message}`,
    );
  });
});
