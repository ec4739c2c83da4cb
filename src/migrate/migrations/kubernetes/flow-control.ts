import type { Migration } from '../../migration';

const GROUP = 'flowcontrol.apiserver.k8s.io';
const LIMITED = ['spec', 'limited'];

/** Priority and fairness before v1, or before v1beta3 where the target serves no v1. */
export const FLOW_CONTROL: Migration = {
  id: 'kubernetes-flow-control',
  title: `FlowSchema and PriorityLevelConfiguration of ${GROUP}/v1beta1 to v1beta3, to v1 from Kubernetes 1.29 on`,
  changes: ['assuredConcurrencyShares becomes nominalConcurrencyShares.'],
  warnings: ['nominalConcurrencyShares 0 meant 30 before v1, and means 0 in v1.'],
  apply(object, { target }) {
    const old = target.minor >= 29 ? /^v1(alpha1|beta[123])$/ : /^v1(alpha1|beta[12])$/;
    if (object.group !== GROUP || !old.test(object.apiVersion.slice(GROUP.length + 1))) return;
    const shares = [...LIMITED, 'assuredConcurrencyShares'];
    const nominal = [...LIMITED, 'nominalConcurrencyShares'];
    if (object.has(shares) && !object.has(nominal)) object.rename(shares, 'nominalConcurrencyShares');
    if (target.minor >= 29 && object.at(nominal) === 0) {
      object.warn(nominal, '0 meant 30 before v1 and would mean none in v1; it is written as 30');
      object.set(nominal, 30);
    }
    object.set(['apiVersion'], `${GROUP}/${target.minor >= 29 ? 'v1' : 'v1beta3'}`);
  },
};
