import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import { isBlank } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { list, record, text } from '../accept/read';

/** Whether what a ScaledObject scales is of a kind whose pods KEDA looks at. */
export function isWorkload(scaleTargetRef: unknown): boolean {
  const { apiVersion, kind } = record(scaleTargetRef);
  return (
    (isBlank(apiVersion) || apiVersion === 'apps/v1') &&
    (isBlank(kind) || kind === 'Deployment' || kind === 'StatefulSet')
  );
}

/** The container of the workload of a ScaledObject that requests none of a resource; `undefined` where all do, or it is not known. */
export function unset(model: Model, scaled: Manifest, resource: string, only: unknown): string | undefined {
  const { scaleTargetRef } = record(scaled.object.spec);
  if (!isWorkload(scaleTargetRef)) return undefined;
  const { kind, name } = record(scaleTargetRef);
  const of = isBlank(kind) ? 'Deployment' : (text(kind) ?? '');
  const namespace = text(record(scaled.object.metadata).namespace) ?? 'default';
  const workload = model.find('apps', of, namespace, text(name) ?? '');
  if (!workload || isGiven(model, namespace, resource)) return undefined;
  const { containers } = record(record(record(workload.object.spec).template).spec);
  for (const container of list(containers).map(record)) {
    if (!isBlank(only) && container.name !== only) continue;
    const { requests, limits } = record(container.resources);
    if (![requests, limits].some((one) => isAbove(record(one), resource))) return text(container.name) ?? '';
  }
  return undefined;
}

/** Whether a LimitRange of a namespace gives containers a resource. */
function isGiven(model: Model, namespace: string, resource: string): boolean {
  return model.ofKind('', 'LimitRange').some(({ object }) => {
    if ((text(record(object.metadata).namespace) ?? 'default') !== namespace) return false;
    return list(record(object.spec).limits)
      .map(record)
      .some(
        (one) =>
          one.type === 'Container' && [one.defaultRequest, one.default].some((map) => isAbove(record(map), resource)),
      );
  });
}

function isAbove(amounts: Fields, resource: string): boolean {
  const value = amounts[resource];
  return (typeof value === 'string' || typeof value === 'number') && Number.parseFloat(String(value)) > 0;
}
