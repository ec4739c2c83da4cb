import type { Rule } from '../../rule';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isZero, notAbove100Percent, validateIntOrPercent } from './int-or-percent';
import { isSet } from '../read';
import { fields, nonNegative, reported, specsOf, textOr } from './spec';
import type { Fields, SpecInManifest } from './spec';

/** ACC043: how a workload replaces its pods. */
export const rollout: Rule = {
  id: 'ACC043',
  title: 'rollout strategy',
  severity: 'error',
  fix: 'write the strategy as the kind allows it, with maxSurge and maxUnavailable that let a rollout move',
  why: 'the API server refuses a strategy that it does not know, or one by which no pod could ever be replaced',
  page: {
    reports:
      'a strategy that the kind does not have (a Deployment knows `RollingUpdate` and `Recreate`, a StatefulSet and a DaemonSet `RollingUpdate` and `OnDelete`), `rollingUpdate` beside `Recreate`, or beside `OnDelete` in a StatefulSet, and a negative `partition`. `maxSurge` and `maxUnavailable` must be numbers that are not negative or percentages such as `25%`. In a Deployment both may not be zero and `maxUnavailable` may not be above 100%. In a DaemonSet exactly one of the two is not zero and none is above 100%. `maxUnavailable` of a StatefulSet is not read: the API server drops it up to Kubernetes 1.36.',
    mend: 'Write one of the strategies of the kind. Give `maxSurge` or `maxUnavailable` a value above zero.',
    before: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: console
spec:
  strategy:
    type: Recreate
    rollingUpdate:
      maxSurge: 1
  selector:
    matchLabels:
      app: console
  template:
    metadata:
      labels:
        app: console
    spec:
      containers:
        - name: console
          image: registry.example.com/console:1.0
`,
    after: [
      [
        `    rollingUpdate:
      maxSurge: 1
`,
        '',
      ],
    ],
  },
  *check(model) {
    for (const found of specsOf(model, 'apps', ['Deployment']))
      yield* reported(found.manifest, (sink) => deployment(found, sink));
    for (const found of specsOf(model, 'apps', ['DaemonSet']))
      yield* reported(found.manifest, (sink) => daemonSet(found, sink));
    for (const found of specsOf(model, 'apps', ['StatefulSet']))
      yield* reported(found.manifest, (sink) => statefulSet(found, sink));
  },
};

/** The strategy, empty where it is missing; `undefined` where it is of the wrong type. */
function strategyOf(value: unknown): Fields | undefined {
  return isSet(value) ? fields(value) : {};
}

function deployment({ path, spec }: SpecInManifest, sink: Sink): void {
  const strategy = strategyOf(spec.strategy);
  const type = strategy && textOr(strategy.type, 'RollingUpdate');
  if (type === undefined) return;
  const at = [...path, 'strategy'];
  const rolling = strategyOf(strategy?.rollingUpdate);
  if (type === 'Recreate') {
    if (isSet(strategy?.rollingUpdate)) {
      sink(forbidden([...at, 'rollingUpdate'], "may not be specified when strategy `type` is 'Recreate'"));
    }
  } else if (type !== 'RollingUpdate') {
    sink(notSupported(at, type, ['Recreate', 'RollingUpdate']));
  } else if (rolling) {
    const maxUnavailable = rolling.maxUnavailable ?? '25%';
    const maxSurge = rolling.maxSurge ?? '25%';
    validateIntOrPercent(maxUnavailable, [...at, 'rollingUpdate', 'maxUnavailable'], sink);
    validateIntOrPercent(maxSurge, [...at, 'rollingUpdate', 'maxSurge'], sink);
    if (isZero(maxUnavailable) && isZero(maxSurge)) {
      const detail = 'may not be 0 when `maxSurge` is 0';
      sink(invalid([...at, 'rollingUpdate', 'maxUnavailable'], maxUnavailable, detail));
    }
    notAbove100Percent(maxUnavailable, [...at, 'rollingUpdate', 'maxUnavailable'], sink);
  }
}

function daemonSet({ path, spec }: SpecInManifest, sink: Sink): void {
  const strategy = strategyOf(spec.updateStrategy);
  const type = strategy && textOr(strategy.type, 'RollingUpdate');
  const at = [...path, 'updateStrategy'];
  if (type === undefined || type === 'OnDelete') return;
  if (type !== 'RollingUpdate') {
    sink(notSupported(at, type, ['RollingUpdate', 'OnDelete']));
    return;
  }
  const rolling = strategyOf(strategy?.rollingUpdate);
  if (!rolling) return;
  const maxUnavailable = rolling.maxUnavailable ?? 1;
  const maxSurge = rolling.maxSurge ?? 0;
  const unavailableAt = [...at, 'rollingUpdate', 'maxUnavailable'];
  const surgeAt = [...at, 'rollingUpdate', 'maxSurge'];
  validateIntOrPercent(maxUnavailable, unavailableAt, sink);
  validateIntOrPercent(maxSurge, surgeAt, sink);
  notAbove100Percent(maxUnavailable, unavailableAt, sink);
  notAbove100Percent(maxSurge, surgeAt, sink);
  if (!isNumberOrText(maxUnavailable) || !isNumberOrText(maxSurge)) return;
  if (!isZero(maxUnavailable) && !isZero(maxSurge)) {
    sink(invalid(surgeAt, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  } else if (isZero(maxUnavailable) && isZero(maxSurge)) {
    sink(required(unavailableAt, 'cannot be 0 when maxSurge is 0'));
  }
}

function statefulSet({ path, spec }: SpecInManifest, sink: Sink): void {
  const strategy = strategyOf(spec.updateStrategy);
  const type = strategy && textOr(strategy.type, 'RollingUpdate');
  if (type === undefined) return;
  const at = [...path, 'updateStrategy'];
  const rolling = fields(strategy?.rollingUpdate);
  if (type === 'OnDelete') {
    if (rolling) sink(invalid([...at, 'rollingUpdate'], rolling, "only allowed for updateStrategy 'RollingUpdate'"));
  } else if (type === 'RollingUpdate') {
    nonNegative(rolling ?? {}, [...at, 'rollingUpdate'], ['partition'], sink);
  } else {
    sink(invalid(at, strategy, "must be 'RollingUpdate' or 'OnDelete'"));
  }
}

function isNumberOrText(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string';
}
