import type { FieldPath } from '../field-path';
import type { Rule } from '../rule';
import { isBlank, isEmptyMap, objectsOf, textsOf } from '../accept/core/each-object';
import type { Fields } from '../accept/core/each-object';
import { duplicate, forbidden, invalid, required } from '../accept/field-error';
import type { Sink } from '../accept/field-error';
import { isSet, number, record, text } from '../accept/read';
import { eachOf, REFUSED_BY_ISTIOD } from './each';
import { exportTo, hostProblem, isLabel, namespaceIn } from './istio-names';

/**
 * ADM003: istiod takes the DestinationRule.
 *
 * @see https://github.com/istio/istio/blob/master/pkg/config/validation/validation.go
 */
export const istioDestinationRule: Rule = {
  id: 'ADM003',
  title: 'DestinationRule that istiod refuses',
  severity: 'error',
  why: REFUSED_BY_ISTIOD,
  fix: 'give each subset a name of its own, and leave out a policy that says nothing',
  page: {
    reports:
      'a `host` that is none; two subsets of one name, or a name that is no DNS label; a `trafficPolicy` or a `connectionPool` without a field; TLS mode MUTUAL without a `credentialName` or the files of a certificate and its key, and files beside a `credentialName`; `consecutiveLocalOriginFailures` without `splitExternalLocalOriginErrors`, and percentages beyond 100; `exportTo` with `*` beside others, and beyond the own namespace where there is a `workloadSelector`.',
    mend: 'Mend the field that the message names.',
    before: `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata:
  name: studio
  namespace: studioml
spec:
  host: studio
  subsets:
    - name: stable
      labels: { version: stable }
    - name: stable
      labels: { version: canary }
`,
    after: [
      [
        '    - name: stable\n      labels: { version: canary }',
        '    - name: canary\n      labels: { version: canary }',
      ],
    ],
  },
  *check(model) {
    yield* eachOf(model, 'networking.istio.io', ['DestinationRule'], validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const spec = record(object.spec);
  const { host } = spec;
  const problem = typeof host === 'string' ? hostProblem(host) : undefined;
  if (problem !== undefined) sink(invalid(['spec', 'host'], host, problem));
  trafficPolicy(spec.trafficPolicy, ['spec', 'trafficPolicy'], sink);
  const names = new Set<string>();
  for (const [subset, path] of objectsOf(spec.subsets, ['spec', 'subsets'])) {
    const name = text(subset.name) ?? '';
    if (names.has(name)) sink(duplicate([...path, 'name'], name));
    else if (typeof subset.name === 'string' && !isLabel(name))
      sink(invalid([...path, 'name'], name, "must be of letters, digits and '-'"));
    names.add(name);
    trafficPolicy(subset.trafficPolicy, [...path, 'trafficPolicy'], sink);
  }
  const namespace = namespaceIn(object);
  exportTo(spec, namespace, false, sink);
  if (!isSet(spec.workloadSelector)) return;
  for (const [one, path] of textsOf(spec.exportTo, ['spec', 'exportTo'])) {
    if (one !== '.' && one !== namespace)
      sink(invalid(path, one, 'a DestinationRule with a workloadSelector is for its own namespace'));
  }
}

function trafficPolicy(value: unknown, path: FieldPath, sink: Sink): void {
  if (!isSet(value)) return;
  const policy = record(value);
  if (Object.values(policy).every((one) => !isSet(one)))
    sink(required(path, 'a traffic policy has at least one field, leave it out instead'));
  if (isSet(policy.tunnel) && isSet(policy.proxyProtocol))
    sink(forbidden([...path, 'proxyProtocol'], 'it stands beside tunnel'));
  settings(policy, path, sink);
  for (const [port, at] of objectsOf(policy.portLevelSettings, [...path, 'portLevelSettings']))
    settings(port, at, sink);
}

function settings({ tls, connectionPool, outlierDetection }: Fields, path: FieldPath, sink: Sink): void {
  if (isSet(connectionPool) && ['http', 'tcp'].every((field) => !isSet(record(connectionPool)[field])))
    sink(required([...path, 'connectionPool'], 'it has http or tcp'));
  if (isSet(tls)) validateTls(record(tls), [...path, 'tls'], sink);
  if (isEmptyMap(outlierDetection)) return;
  const outlier = record(outlierDetection);
  const at = [...path, 'outlierDetection'];
  const failures = number(outlier.consecutiveLocalOriginFailures) ?? 0;
  if (failures > 0 && outlier.splitExternalLocalOriginErrors !== true)
    sink(
      invalid(
        [...at, 'consecutiveLocalOriginFailures'],
        failures,
        'it needs splitExternalLocalOriginErrors: true, for else these failures are not counted apart',
      ),
    );
  for (const field of ['maxEjectionPercent', 'minHealthPercent']) {
    const percent = number(outlier[field]) ?? 0;
    if (percent < 0 || percent > 100) sink(invalid([...at, field], percent, 'must be 0 to 100'));
  }
}

function validateTls(tls: Fields, path: FieldPath, sink: Sink): void {
  const { mode, credentialName } = tls;
  if (!isBlank(credentialName) && (mode === 'SIMPLE' || mode === 'MUTUAL')) {
    for (const field of ['clientCertificate', 'privateKey', 'caCertificates'].filter((one) => !isBlank(tls[one])))
      sink(forbidden([...path, field], 'the Secret of credentialName has it'));
    return;
  }
  if (mode !== 'MUTUAL') return;
  for (const field of ['clientCertificate', 'privateKey'].filter((one) => isBlank(tls[one])))
    sink(required([...path, field], 'mode MUTUAL needs credentialName, or the files of a certificate and its key'));
}
