import { text } from '../../accept/read';
import type { Need } from '../../declarations';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { identityOf } from '../rbac/role-table';
import { workloadsOf } from '../workloads';
import type { Workload } from '../workloads';
import { NEEDS, parseNeeds } from './parse-needs';
import { once } from '../../../facts/once';

/** A need, and where it is said. */
export interface SaidNeed {
  readonly need: Need;
  /** The object on which a finding of the need is reported; `undefined` where no manifest has to do with the account. */
  readonly manifest?: Manifest;
  readonly path?: FieldPath;
  /** The workload that says it by an annotation; `undefined` where it counts for every pod of the account. */
  readonly workload?: Workload;
}

/** An annotation that cannot be read. */
export interface NeedProblem {
  readonly manifest: Manifest;
  readonly path: FieldPath;
  readonly problem: string;
}

interface Needs {
  readonly said: readonly SaidNeed[];
  readonly problems: readonly NeedProblem[];
}

/** What programs ask of the API server: what constructs declare, and what annotations of accounts and workloads say. */
export const needsOf = once((model: Model): Needs => collect(model));

function collect(model: Model): Needs {
  const said: SaidNeed[] = [];
  const problems: NeedProblem[] = [];
  for (const need of model.needs) said.push({ need, manifest: placeOf(model, need) });
  const read = (
    manifest: Manifest,
    path: FieldPath,
    serviceAccount: Need['serviceAccount'],
    workload?: Workload,
  ): void => {
    const at = [...path, 'annotations', NEEDS];
    const annotation = valueAt(manifest.object, at);
    if (text(annotation) === undefined) return;
    const parsed = parseNeeds(text(annotation)!);
    if ('problem' in parsed) problems.push({ manifest, path: at, problem: parsed.problem });
    else
      said.push({
        need: { serviceAccount, rules: parsed.rules, reason: 'its annotation' },
        manifest,
        path: at,
        workload,
      });
  };
  for (const manifest of model.ofKind('', 'ServiceAccount')) {
    const { name, namespace } = identityOf(manifest);
    read(manifest, ['metadata'], { namespace, name });
  }
  for (const workload of workloadsOf(model)) {
    const { manifest, namespace, account, template } = workload;
    const serviceAccount = { namespace, name: account };
    read(manifest, ['metadata'], serviceAccount, workload);
    if (template.length > 0) read(manifest, [...template, 'metadata'], serviceAccount, workload);
  }
  return { said, problems };
}

/** The manifest of the account, or of the first workload that runs under it. */
function placeOf(model: Model, { serviceAccount: { namespace, name } }: Need): Manifest | undefined {
  const account = accountManifest(model, namespace, name);
  return account ?? workloadsOf(model).find((one) => one.namespace === namespace && one.account === name)?.manifest;
}

/** The manifest of a service account. */
export function accountManifest(model: Model, namespace: string, name: string): Manifest | undefined {
  const found = model.find('', 'ServiceAccount', namespace, name);
  return found ?? (namespace === 'default' ? model.find('', 'ServiceAccount', '', name) : undefined);
}
