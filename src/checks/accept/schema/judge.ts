import { groupOf } from '../../../facts/kinds';
import { builtInSchemas, customKind } from '../../../facts/schemas';
import type { CustomVersion } from '../../../facts/schemas';
import type { Target } from '../../../facts/target';
import type { Manifest } from '../../manifest';
import type { Model } from '../../model/model';
import { celProblems } from './cel/cel-problems';
import { complete } from './complete';
import { decode } from './decode';
import type { Problem, Sink } from './problem';
import { validateReplicas } from './replicas';
import { validateLists, validateStructure } from './structural';
import { onceFor } from '../../../facts/once';

/** A problem of one manifest. */
export interface Judged {
  readonly manifest: Manifest;
  readonly problem: Problem;
}

// Four rules report from one pass over the objects. A model is of one check, so what it was judged by goes with it.
const judged = onceFor(judge);

/** What the schemas of the target's version say of all manifests, on one topic. */
export function* problemsOf(model: Model, target: Target, topic: Problem['topic']): Iterable<Problem & Judged> {
  for (const { manifest, problem } of judged(model, target.minor))
    if (problem.topic === topic) yield { manifest, problem, ...problem };
}

function judge(model: Model, minor: number): Judged[] {
  const found: Judged[] = [];
  for (const manifest of model.manifests) {
    judgeObject(manifest, minor, (problem) => {
      found.push({ manifest, problem });
    });
  }
  return found;
}

function judgeObject({ object }: Manifest, minor: number, sink: Sink): void {
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return;
  const schemas = builtInSchemas(minor);
  const key = `${apiVersion}/${kind}`;
  if (Object.hasOwn(schemas.kinds, key)) {
    decode(object, schemas.kinds[key] ?? '', schemas, [], sink);
    return;
  }
  const version = versionOf(apiVersion, kind);
  if (!version) return;
  decode(object.metadata, 'meta.v1.ObjectMeta', schemas, ['metadata'], sink);
  judgeCustom(object, version, minor, sink);
}

function versionOf(apiVersion: string, kind: string): CustomVersion | undefined {
  const version = apiVersion.slice(apiVersion.indexOf('/') + 1);
  return customKind(groupOf(apiVersion), kind)?.versions.find(({ name }) => name === version);
}

function judgeCustom(
  object: Readonly<Record<string, unknown>>,
  version: CustomVersion,
  minor: number,
  sink: Sink,
): void {
  const { schema, specReplicasPath } = version;
  const copy = complete(object, schema, sink);
  let valid = true;
  const refuse: Sink = (problem) => {
    valid = false;
    sink(problem);
  };
  validateStructure(copy, schema, [], refuse, minor >= 36);
  validateLists(copy, schema, [], sink);
  if (specReplicasPath !== undefined) validateReplicas(copy, specReplicasPath, sink);
  // The API server, too, evaluates no rule on an object whose types are wrong.
  if (valid) for (const problem of celProblems(copy, schema)) sink(problem);
}
