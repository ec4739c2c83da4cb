import { groupOf, kindFacts, typeOf } from '../../../facts/kinds';
import { dns1123Subdomain, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import { valueAt } from '../../field-path';
import type { FieldPath } from '../../field-path';
import type { Report, Rule } from '../../rule';
import { forbidden, invalid, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record, text } from '../read';
import { isBlank, objectsOf, textsOf } from './each-object';
import type { Fields } from './each-object';

const MAX_ANNOTATIONS = 256 * 1024;
/** How long a name is that the API server makes, and letters such as those that it adds. */
const MAX_GENERATED = 63;
const ADDED = 'x2b4c';

const OWNER_FIELDS = ['apiVersion', 'kind', 'name', 'uid'];
const STANDARD_FINALIZERS = ['kubernetes', 'orphan', 'foregroundDeletion'];

/** Groups whose objects may have no finalizer without a domain but the standard ones. */
const STRICT_FINALIZERS = [
  '',
  'apps',
  'autoscaling',
  'batch',
  'certificates.k8s.io',
  'discovery.k8s.io',
  'networking.k8s.io',
  'rbac.authorization.k8s.io',
  'scheduling.k8s.io',
  'storage.k8s.io',
];

/** Where annotations stand whose size is counted. */
const ANNOTATED: readonly FieldPath[] = [[], ['spec', 'template'], ['spec', 'jobTemplate', 'spec', 'template']].map(
  (holder) => [...holder, 'metadata', 'annotations'],
);

/** ACC090: the metadata that all kinds share. */
export const objectMetadata: Rule = {
  id: 'ACC090',
  title: 'metadata of an object',
  severity: 'error',
  why: 'the API server refuses an object whose metadata it cannot keep',
  fix: 'correct the field of metadata, or leave out what the cluster itself writes',
  page: {
    reports:
      'a `generateName` that makes no name of the kind; annotations of more than 256 KiB; a finalizer that is no qualified name, or has no domain on an object of Kubernetes itself; an owner without `apiVersion`, `kind`, `name` or `uid`, or with an `apiVersion` of no version, and two owners that both say that they are the controller; a negative `generation` of an object that has none; and a `resourceVersion`, with which no object can be made.',
    mend: 'Leave out `uid`, `resourceVersion`, `managedFields` and `ownerReferences` when you copy an object from a cluster. Move large data from annotations into a ConfigMap.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings
  resourceVersion: '12345'
  finalizers:
    - keep
`,
    after: [
      [
        `  resourceVersion: '12345'
`,
        '',
      ],
      ['- keep', '- example.com/keep'],
    ],
  },
  check(model, target) {
    const found: Report[] = [];
    for (const manifest of model.manifests) {
      const { object } = manifest;
      validate(object, ({ path, message }) => found.push({ manifest, path, message }), target);
    }
    return found;
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const metadata = record(object.metadata);
  if (!isBlank(metadata.generateName)) validateGenerateName(object, metadata, minor, sink);
  validateAnnotations(object, sink);
  if (!isUnset(metadata.finalizers)) validateFinalizers(metadata, groupOf(object.apiVersion), sink);
  if (!isUnset(metadata.ownerReferences)) validateOwners(metadata, sink);
  const { resourceVersion, generation } = metadata;
  if (
    typeof generation === 'number' &&
    generation < 0 &&
    KEPT_GENERATION.includes(typeOf(text(object.apiVersion) ?? '?', text(object.kind) ?? ''))
  ) {
    sink(invalid(['metadata', 'generation'], generation, 'must be greater than or equal to 0'));
  }
  if (typeof resourceVersion === 'string' && /^\d+$/.test(resourceVersion) && Number(resourceVersion) > 0) {
    const path = ['metadata', 'resourceVersion'];
    sink(forbidden(path, 'resourceVersion should not be set on objects to be created'));
  }
}

/**
 * Kinds whose generation the API server takes as it is given: of the others it writes 1 over it.
 *
 * @see `PrepareForCreate` of https://github.com/kubernetes/kubernetes/tree/v1.36.0/pkg/registry
 */
const KEPT_GENERATION = [
  '/ConfigMap',
  '/Endpoints',
  '/LimitRange',
  '/Namespace',
  '/Node',
  '/PersistentVolume',
  '/PersistentVolumeClaim',
  '/ResourceQuota',
  '/Secret',
  '/Service',
  '/ServiceAccount',
  'rbac.authorization.k8s.io/ClusterRole',
  'rbac.authorization.k8s.io/ClusterRoleBinding',
  'rbac.authorization.k8s.io/Role',
  'rbac.authorization.k8s.io/RoleBinding',
];

function validateGenerateName(object: Fields, metadata: Fields, minor: number, sink: Sink): void {
  const { generateName, name } = metadata;
  const kind = text(object.kind) ?? '';
  const facts = kindFacts(text(object.apiVersion) ?? '', kind);
  if (typeof generateName !== 'string' || generateName === '' || !facts) return;
  const path = ['metadata', 'generateName'];
  // What is added fits behind a dash. A Job's and a CronJob's name is shorter than their prefix may be.
  const start = generateName.replace(/(.)-$/, 'a');
  const rule = kind === 'Job' || kind === 'CronJob' ? dns1123Subdomain : facts.nameRule;
  const problem = rule(start, minor);
  if (problem !== undefined) sink(invalid(path, generateName, problem));
  if (!isBlank(name)) return;
  // Of the prefix only so much is kept that a label has room for what is added.
  const made = `${generateName.slice(0, MAX_GENERATED - ADDED.length)}${ADDED}`;
  const madeProblem = problem === undefined ? rule(made, minor) : undefined;
  if (madeProblem !== undefined) sink(invalid(['metadata', 'name'], made, madeProblem));
  if (kind === 'CronJob' && generateName.length > 47) {
    sink(invalid(path, generateName, 'must be no more than 47 characters, for 5 are added to it'));
  }
}

function validateAnnotations(object: Fields, sink: Sink): void {
  for (const path of ANNOTATED) {
    const annotations = record(valueAt(object, path));
    let size = 0;
    for (const key of Object.keys(annotations)) size += Buffer.byteLength(key + (text(annotations[key]) ?? ''));
    if (size > MAX_ANNOTATIONS) sink(tooLong(path, MAX_ANNOTATIONS));
  }
}

function validateFinalizers(metadata: Fields, group: string, sink: Sink): void {
  const path = ['metadata', 'finalizers'];
  const seen = new Set<string>();
  for (const [finalizer, at] of textsOf(metadata.finalizers, path)) {
    seen.add(finalizer);
    const problem = qualifiedName(finalizer);
    const standard = finalizer.includes('/') || STANDARD_FINALIZERS.includes(finalizer);
    if (problem !== undefined) sink(invalid(at, finalizer, problem));
    else if (!standard && STRICT_FINALIZERS.includes(group)) {
      sink(invalid(at, finalizer, 'name is neither a standard finalizer name nor is it fully qualified'));
    }
  }
  if (seen.has('orphan') && seen.has('foregroundDeletion')) {
    sink(invalid(path, [...seen], 'finalizer orphan and foregroundDeletion cannot be both set'));
  }
}

function validateOwners(metadata: Fields, sink: Sink): void {
  let controller: string | undefined;
  for (const [owner, path] of objectsOf(metadata.ownerReferences, ['metadata', 'ownerReferences'])) {
    for (const field of OWNER_FIELDS) {
      if (isBlank(owner[field])) sink(invalid([...path, field], '', 'must not be empty'));
    }
    const { apiVersion } = owner;
    if (typeof apiVersion === 'string' && apiVersion !== '' && !/^([^/]*\/)?[^/]+$/.test(apiVersion)) {
      sink(invalid([...path, 'apiVersion'], apiVersion, 'version must not be empty'));
    }
    if (owner.apiVersion === 'v1' && owner.kind === 'Event') {
      sink(invalid(path, owner.kind, 'is disallowed from being an owner'));
    }
    if (owner.controller !== true) continue;
    const name = `${text(owner.kind)}/${text(owner.name)}`;
    if (controller !== undefined) {
      const both = `Only one reference can have Controller set to true. Found "true" in references for ${controller} and ${name}`;
      sink(invalid([...path, 'controller'], true, both));
    }
    controller ??= name;
  }
}
