import * as fc from 'fast-check';
import { loadAll } from 'js-yaml';
import { POD_RULES } from '../../../../src/checks/accept/pod';
import { Model } from '../../../../src/checks/model/model';
import type { KubernetesObject } from '../../../../src/checks/manifest';
import { mendedOf } from '../../../../src/checks/rule-page';
import { Target } from '../../../../src/facts/target';
import { container, pod } from './support';

/** A pod that has nearly every field that the rules read. */
const FULL = pod({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }], matchFields: [{}] }],
      },
    },
    podAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchExpressions: [{}] }, matchLabelKeys: ['a'] },
      ],
    },
  },
  containers: [
    container({
      env: [{ name: 'A', valueFrom: { fieldRef: { fieldPath: 'a' }, resourceFieldRef: { divisor: '1' } } }],
      envFrom: [{ prefix: 'a', secretRef: { name: 'a' } }],
      lifecycle: { preStop: { sleep: { seconds: 1 } } },
      livenessProbe: { httpGet: { port: 1, httpHeaders: [{ name: 'a' }] } },
      ports: [{ containerPort: 1, hostPort: 1 }],
      resizePolicy: [{ resourceName: 'cpu' }],
      resources: { limits: { cpu: 1 }, requests: { cpu: 1 }, claims: [{ name: 'a' }] },
      restartPolicyRules: [{ exitCodes: { values: [1] } }],
      securityContext: { seccompProfile: { type: 'Localhost' }, windowsOptions: { runAsUserName: 'a' } },
      volumeDevices: [{ name: 'a', devicePath: 'b' }],
      volumeMounts: [{ name: 'a', mountPath: 'b' }],
    }),
  ],
  dnsConfig: { nameservers: ['a'], searches: ['a'], options: [{}] },
  hostAliases: [{ ip: 'a', hostnames: ['a'] }],
  resourceClaims: [{ name: 'a' }],
  resources: { limits: { cpu: 1 }, requests: { cpu: 1 } },
  securityContext: { sysctls: [{ name: 'a' }], supplementalGroups: [1] },
  tolerations: [{ key: 'a' }],
  topologySpreadConstraints: [{ labelSelector: { matchLabels: { a: 'b' } }, matchLabelKeys: ['a'] }],
  volumes: [
    { name: 'a', projected: { sources: [{ downwardAPI: { items: [{}] } }, { serviceAccountToken: {} }] } },
    { name: 'b', ephemeral: { volumeClaimTemplate: { metadata: {}, spec: { dataSource: {} } } } },
    { name: 'c', iscsi: { iqn: 'a', initiatorName: 'b' } },
    { name: 'd', configMap: { items: [{ key: 'a', path: 'b' }] } },
  ],
});

function places(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, key]))];
}

function put(value: unknown, [key, ...rest]: readonly (string | number)[], with_: unknown): unknown {
  if (key === undefined) return with_;
  const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as object) };
  (copy as Record<string | number, unknown>)[key] = put((value as Record<string | number, unknown>)[key], rest, with_);
  return copy;
}

test('whatever stands in a field, the rules neither fail nor change it', () => {
  const ANY = fc.oneof(
    fc.constantFrom(null, undefined, 0, -1, 1.5, true, '', 'a', '..', [], [null], [[]], {}, { a: null }),
    fc.jsonValue({ maxDepth: 2 }),
  );
  fc.assert(
    fc.property(
      fc.constantFrom(...places(FULL).filter(({ length }) => length > 0)),
      ANY,
      fc.constantFrom('1.27', '1.31', '1.36'),
      (path, value, version) => {
        const object = put(FULL, path, value) as KubernetesObject;
        const before = JSON.stringify(object);
        const model = new Model([{ object, origin: {} }]);
        for (const rule of POD_RULES)
          for (const each of rule.check(model, Target.generic(version))) each.message.trim();
        expect(JSON.stringify(object)).toBe(before);
      },
    ),
    { numRuns: 1000 },
  );
});

test('the rules stand in the order of their ids', () => {
  expect(POD_RULES.map(({ id }) => id)).toEqual(POD_RULES.map((_, index) => `ACC0${20 + index}`));
});

describe('the page of a rule shows what it reports and what it does not', () => {
  test.each(POD_RULES.map((rule) => [rule.id, rule] as const))('%s', (_id, rule) => {
    const reports = (yaml: string): unknown[] => {
      const objects = loadAll(yaml) as KubernetesObject[];
      return [...rule.check(new Model(objects.map((object) => ({ object, origin: {} }))), Target.generic('1.36'))];
    };
    expect(reports(rule.page.before)).not.toEqual([]);
    expect(reports(mendedOf(rule.page))).toEqual([]);
  });
});
