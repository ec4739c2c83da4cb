import { testLabelledCases } from './support';

testLabelledCases(
  [
    'ConfigMap',
    'LimitRange',
    'Namespace',
    'PriorityClass',
    'ResourceQuota',
    'RuntimeClass',
    'Secret',
    'ServiceAccount',
  ],
  90,
  99,
);
