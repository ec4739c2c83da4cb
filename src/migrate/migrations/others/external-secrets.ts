import type { Migration } from '../../migration';

const V1 = 'external-secrets.io/v1';
const KINDS = ['ExternalSecret', 'ClusterExternalSecret', 'SecretStore', 'ClusterSecretStore'];

/** External Secrets before v1. @see https://external-secrets.io/latest/introduction/stability-support/ */
export const EXTERNAL_SECRETS: Migration = {
  id: 'external-secrets-v1',
  title: 'ExternalSecrets and stores of external-secrets.io/v1beta1 to v1',
  changes: ['apiVersion becomes external-secrets.io/v1, which has the same fields.'],
  warnings: ['v1 is served from External Secrets 0.16 on, and v1beta1 no longer from 0.17 on.'],
  apply(object) {
    if (!KINDS.includes(object.kind)) return;
    if (object.apiVersion === `${V1}alpha1`)
      object.refuse(
        [],
        'v1 has dataFrom, target and status otherwise than v1alpha1; write it as external-secrets.io/v1',
      );
    if (object.apiVersion !== `${V1}beta1`) return;
    object.warn(
      ['apiVersion'],
      'v1 is served from External Secrets 0.16 on; an older one in the cluster has to be updated first',
    );
    object.set(['apiVersion'], V1);
  },
};
