import { Model } from '../../src/checks/model/model';
import { parseManifests } from '../../src/checks/model/parse';
import { makePlan } from '../../src/checks/schedule/engine/plan';
import type { ScheduleOptions } from '../../src/checks/schedule/engine/plan';
import { Target } from '../../src/facts/target';
import { estimate } from '../../src/report/estimate';
import { missingPrices } from '../../src/report/missing-prices';
import { report } from '../../src/report/report';

const A100 = 'Standard_NC24ads_A100_v4';
/** One with a price in eastus and none in westeurope. */
const H100 = 'Standard_ND96isrf_H100_v5';

/** A pool of one size, and a pod that starts a machine of it. */
const platform = (size: string, zone = 'westeurope-1', name = 'gpu'): string => `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: ${name} }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      requirements:
        - { key: karpenter.azure.com/sku-name, operator: In, values: [${size}] }
        - { key: topology.kubernetes.io/zone, operator: In, values: [${zone}] }
---
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: n }
spec:
  nodeSelector: { karpenter.sh/nodepool: ${name} }
  containers: [{ name: a, image: a, resources: { requests: { cpu: 1 } } }]
`;

function said(text: string, options: ScheduleOptions = {}): string[] {
  const plan = makePlan(new Model(parseManifests(text, 'a.yaml')), Target.aks('1.34'), options);
  return missingPrices(plan, [estimate(plan, () => 1)]);
}

test('a size with a price in its region is not spoken of', () => {
  expect(said(platform(A100))).toEqual([]);
});

test('one without has the price of another region, which is said', () => {
  expect(said(platform(H100))).toEqual([
    `No price of ${H100} is known in westeurope: that of eastus stands in its place.`,
  ]);
  const both = `${platform(A100, 'northeurope-1')}---\n${platform(H100, 'northeurope-1', 'other')}`;
  expect(said(both)).toEqual([
    `No price of ${A100}, ${H100} is known in northeurope: that of eastus stands in its place.`,
  ]);
  expect(said(platform(A100, 'northeurope-1'), { region: 'westeurope' })).toEqual([]);
});

test('one without a price in eastus has that of a region that has one', () => {
  const size = 'Standard_NC16ads_A10_v4';
  expect(said(platform(size, 'eastus-1'))).toEqual([
    `No price of ${size} is known in eastus: that of westeurope stands in its place.`,
  ]);
});

test('one that no region has a price of is told to be in no sum', () => {
  expect(said(platform('Standard_ND96isrf_H200_v5', 'eastus-1'))).toEqual([
    'No price of Standard_ND96isrf_H200_v5 is known, in eastus or elsewhere: their nodes are not in the sums.',
  ]);
});

test('a size that no node is started of is not spoken of', () => {
  const [pool] = platform(H100).split('---');
  expect(said(pool!)).toEqual([]);
});

test('prices of a file of your own are what they are', () => {
  const sizes = [
    { name: A100, labels: {}, allocatable: { cpu: 24, memory: '200Gi', pods: 100 } },
  ] as ScheduleOptions['sizes'];
  expect(said(platform(A100, 'northeurope-1'), { sizes })).toEqual([]);
});

test('the page has it among what is assumed', () => {
  const manifests = parseManifests(platform(H100), 'a.yaml');
  const { html } = report(manifests, Target.aks('1.34'), {});
  expect(html).toContain(`<li>No price of ${H100} is known in westeurope: that of eastus stands in its place.</li>`);
  expect(report(parseManifests(platform(A100), 'a.yaml'), Target.aks('1.34'), {}).html).not.toContain('No price of');
});
