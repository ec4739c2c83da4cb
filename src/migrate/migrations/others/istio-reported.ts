import { isMapping } from '../../../facts/is-mapping';
import type { Migration, MigrationContext } from '../../migration';
import type { ObjectEditor } from '../../object-editor';

/** What Istio removed. What allowed somebody something is not guessed; it is said what to write. */
export const ISTIO_REPORTED: Migration = {
  id: 'istio-reported',
  title: 'ServiceRole, ServiceRoleBinding and other removed kinds of Istio',
  changes: [],
  warnings: [],
  apply(object, context) {
    if (object.group === 'rbac.istio.io') object.refuse([], rbac(object, context));
    if (object.group === 'authentication.istio.io')
      object.refuse(
        [],
        `${object.kind} was removed in Istio 1.6; write a PeerAuthentication for its mTLS and a RequestAuthentication with an AuthorizationPolicy for its JWTs, both of security.istio.io/v1`,
      );
    if (object.kind === 'EnvoyFilter' && object.group === 'networking.istio.io') {
      for (const field of ['filters', 'workloadLabels'])
        if (object.has(['spec', field])) object.refuse(['spec', field], ENVOY_FILTER[field]!);
    }
    if (object.group === 'config.istio.io')
      object.refuse(
        [],
        'Mixer and its kinds were removed in Istio 1.8; write Telemetry, WasmPlugin or an AuthorizationPolicy in its place',
      );
  },
};

/** What to write for the fields of an EnvoyFilter that Istio no longer has. */
const ENVOY_FILTER: Readonly<Record<string, string>> = {
  filters:
    'is no field of EnvoyFilter any more; write configPatches, or for sign-in an extension provider of the mesh with an AuthorizationPolicy of action CUSTOM',
  workloadLabels: 'is no field of EnvoyFilter any more; write workloadSelector.labels',
};

function rbac(object: ObjectEditor, context: MigrationContext): string {
  const namespace = object.text(['metadata', 'namespace']) ?? 'its namespace';
  const start = `${object.kind} was removed in Istio 1.6; write an AuthorizationPolicy of security.istio.io/v1`;
  if (object.kind === 'ServiceRole')
    return `${start} in ${namespace} with a selector for the pods of ${servicesOf(object)}, and the methods and paths of this role in rules[].to; with who its bindings name in rules[].from`;
  if (object.kind !== 'ServiceRoleBinding')
    return `${start} without rules in each namespace where nothing is allowed that no policy names; that is what ${object.kind} turned on`;
  const name = object.text(['spec', 'roleRef', 'name']) ?? object.text(['spec', 'role']);
  const role = context.objects.find(
    (one) => one.kind === 'ServiceRole' && one.group === 'rbac.istio.io' && one.text(['metadata', 'name']) === name,
  );
  const what = role
    ? `the pods of ${servicesOf(role)}`
    : `the pods of ServiceRole ${name ?? '(no name)'}, which is not among the files`;
  return `${start} in ${namespace} with a selector for ${what}, and in rules[].from who may call: ${subjectsOf(object)}`;
}

function servicesOf(role: ObjectEditor): string {
  const names = role.list(['spec', 'rules']).flatMap((_, index) => role.list(['spec', 'rules', index, 'services']));
  return names.length === 0 ? 'its services' : names.map(String).join(', ');
}

function subjectsOf(binding: ObjectEditor): string {
  const all = binding.list(['spec', 'subjects']).map((subject) => {
    if (!isMapping(subject)) return 'nobody';
    if (subject.user === '*') return "everybody, for its user is '*'";
    return typeof subject.user === 'string'
      ? `principals [${subject.user}]`
      : `${JSON.stringify(subject)} as principals, namespaces or in rules[].when`;
  });
  return all.length === 0 ? 'nobody' : all.join('; ');
}
