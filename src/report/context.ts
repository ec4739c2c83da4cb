import type { CheckReport } from '../checks/check';
import type { Manifest } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import { namespaceOf } from '../checks/route/engine/objects';
import type { Plan, PlanOptions } from '../checks/schedule/engine/plan';
import type { Workload } from '../checks/schedule/engine/workloads';
import type { Target } from '../facts/target';
import { groupOf, isClusterScoped } from '../facts/kinds';
import { record, text } from '../checks/accept/read';
import type { Html } from './html';
import type { Scale } from './scale';

/** What every part of a page is made of: the manifests, and what the engines say of them. */
export interface Context {
  readonly manifests: readonly Manifest[];
  readonly model: Model;
  readonly target: Target;
  readonly checked: CheckReport;
  readonly plan: Plan;
  readonly planOptions: PlanOptions;
  readonly scaleOf: (workload: Workload) => Scale;
}

/** One part of a page, with a heading and an entry in its list of parts. */
export interface Section {
  /** The anchor. */
  readonly id: string;
  readonly title: string;
  /** How much there is of it, beside the entry. */
  readonly count?: number;
  readonly body: Html;
}

/** The namespace of a manifest, empty for what is cluster-scoped. */
export function placeOf(manifest: Manifest): string {
  const { apiVersion, kind } = manifest.object;
  return isClusterScoped(text(apiVersion) ?? '', text(kind) ?? '') ? '' : namespaceOf(manifest);
}

/** The identity of an object whatever its version, as text. */
export function keyOf({ object }: Manifest): string {
  const { namespace, name } = record(object.metadata);
  return JSON.stringify([groupOf(text(object.apiVersion)), object.kind, namespace, name]);
}
