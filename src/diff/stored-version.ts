import { record } from '../checks/accept/read';
import type { KubernetesObject, Manifest } from '../checks/manifest';

/**
 * The old object as the API server gives it in the version of the new one. A migrated manifest says the same in other fields, and that alone
 * replaces no node and is no change of an immutable field. Of the conversions that move fields it knows that of Karpenter's webhook, from
 * NodePool v1beta1 to v1; any other object stays as it is.
 *
 * @see https://karpenter.sh/v1.0/upgrading/v1-migration/
 */
export function inVersionOf(next: Manifest, old: Manifest): Manifest {
  const isConverted =
    old.object.kind === 'NodePool' &&
    old.object.apiVersion === 'karpenter.sh/v1beta1' &&
    next.object.apiVersion === 'karpenter.sh/v1';
  return isConverted ? { ...old, object: convertedPool(old.object, next.object) } : old;
}

function convertedPool(old: KubernetesObject, next: KubernetesObject): KubernetesObject {
  const spec = record(old.spec);
  const { expireAfter = '720h', ...disruption } = record(spec.disruption);
  const template = record(spec.template);
  // The kubelet's settings move to the node class, and `resources` was read by nobody.
  const { kubelet: _kubelet, resources: _resources, ...pod } = record(template.spec);
  const { apiVersion, ...ref } = record(pod.nodeClassRef);
  const written = record(record(record(record(next.spec).template).spec).nodeClassRef);
  // Where the old one names neither, the webhook fills in the provider's own class, which the new one has to name.
  const group = typeof apiVersion === 'string' ? apiVersion.split('/')[0] : written.group;
  return {
    ...old,
    apiVersion: 'karpenter.sh/v1',
    spec: {
      ...spec,
      disruption: {
        ...disruption,
        consolidateAfter: disruption.consolidateAfter ?? '0s',
        ...(disruption.consolidationPolicy === 'WhenUnderutilized' && {
          consolidationPolicy: 'WhenEmptyOrUnderutilized',
        }),
      },
      template: {
        ...template,
        spec: {
          ...pod,
          expireAfter,
          nodeClassRef: { ...ref, group, kind: ref.kind ?? written.kind },
        },
      },
    },
  };
}
