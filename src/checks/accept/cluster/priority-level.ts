import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { eachObject } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

const MAX_QUEUES = 10_000_000;
const MAX_BITS = 60;
const DEFAULTS = { queues: 64, handSize: 8, queueLengthLimit: 50 };

/** ACC113: how many requests of a priority level the API server answers at a time. */
export const priorityLevel: Rule = {
  id: 'ACC113',
  title: 'limits of a PriorityLevelConfiguration',
  severity: 'error',
  why: 'the API server refuses a level that does not say how its requests are limited',
  fix: 'write type: Limited with limited, and queuing where requests wait',
  page: {
    reports:
      'a type that is neither `Limited` nor `Exempt`, and `Exempt` of any level but `exempt`; limits that the type does not have, or none; a response that is neither `Queue` nor `Reject`, queues of the one that has none or no queues of the other; shares and percents that are negative or above 100; and queues of a length, number or size of hand that can not be dealt.',
    mend: 'With `queues: 64` and `handSize: 8`, which are the defaults, one flow rarely stands in the way of another.',
    before: `apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata:
  name: runners
spec:
  type: Limited
  limited:
    nominalConcurrencyShares: 20
    limitResponse:
      type: Queue
`,
    after: [
      [
        '      type: Queue',
        `      type: Queue
      queuing:
        queues: 64`,
      ],
    ],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'flowcontrol.apiserver.k8s.io', 'PriorityLevelConfiguration', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  const { type = '', limited, exempt } = record(object.spec);
  const isExempt = record(object.metadata).name === 'exempt';
  if (typeof type === 'string' && isExempt !== (type === 'Exempt')) {
    sink(invalid(['spec', 'type'], type, "type must be 'Exempt' if and only if name is 'exempt'"));
  }
  if (type === 'Exempt') {
    if (!isUnset(limited)) sink(forbidden(['spec', 'limited'], 'must be nil if the type is not Limited'));
    shares(record(exempt), ['spec', 'exempt'], sink);
  } else if (type === 'Limited') {
    if (!isUnset(exempt)) sink(forbidden(['spec', 'exempt'], 'must be nil if the type is Limited'));
    if (isUnset(limited)) sink(required(['spec', 'limited'], 'must not be empty when type is Limited'));
    else validateLimited(record(limited), ['spec', 'limited'], sink);
  } else if (typeof type === 'string') sink(notSupported(['spec', 'type'], type, ['Exempt', 'Limited']));
}

function shares({ nominalConcurrencyShares: count, lendablePercent }: Fields, path: FieldPath, sink: Sink): void {
  if (typeof count === 'number' && count < 0) {
    sink(invalid([...path, 'nominalConcurrencyShares'], count, 'must be a non-negative integer'));
  }
  if (typeof lendablePercent === 'number' && (lendablePercent < 0 || lendablePercent > 100)) {
    sink(invalid([...path, 'lendablePercent'], lendablePercent, 'must be between 0 and 100, inclusive'));
  }
}

function validateLimited(limited: Fields, path: FieldPath, sink: Sink): void {
  shares(limited, path, sink);
  const { borrowingLimitPercent: percent } = limited;
  if (typeof percent === 'number' && percent < 0) {
    sink(invalid([...path, 'borrowingLimitPercent'], percent, 'if specified, must be a non-negative integer'));
  }
  const { type = '', queuing } = record(limited.limitResponse);
  const at = [...path, 'limitResponse'];
  const queues = [...at, 'queuing'];
  if (type === 'Reject') {
    if (!isUnset(queuing)) sink(forbidden(queues, 'must be nil if limited.limitResponse.type is not Limited'));
  } else if (type === 'Queue') {
    if (isUnset(queuing)) sink(required(queues, 'must not be empty if limited.limitResponse.type is Limited'));
    else validateQueues(record(queuing), queues, sink);
  } else if (typeof type === 'string') sink(notSupported([...at, 'type'], type, ['Queue', 'Reject']));
}

function validateQueues(queuing: Fields, path: FieldPath, sink: Sink): void {
  // Zero is what is left out.
  const of = (field: keyof typeof DEFAULTS): number => {
    const given = queuing[field];
    return typeof given === 'number' && given !== 0 ? given : DEFAULTS[field];
  };
  const wrong = (field: string, value: number, detail: string): void => sink(invalid([...path, field], value, detail));
  const [queues, hand, length] = [of('queues'), of('handSize'), of('queueLengthLimit')];
  if (length < 0) wrong('queueLengthLimit', length, 'must be positive');
  if (queues < 0) wrong('queues', queues, 'must be positive');
  else if (queues > MAX_QUEUES) wrong('queues', queues, `must not be greater than ${MAX_QUEUES}`);
  if (hand < 0) wrong('handSize', hand, 'must be positive');
  else if (hand > queues) wrong('handSize', hand, `should not be greater than queues (${queues})`);
  else if (Math.ceil(Math.log2(queues) * hand) > MAX_BITS) {
    const bits = `required entropy bits of deckSize ${queues} and handSize ${hand} should not be greater than ${MAX_BITS}`;
    wrong('handSize', hand, bits);
  }
}
