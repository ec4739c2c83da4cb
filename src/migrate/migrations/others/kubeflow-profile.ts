import type { Migration } from '../../migration';

/** Kubeflow's Profile. Both versions have the same fields and are served by every release that has v1. */
export const KUBEFLOW_PROFILE: Migration = {
  id: 'kubeflow-profile-v1',
  title: 'Profile of kubeflow.org/v1beta1 to v1',
  changes: ['apiVersion becomes kubeflow.org/v1, which has the same fields.'],
  warnings: [],
  apply(object) {
    if (object.apiVersion === 'kubeflow.org/v1beta1' && object.kind === 'Profile')
      object.set(['apiVersion'], 'kubeflow.org/v1');
  },
};
