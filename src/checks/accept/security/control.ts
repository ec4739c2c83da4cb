import type { FieldPath } from '../../field-path';
import { list, record, text, isUnset } from '../read';
import { isMapping } from '../../../facts/is-mapping';

/** A level of the Pod Security Standards that has controls; `privileged` has none. */
export type ControlledLevel = 'baseline' | 'restricted';

/** Which variant of a control holds. */
export interface Versions {
  /** The minor version of the policy: what the namespace asks for, but no newer than the API server. */
  readonly policy: number;
  /** The minor version of the API server: some controls changed for policies of every version. */
  readonly server: number;
}

/** What a control has against a pod, worded as the admission plugin words it. */
export interface Violation {
  /** What is refused, such as `hostPort`. */
  readonly reason: string;
  /** Who set what. */
  readonly detail: string;
  /** The first field at fault; where it is missing, where it is to stand. */
  readonly path: FieldPath;
}

/** One control of the Pod Security Standards. */
export interface Control {
  /** The name that Kubernetes gives it, which orders the controls in a message. */
  readonly name: string;
  readonly level: ControlledLevel;
  /** The minor version of the first policy that has it. */
  readonly since: number;
  /** The name of the baseline control in whose place it stands. */
  readonly inPlaceOf?: string;
  evaluate(pod: JudgedPod, versions: Versions): Violation | undefined;
}

/** A container of any of the three lists. */
export interface JudgedContainer {
  readonly name: string;
  readonly path: FieldPath;
  readonly list: 'initContainers' | 'containers' | 'ephemeralContainers';
  readonly fields: Readonly<Record<string, unknown>>;
  readonly securityContext: Readonly<Record<string, unknown>>;
}

/** A pod as the controls read it. */
export interface JudgedPod {
  /** Where its `metadata` and `spec` stand. */
  readonly path: FieldPath;
  readonly annotations: Readonly<Record<string, unknown>>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly securityContext: Readonly<Record<string, unknown>>;
  /** Init containers first, as the admission plugin visits them. */
  readonly containers: readonly JudgedContainer[];
}

const CONTAINER_LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;

/**
 * Reads a pod, or the template of one, whatever its fields hold.
 *
 * @returns `undefined` where a security context is of a wrong type: the schema refuses it, and what was meant is not known.
 */
export function judgedPod(pod: unknown, path: FieldPath = []): JudgedPod | undefined {
  const { metadata, spec } = record(pod);
  const fields = record(spec);
  const containers = CONTAINER_LISTS.flatMap((name) =>
    list(fields[name]).flatMap((value, index): JudgedContainer[] => {
      if (!isMapping(value)) return [];
      const container = record(value);
      const securityContext = record(container.securityContext);
      const at = [...path, 'spec', name, index];
      return [{ name: text(container.name) ?? '', path: at, list: name, fields: container, securityContext }];
    }),
  );
  const contexts = [fields, ...containers.map((container) => container.fields)].map((at) => at.securityContext);
  if (!contexts.every((context) => isUnset(context) || isMapping(context))) return undefined;
  return {
    path,
    annotations: record(record(metadata).annotations),
    spec: fields,
    securityContext: record(fields.securityContext),
    containers,
  };
}

/** Where a field of the pod's own security context stands. */
export function podField(pod: JudgedPod, ...fields: FieldPath): FieldPath {
  return [...pod.path, 'spec', 'securityContext', ...fields];
}

/** Where a field of a container's security context stands. */
export function containerField(container: JudgedContainer, ...fields: FieldPath): FieldPath {
  return [...container.path, 'securityContext', ...fields];
}

/** Windows pods can't have what some restricted controls ask for, so they need not since 1.25. */
export function isExemptWindows({ spec }: JudgedPod, { policy }: Versions): boolean {
  return policy >= 25 && record(spec.os).name === 'windows';
}

/** Root in a user namespace is nobody on the node, which policies know since 1.35. */
export function isExemptUserNamespace({ spec }: JudgedPod, { policy }: Versions): boolean {
  return policy >= 35 && spec.hostUsers === false;
}
