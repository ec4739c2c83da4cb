import * as yaml from 'js-yaml';
import type { KubernetesObject } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { noPlace } from '../../../src/checks/schedule/rules/no-place';
import { jobYaml, poolYaml, TOLERATION } from '../../../src/checks/schedule/rules/examples';
import { Target } from '../../../src/facts/target';

const CPU = poolYaml({ name: 'cpu', sizes: ['Standard_D4s_v5'], taint: false });

/** The fixes of what SCH001 reports; `undefined` for that of the rule itself. */
function fixes(...texts: string[]): (string | undefined)[] {
  const manifests = texts
    .flatMap((text) => yaml.loadAll(text) as KubernetesObject[])
    .map((object, document) => ({ object, origin: { file: 'all.yaml', document } }));
  return [...noPlace.check(new Model(manifests), Target.generic('1.36'))].map(({ fix }) => fix);
}

/** A Job that selects the pool `a100`, and what more its container asks for. */
function job(more = ''): string {
  const selected = jobYaml({ pod: [...TOLERATION, 'nodeSelector:', '  karpenter.sh/nodepool: a100'] });
  return selected.replace('nvidia.com/gpu: 1', `nvidia.com/gpu: 1\n              ${more}`);
}

test('a pod that is larger than every size of its pool: what the largest has', () => {
  expect(fixes(poolYaml(), CPU, job('memory: 640Gi'))).toEqual([
    expect.stringMatching(
      /^ask for less, or give pool a100 a larger size than Standard_NC24ads_A100_v4, its largest, which has \{"cpu":"\d+m","memory":"\d+Mi","nvidia.com\/gpu":"1"\} for pods/,
    ),
  ]);
});

test('a pod that asks a pool of other machines for a GPU', () => {
  expect(fixes(poolYaml({ sizes: ['Standard_D8s_v5'] }), CPU, job())).toEqual([
    'let the pod run on a pool whose sizes have nvidia.com/gpu: no size of pool a100 has one',
  ]);
});

test('a pool that may start no machine, or has no size', () => {
  expect(fixes(poolYaml({ spec: ['limits:', '  nvidia.com/gpu: 0'] }), CPU, job())).toEqual([
    'raise spec.limits of pool a100, which leave it no machine',
  ]);
  expect(fixes(poolYaml({ sizes: ['Standard_NC6'] }), CPU, job())).toEqual([
    'mend the requirements of pool a100, which leave it no size',
  ]);
});

test('a pod that does not tolerate its pool is told of placement, whatever other pools say', () => {
  expect(fixes(poolYaml(), CPU, jobYaml({ pod: [] }))).toEqual([undefined]);
});
