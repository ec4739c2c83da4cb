import { preparePools } from '../../src/checks/schedule/engine/karpenter/pools';
import { Target } from '../../src/facts/target';
import { REPORT_STEPS, reportOf } from '../../src/report/report';

type Pools = typeof import('../../src/checks/schedule/engine/karpenter/pools');

jest.mock('../../src/checks/schedule/engine/karpenter/pools', (): Pools => {
  const actual = jest.requireActual<Pools>('../../src/checks/schedule/engine/karpenter/pools');
  return { ...actual, preparePools: jest.fn(actual.preparePools) };
});

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'web', image: 'web:1' }] },
};

test('rules, table, prices and pictures ask the pools once', () => {
  reportOf([POD], Target.aks('1.34'), {});
  expect(preparePools).toHaveBeenCalledTimes(1);
});

test('a sign of life for each rule and each part of the page', () => {
  const step = jest.fn();
  reportOf([POD], Target.aks('1.34'), {}, step);
  expect(step).toHaveBeenCalledTimes(REPORT_STEPS);
});
