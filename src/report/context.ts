import type { CheckReport } from '../checks/check';
import { identify } from '../checks/finding';
import type { Finding } from '../checks/finding';
import { describe } from '../checks/manifest';
import type { Manifest } from '../checks/manifest';
import type { Model } from '../checks/model/model';
import { namespaceOf } from '../checks/route/engine/objects';
import type { Plan, ScheduleOptions } from '../checks/schedule/engine/plan';
import type { Workload } from '../checks/schedule/engine/workloads';
import type { Target } from '../facts/target';
import { isClusterScoped } from '../facts/kinds';
import { text } from '../checks/accept/read';
import { html } from './html';
import type { Html, Part } from './html';
import type { Scale } from './scale';

/** What every part of a page is made of: the manifests, and what the engines say of them. */
export interface Context {
  readonly manifests: readonly Manifest[];
  readonly model: Model;
  readonly target: Target;
  readonly checked: CheckReport;
  readonly plan: Plan;
  readonly planOptions: ScheduleOptions;
  /** The anchor of an object in the list of objects. */
  readonly anchorOf: (named: Named) => string | undefined;
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

/** What finds the object of a finding: where it stands, and what it is called. */
export type Named = Pick<Finding, 'object' | 'file' | 'document' | 'constructPath'>;

/** The anchors of the objects of a page, `o0`, `o1`, ... in their order. */
export function anchorsOf(manifests: readonly Manifest[]): (named: Named) => string | undefined {
  const anchors = new Map<string, string>();
  for (const [index, { object, origin }] of manifests.entries()) {
    const key = keyOf({ ...origin, object: identify(object) });
    if (!anchors.has(key)) anchors.set(key, `o${index}`);
  }
  return (named) => anchors.get(keyOf(named));
}

function keyOf({ object: { apiVersion, kind, namespace, name }, file, document, constructPath }: Named): string {
  return JSON.stringify([apiVersion, kind, namespace, name, file, document, constructPath]);
}

/** The name of an object, with a link to its YAML. */
export function linkTo({ anchorOf }: Pick<Context, 'anchorOf'>, named: Named): Part {
  const { apiVersion, kind, namespace, name } = named.object;
  const shown = describe({ apiVersion, kind, metadata: { namespace, name } });
  const anchor = anchorOf(named);
  return anchor === undefined ? shown : html`<a href="#${anchor}">${shown}</a>`;
}
