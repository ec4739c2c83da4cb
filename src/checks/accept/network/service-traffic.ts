import type { Target } from '../../../facts/target';
import type { Rule } from '../../rule';
import { eachObject, isEmptyList } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { labels, oneOf } from '../core/syntax';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';
import { typeOf } from './service';

const A_DAY = 86400;
const HINTS = 'service.kubernetes.io/topology-aware-hints';
const MODE = 'service.kubernetes.io/topology-mode';

/** ACC059: which pods a Service selects and how it spreads its traffic over them. */
export const serviceTraffic: Rule = {
  id: 'ACC059',
  title: 'selector and traffic of a Service',
  severity: 'error',
  why: 'the API server refuses a selector that no label can match, and policies of traffic that it does not know',
  fix: 'write one of the values that the message lists',
  page: {
    reports:
      'a `selector` whose keys or values are no labels; a `sessionAffinity` other than `None` and `ClientIP`, and a timeout of it that is not between 1 second and a day; an `internalTrafficPolicy` or `externalTrafficPolicy` other than `Cluster` and `Local`, and the latter on a Service that cannot be reached from outside; and a `trafficDistribution` that the version of Kubernetes does not know (`PreferClose` from 1.31 on, `PreferSameZone` and `PreferSameNode` from 1.34 on).',
    mend: 'Leave the field out to have the default, or write one of its values with capitals as Kubernetes has them.',
    before: `apiVersion: v1
kind: Service
metadata:
  name: inference
spec:
  externalTrafficPolicy: Local
  sessionAffinity: clientIP
  ports:
    - port: 80
`,
    after: [
      [
        `  externalTrafficPolicy: Local
  sessionAffinity: clientIP`,
        '  sessionAffinity: ClientIP',
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Service', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  labels(spec.selector, ['spec', 'selector'], sink);
  if (spec.sessionAffinity !== '') {
    oneOf(spec.sessionAffinity, ['spec', 'sessionAffinity'], ['ClientIP', 'None'], sink);
  }
  if (spec.sessionAffinity === 'ClientIP') validateTimeout(spec, sink);
  oneOf(spec.internalTrafficPolicy, ['spec', 'internalTrafficPolicy'], ['Cluster', 'Local'], sink);
  validateExternalPolicy(spec, sink);
  // Older versions drop the field, or don't know it.
  if (minor >= 31) {
    const known = minor >= 34 ? ['PreferClose', 'PreferSameZone', 'PreferSameNode'] : ['PreferClose'];
    oneOf(spec.trafficDistribution, ['spec', 'trafficDistribution'], known, sink);
  }
  const annotations = record(record(object.metadata).annotations);
  const mode = annotations[MODE];
  const hints = annotations[HINTS];
  if (typeof mode === 'string' && typeof hints === 'string' && mode !== hints) {
    const needs = `must match annotations[${HINTS}] when both are specified`;
    sink(invalid(['metadata', 'annotations', MODE], mode, needs));
  }
}

function validateTimeout(spec: Fields, sink: Sink): void {
  const { timeoutSeconds } = record(record(spec.sessionAffinityConfig).clientIP);
  if (typeof timeoutSeconds !== 'number' || (timeoutSeconds > 0 && timeoutSeconds <= A_DAY)) return;
  const path = ['spec', 'sessionAffinityConfig', 'clientIP', 'timeoutSeconds'];
  sink(invalid(path, timeoutSeconds, `must be greater than 0 and less than ${A_DAY}`));
}

function validateExternalPolicy(spec: Fields, sink: Sink): void {
  const path = ['spec', 'externalTrafficPolicy'];
  const { externalTrafficPolicy: policy } = spec;
  if (typeof policy !== 'string' || policy === '') return;
  const type = typeOf(spec);
  const fromOutside =
    type === 'NodePort' || type === 'LoadBalancer' || (type === 'ClusterIP' && !isEmptyList(spec.externalIPs));
  if (fromOutside) oneOf(policy, path, ['Cluster', 'Local'], sink);
  else sink(invalid(path, policy, 'may only be set for externally-accessible services'));
}
