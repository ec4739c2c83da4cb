import { labelValue, qualifiedName } from '../../../facts/names';
import type { Target } from '../../../facts/target';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject, isBlank, objectsOf, textsOf } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { resourceQuantity } from '../core/quantities';
import { oneOf, syntaxOf } from '../core/syntax';
import { duplicate, invalid, required } from '../field-error';
import type { Sink } from '../field-error';
import { ipRange, parseCidr } from '../network/ip';
import { amounts, list, record } from '../read';

const EFFECTS = ['NoExecute', 'NoSchedule', 'PreferNoSchedule'];

/** ACC115: what a Node keeps off, and what it has. */
export const node: Rule = {
  id: 'ACC115',
  title: 'taints and capacity of a Node',
  severity: 'error',
  why: 'the API server refuses a node whose taints no pod could tolerate or whose capacity is less than nothing',
  fix: 'write each taint with a key and an effect, and amounts that are not negative',
  page: {
    reports:
      'a taint without a key or an effect, with an effect that there is not or a value that is none, and two of one key and effect; ranges of pods that are none, or two of one family; and amounts of `capacity` and `allocatable` that are negative, or no whole numbers where the resource is counted.',
    mend: 'Nodes register themselves. Where a Node stands for a machine that is simulated, write its taints as those of a real one.',
    before: `apiVersion: v1
kind: Node
metadata:
  name: gpu-0
spec:
  taints:
    - key: nvidia.com/gpu
      value: present
`,
    after: [
      [
        '      value: present',
        `      value: present
      effect: NoSchedule`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, '', 'Node', validate);
  },
};

function validate(object: Fields, sink: Sink, { minor }: Target): void {
  const spec = record(object.spec);
  taints(spec.taints, ['spec', 'taints'], sink);
  ranges(spec.podCIDRs, ['spec', 'podCIDRs'], minor, sink);
  for (const field of ['capacity', 'allocatable']) {
    for (const [name, amount] of Object.entries(amounts(record(object.status)[field]))) {
      resourceQuantity(name, amount, ['status', field, name], sink);
    }
  }
}

function taints(value: unknown, path: FieldPath, sink: Sink): void {
  const seen = new Set<string>();
  for (const [{ key, value: given, effect }, at] of objectsOf(value, path)) {
    syntaxOf(key ?? '', [...at, 'key'], qualifiedName, sink);
    syntaxOf(given, [...at, 'value'], labelValue, sink);
    if (isBlank(effect)) sink(required([...at, 'effect']));
    else oneOf(effect, [...at, 'effect'], EFFECTS, sink);
    const pair = JSON.stringify([key ?? '', effect ?? '']);
    if (seen.has(pair)) {
      const { path: here, message } = duplicate(at, { key, effect });
      sink({ path: here, message: `${message}: taints must be unique by key and effect pair` });
    }
    seen.add(pair);
  }
}

function ranges(value: unknown, path: FieldPath, minor: number, sink: Sink): void {
  const given = textsOf(value, path);
  for (const [range, at] of given) ipRange(range, at, minor, sink);
  const families = given.map(([range]) => parseCidr(range)?.address.family);
  if (list(value).length > 2 || (families.length === 2 && families[0] === families[1])) {
    sink(invalid(path, value, 'must specify no more than one CIDR for each IP family'));
  }
}
