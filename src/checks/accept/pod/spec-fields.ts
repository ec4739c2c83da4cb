import { dns1123Subdomain, qualifiedName } from '../../../facts/names';
import { duplicate, forbidden } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { optionalSubdomain } from './quantities';
import { inRange, needsSyntax, needsText, oneOf, textOf } from './values';

/** ACC038: the other fields of a pod, which name things and say how it ends. */
export const specFields: Rule = {
  id: 'ACC038',
  title: 'names, policies and gates of a pod',
  severity: 'error',
  fix: 'correct the name, the number or the spelling of the policy',
  why: 'the API server refuses names that no object can have and policies that do not exist',
  page: {
    reports:
      'a `restartPolicy` or `preemptionPolicy` that does not exist, an `activeDeadlineSeconds` below 1, names of a service account, node, priority class or runtime class that are no DNS subdomains, readiness and scheduling gates whose names are no qualified names, one scheduling gate twice, and a Pod that is bound to a node while it has scheduling gates. Which restart policy a workload may have is for another rule.',
    mend: 'Policies begin with a capital letter: `OnFailure`. Names of objects are lower case.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  restartPolicy: onFailure
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [['restartPolicy: onFailure', 'restartPolicy: OnFailure']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf({ spec, path, isPod }: PodFacts, sink: Sink): void {
  oneOf(spec.restartPolicy, [...path, 'restartPolicy'], ['Always', 'Never', 'OnFailure'], sink);
  if (isSet(spec.preemptionPolicy)) {
    needsText(spec.preemptionPolicy, [...path, 'preemptionPolicy'], sink);
    oneOf(spec.preemptionPolicy, [...path, 'preemptionPolicy'], ['Never', 'PreemptLowerPriority'], sink);
  }
  inRange(spec.activeDeadlineSeconds, [...path, 'activeDeadlineSeconds'], 1, 2 ** 31 - 1, sink);
  for (const name of ['serviceAccountName', 'nodeName', 'priorityClassName']) {
    needsSyntax(spec[name], [...path, name], optionalSubdomain, sink);
  }
  // The old name of the field counts where the new one is not given.
  if (textOf(spec.serviceAccountName) === '') {
    needsSyntax(spec.serviceAccount, [...path, 'serviceAccount'], optionalSubdomain, sink);
  }
  if (isSet(spec.runtimeClassName)) {
    needsSyntax(spec.runtimeClassName, [...path, 'runtimeClassName'], dns1123Subdomain, sink);
  }
  for (const [index, gate] of list(spec.readinessGates).entries()) {
    needsSyntax(record(gate).conditionType, [...path, 'readinessGates', index, 'conditionType'], qualifiedName, sink);
  }
  const gates = new Set<unknown>();
  for (const [index, gate] of list(spec.schedulingGates).entries()) {
    const { name } = record(gate);
    const field = [...path, 'schedulingGates', index];
    needsSyntax(name, [...field, 'name'], qualifiedName, sink);
    if (gates.has(name)) sink(duplicate(field, name));
    gates.add(name);
  }
  if (isPod && gates.size > 0 && textOf(spec.nodeName) !== '') {
    sink(forbidden([...path, 'nodeName'], 'cannot be set until all schedulingGates have been cleared'));
  }
}
