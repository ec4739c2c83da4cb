import { SECURITY_RULES } from '../../../../src/checks/accept/security';
import type { Finding } from '../../../../src/checks/finding';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { Model } from '../../../../src/checks/model/model';
import type { Report } from '../../../../src/checks/rule';
import { Target } from '../../../../src/facts/target';
import { checkObjects } from '../../support';

type Json = Record<string, unknown>;

/** A Namespace that enforces a level. */
export function namespace(level: unknown, version?: unknown, name = 'lab'): Json {
  const labels = {
    ...(level === undefined ? {} : { 'pod-security.kubernetes.io/enforce': level }),
    ...(version === undefined ? {} : { 'pod-security.kubernetes.io/enforce-version': version }),
  };
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** A Pod in that Namespace. */
export function pod(spec: unknown, annotations: unknown = {}): Json {
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p', namespace: 'lab', annotations }, spec };
}

/** A container that satisfies `restricted` where its pod does. */
export function safeContainer(fields: Json = {}, securityContext: Json = {}): Json {
  return {
    name: 'c',
    image: 'i',
    ...fields,
    securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] }, ...securityContext },
  };
}

/** The spec of a pod that satisfies `restricted`. */
export function safeSpec(fields: Json = {}, securityContext: Json = {}): Json {
  return {
    containers: [safeContainer()],
    ...fields,
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' }, ...securityContext },
  };
}

/** What ACC100 and ACC101 say. */
export function findings(objects: readonly unknown[], minor = 36): Finding[] {
  return checkObjects(objects, Target.generic(`1.${minor}`)).filter(({ rule }) => /^ACC1[01]\d$/.test(rule));
}

/** What the rules of this folder say, without the others: for tests of many runs. */
export function reports(objects: readonly unknown[], minor = 36): Report[] {
  const model = new Model(objects.map((object) => ({ object: object as KubernetesObject, origin: {} })));
  return SECURITY_RULES.flatMap((rule) => [...rule.check(model, Target.generic(`1.${minor}`))]);
}

/** What the plugin says of a pod after its level and version, and where the finding stands. */
export function refusalOf(
  { spec, annotations }: { spec: unknown; annotations?: unknown },
  level: 'baseline' | 'restricted',
  version = 'latest',
  minor = 36,
): string | undefined {
  const [finding] = findings([namespace(level, version), pod(spec, annotations)], minor);
  if (!finding) return undefined;
  const prefix = `violates PodSecurity "${level}:${version}": `;
  if (!finding.message.startsWith(prefix)) throw new Error(finding.message);
  return `${finding.message.slice(prefix.length)} @ ${finding.path}`;
}
