import type { Plain } from '../../edit/load';
import type { Migration } from '../../migration';

const KINDS = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** What v1beta1 filled in and v1 fills in otherwise, or not at all. */
const DEFAULTS: Readonly<Record<string, Plain>> = {
  admissionReviewVersions: ['v1beta1'],
  failurePolicy: 'Ignore',
  matchPolicy: 'Exact',
  timeoutSeconds: 30,
};

/** Webhooks before admissionregistration.k8s.io/v1. @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/#webhook-resources-v122 */
export const WEBHOOKS: Migration = {
  id: 'kubernetes-webhooks-v1',
  title: 'Webhook configurations of admissionregistration.k8s.io/v1beta1 to v1',
  changes: [
    'apiVersion becomes admissionregistration.k8s.io/v1.',
    'admissionReviewVersions, failurePolicy, matchPolicy and timeoutSeconds are written out where they are missing, as v1beta1 had them.',
  ],
  warnings: [
    'admissionReviewVersions is [v1beta1] where it is missing; whether the webhook takes v1 as well, its makers know.',
  ],
  apply(object) {
    if (object.apiVersion !== 'admissionregistration.k8s.io/v1beta1' || !KINDS.includes(object.kind)) return;
    for (const [index] of object.list(['webhooks']).entries()) {
      const webhook = ['webhooks', index];
      const effects = object.at([...webhook, 'sideEffects']);
      if (effects !== 'None' && effects !== 'NoneOnDryRun')
        object.refuse(
          [...webhook, 'sideEffects'],
          `is ${typeof effects === 'string' ? effects : 'not set'}, v1 needs None or NoneOnDryRun, and only the makers of the webhook know which is true`,
        );
      for (const [field, value] of Object.entries(DEFAULTS)) {
        if (object.has([...webhook, field])) continue;
        object.set([...webhook, field], value);
        if (field === 'admissionReviewVersions')
          object.warn(
            [...webhook, field],
            'is written as [v1beta1], which was its default; add v1 where the webhook takes it',
          );
      }
    }
    object.set(['apiVersion'], 'admissionregistration.k8s.io/v1');
  },
};
