import { list, record, text } from '../../../accept/read';
import type { FieldPath } from '../../../field-path';
import { readMilli } from '../amounts';
import type { MilliAmounts } from '../amounts';
import { requestsOf } from '../pod/requests';

type Fields = Readonly<Record<string, unknown>>;

/** A container with its resources as the API server fills them in. */
export interface Asking {
  readonly name: string;
  /** Where it stands in the spec of the pod. */
  readonly path: FieldPath;
  readonly requests: MilliAmounts;
  readonly limits: MilliAmounts;
}

/** The containers and init containers of a pod; a limit without a request is a request. */
export function containersOf(spec: Fields): readonly Asking[] {
  return ['containers', 'initContainers'].flatMap((field) =>
    list(spec[field]).map((one, index) => {
      const { name, resources } = record(one);
      const { requests, limits } = record(resources);
      return {
        name: text(name) ?? '',
        path: [field, index],
        requests: new Map([...readMilli(limits), ...readMilli(requests)]),
        limits: readMilli(limits),
      };
    }),
  );
}

/** The limits of the containers together, summed as requests are, without those of the pod itself and overhead. */
export function limitsOf(spec: Fields): MilliAmounts {
  const asLimits = (containers: unknown): object[] =>
    list(containers).map((one) => ({ ...record(one), resources: { requests: record(record(one).resources).limits } }));
  const { containers, initContainers } = spec;
  return requestsOf(
    { containers: asLimits(containers), initContainers: asLimits(initContainers) },
    { podLevel: false },
  );
}

/** Whether the pod itself has resources, beside those of its containers. */
export function hasOwnResources(spec: Fields): boolean {
  return Object.keys(record(spec.resources)).length > 0;
}
