import type { Migration } from '../../migration';
import { podOf } from '../../pods';

/** The old name of a pod's service account. */
export const SERVICE_ACCOUNT: Migration = {
  id: 'service-account-name',
  title: 'serviceAccount of pods to serviceAccountName',
  changes: ['serviceAccount is renamed, or removed where serviceAccountName stands beside it.'],
  warnings: ['Where both are there, serviceAccountName is what the API server takes.'],
  apply(object) {
    const pod = podOf(object);
    if (!pod) return;
    const old = [...pod, 'spec', 'serviceAccount'];
    const name = object.at([...pod, 'spec', 'serviceAccountName']);
    if (!object.has(old)) return;
    if (name === undefined) {
      object.rename(old, 'serviceAccountName');
      return;
    }
    if (name !== object.at(old))
      object.warn(
        old,
        `${JSON.stringify(object.at(old))} is removed; the API server took serviceAccountName ${JSON.stringify(name)} beside it`,
      );
    object.remove(old);
  },
};
