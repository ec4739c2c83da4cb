import { Target } from '../../../src/facts/target';
import { run } from './run';

const found = (provisioner: unknown, version = '1.34'): string[] =>
  run([{ apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'it' }, provisioner }], {
    target: Target.generic(version),
  }).filter((one) => one.startsWith('REF026'));

test.each([
  [
    'kubernetes.io/glusterfs',
    '1.34',
    'Kubernetes 1.34 has no provisioner kubernetes.io/glusterfs, it was removed in 1.26',
  ],
  ['kubernetes.io/rbd', '1.31', 'Kubernetes 1.31 has no provisioner kubernetes.io/rbd, it was removed in 1.31'],
  ['kubernetes.io/azurefile', '1.27', 'Kubernetes 1.27 has no provisioner kubernetes.io/azurefile'],
  ['kubernetes.io/constructor', '1.34', 'Kubernetes 1.34 has no provisioner kubernetes.io/constructor'],
])('%s is not there in %s', (provisioner, version, message) => {
  expect(found(provisioner, version)).toEqual([`REF026 provisioner: ${message}`]);
});

test.each([
  ['kubernetes.io/azure-file', '1.36'],
  ['kubernetes.io/aws-ebs', '1.36'],
  ['kubernetes.io/no-provisioner', '1.36'],
  ['kubernetes.io/rbd', '1.30'],
  ['file.csi.azure.com', '1.36'],
  ['k8s.io/minikube-hostpath', '1.36'],
  ['rancher.io/local-path', '1.36'],
  [undefined, '1.36'],
  [7, '1.36'],
])('%s is not reported in %s', (provisioner, version) => expect(found(provisioner, version)).toEqual([]));
