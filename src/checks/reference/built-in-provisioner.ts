import type { Target } from '../../facts/target';
import { record } from '../accept/read';
import type { Rule } from '../rule';

/**
 * Provisioners of the name `kubernetes.io/...` that Kubernetes has, or hands over to a CSI driver, with the minor version that has them no longer.
 * The beginning is its own: of another name the controller says that no plugin matches, and asks no provisioner outside.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/volume/persistentvolume/pv_controller.go findProvisionablePlugin
 */
const BUILT_IN: Readonly<Record<string, number>> = {
  'no-provisioner': Infinity,
  'host-path': Infinity,
  'aws-ebs': Infinity,
  'azure-disk': Infinity,
  'azure-file': Infinity,
  cinder: Infinity,
  'gce-pd': Infinity,
  'portworx-volume': Infinity,
  'vsphere-volume': Infinity,
  rbd: 31,
};

/** Since when it is gone. */
const REMOVED: Readonly<Record<string, string>> = {
  glusterfs: 'it was removed in 1.26',
  quobyte: 'it was removed in 1.25',
  storageos: 'it was removed in 1.25',
  flocker: 'it was removed in 1.25',
  scaleio: 'it was removed in 1.22',
  rbd: 'it was removed in 1.31',
};

const PREFIX = 'kubernetes.io/';

/** REF026: a provisioner of Kubernetes itself is one that it has. */
export const builtInProvisioner: Rule = {
  id: 'REF026',
  title: 'provisioner of Kubernetes that does not exist',
  severity: 'error',
  fix: 'name the CSI driver of the storage as provisioner, with its own parameters',
  why: 'no volume is ever made, so each claim of the class stays pending, and so do the pods that use it',
  page: {
    reports:
      "a StorageClass whose provisioner begins with `kubernetes.io/` and is none that the target's version of Kubernetes has: one that was removed, such as `kubernetes.io/glusterfs` or, from 1.31 on, `kubernetes.io/rbd`, and one that never was, such as `kubernetes.io/azurefile`. Kubernetes asks nobody else for a name that begins so. Those that it hands over to a CSI driver, such as `kubernetes.io/azure-file`, are not reported, and neither is any other name: it is that of a driver.",
    mend: 'Name the CSI driver, such as `file.csi.azure.com`, and translate the parameters. A StorageClass cannot be changed: delete it and make it anew; volumes that it has made stay.',
    before: `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: shared
provisioner: kubernetes.io/azurefile
parameters:
  skuName: Standard_LRS
`,
    after: [['provisioner: kubernetes.io/azurefile', 'provisioner: file.csi.azure.com']],
  },
  *check(model, target) {
    for (const manifest of model.ofKind('storage.k8s.io', 'StorageClass')) {
      const problem = problemOf(record(manifest.object).provisioner, target);
      if (problem !== undefined) yield { manifest, path: ['provisioner'], message: problem };
    }
  },
};

function problemOf(provisioner: unknown, { minor, kubernetesVersion }: Target): string | undefined {
  if (typeof provisioner !== 'string' || !provisioner.startsWith(PREFIX)) return undefined;
  const name = provisioner.slice(PREFIX.length);
  const until = Object.hasOwn(BUILT_IN, name) ? BUILT_IN[name]! : 0;
  if (minor < until) return undefined;
  const removed = Object.hasOwn(REMOVED, name) ? `, ${REMOVED[name]}` : '';
  return `Kubernetes ${kubernetesVersion} has no provisioner ${provisioner}${removed}`;
}
