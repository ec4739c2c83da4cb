import { own } from '../../accept/read';
import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { poolYaml } from './examples';

/** The groups of node classes, with the provider that each works on. */
const PROVIDERS: Readonly<Record<string, string>> = {
  'karpenter.azure.com': 'aks',
  'karpenter.k8s.aws': 'eks',
  'eks.amazonaws.com': 'eks',
  'karpenter.k8s.gcp': 'gke',
};

/** SCH018: a pool is for the provider of the cluster. */
export const foreignNodeClass: Rule = {
  id: 'SCH018',
  title: 'node class of another provider',
  severity: 'error',
  fix: 'use the node class of the provider of the target, or check with the target that the pool is for',
  why: "the provider's controller does not know the node class, so the pool never gets ready and starts no node",
  page: {
    reports:
      'a NodePool whose node class belongs to another provider than the target: AKSNodeClass on `eks` and `kind`, EC2NodeClass on `aks` and `kind`. The target `generic` may be any provider, so nothing is reported there. The YAML below is reported with `--target eks@1.34`.',
    mend: 'Refer to the node class of the provider, and select its labels.',
    before: poolYaml(),
    after: poolYaml()
      .replace('karpenter.azure.com\n', 'karpenter.k8s.aws\n')
      .replace('AKSNodeClass', 'EC2NodeClass')
      .replace('karpenter.azure.com/sku-name', 'node.kubernetes.io/instance-type')
      .replace('Standard_NC24ads_A100_v4', 'p4d.24xlarge'),
  },
  *check(model, target) {
    if (target.provider === 'generic') return;
    for (const { facts } of planOf(model, target).pools) {
      const { group, kind } = facts.nodeClass;
      const provider = own(PROVIDERS, group);
      if (provider === undefined || provider === target.provider) continue;
      yield {
        manifest: facts.manifest,
        path: ['spec', 'template', 'spec', 'nodeClassRef'],
        message: `${kind} of ${group} is for ${provider}, and the target is ${target.toString()}`,
      };
    }
  },
};
