import { labelValue, qualifiedName } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { invalid } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { PodFacts } from './each-pod';
import { needsSyntax, oneOf, textOf } from './values';

/** ACC034: a toleration says which taint it means. */
export const tolerations: Rule = {
  id: 'ACC034',
  title: 'tolerations',
  severity: 'error',
  fix: 'write the key, operator, value and effect as those of a taint',
  why: 'the API server refuses a toleration that could match no taint',
  page: {
    reports:
      'a toleration whose key can be no taint key, whose operator is neither `Equal` nor `Exists`, with `Exists` and a value, with no key and another operator than `Exists`, with a value that can be no label value, with an effect that does not exist, and `tolerationSeconds` without the effect `NoExecute`. `Lt` and `Gt` are off in every version up to 1.36.',
    mend: 'Take the value away, or make the operator `Equal`.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  tolerations:
    - key: nvidia.com/gpu
      operator: Exists
      value: 'true'
  containers:
    - name: trainer
      image: example.com/trainer:1
`,
    after: [
      [
        `      value: 'true'
`,
        '',
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf({ spec, path }: PodFacts, sink: Sink): void {
  tolerationErrors(spec.tolerations, [...path, 'tolerations'], sink);
}

/** What is wrong with a list of tolerations. */
export function tolerationErrors(tolerations: unknown, path: FieldPath, sink: Sink): void {
  for (const [index, value] of list(tolerations).entries()) {
    const toleration = record(value);
    const field = [...path, index];
    const operator = textOf(toleration.operator);
    if (textOf(toleration.key) !== '') needsSyntax(toleration.key, [...field, 'key'], qualifiedName, sink);
    if (textOf(toleration.key) === '' && operator !== undefined && operator !== 'Exists') {
      const detail = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';
      sink(invalid([...field, 'operator'], operator, detail));
    }
    if (isSet(toleration.tolerationSeconds) && toleration.effect !== 'NoExecute') {
      const detail = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      sink(invalid([...field, 'effect'], toleration.effect ?? '', detail));
    }
    oneOf(operator, [...field, 'operator'], ['Equal', 'Exists'], sink);
    const text = textOf(toleration.value);
    if (operator === 'Exists' && text !== undefined && text !== '') {
      sink(invalid([...field, 'operator'], text, "value must be empty when `operator` is 'Exists'"));
    } else if (operator === '' || operator === 'Equal') {
      needsSyntax(toleration.value, [...field, 'value'], labelValue, sink);
    }
    oneOf(toleration.effect, [...field, 'effect'], ['NoExecute', 'NoSchedule', 'PreferNoSchedule'], sink);
  }
}
