import * as fc from 'fast-check';
import { TAINT, Taint } from '../../src/core/taint';
import { messageOf } from '../support/chart';

test.each([
  [Taint.gpu(), 'nvidia.com/gpu=true:NoSchedule', { key: 'nvidia.com/gpu', value: 'true', effect: 'NoSchedule' }],
  [
    Taint.spot(),
    'kubernetes.azure.com/scalesetpriority=spot:NoSchedule',
    { key: 'kubernetes.azure.com/scalesetpriority', value: 'spot', effect: 'NoSchedule' },
  ],
  [
    Taint.ciliumAgentNotReady(),
    'node.cilium.io/agent-not-ready=true:NoExecute',
    { key: 'node.cilium.io/agent-not-ready', value: 'true', effect: 'NoExecute' },
  ],
  [Taint.noSchedule('sku', 'gpu'), 'sku=gpu:NoSchedule', { key: 'sku', value: 'gpu', effect: 'NoSchedule' }],
  [Taint.noSchedule('sku'), 'sku:NoSchedule', { key: 'sku', effect: 'NoSchedule' }],
  [Taint.noSchedule('sku', ''), 'sku=:NoSchedule', { key: 'sku', value: '', effect: 'NoSchedule' }],
  [
    Taint.preferNoSchedule('sku', 'gpu'),
    'sku=gpu:PreferNoSchedule',
    { key: 'sku', value: 'gpu', effect: 'PreferNoSchedule' },
  ],
  [Taint.noExecute('sku', 'gpu'), 'sku=gpu:NoExecute', { key: 'sku', value: 'gpu', effect: 'NoExecute' }],
])('%s has its text, its form in a pool, and reads its text again', (taint, text, json) => {
  expect(taint.toString()).toBe(text);
  expect(taint.toJson()).toEqual(json);
  expect(Taint.parse(text).toJson()).toEqual(json);
});

test('its toleration matches key, value and effect', () => {
  expect(Taint.gpu().toleration()).toEqual({
    key: 'nvidia.com/gpu',
    operator: 'Equal',
    value: 'true',
    effect: 'NoSchedule',
  });
});

test.each([undefined, ''])('a taint of value %p is tolerated by its key and effect', (value) => {
  expect(Taint.noExecute('sku', value).toleration()).toEqual({ key: 'sku', operator: 'Exists', effect: 'NoExecute' });
});

test.each(['sku', 'sku=gpu', ':NoSchedule', '=gpu:NoSchedule', 'sku=a:b:NoSchedule', 'sku=gpu:', ''])(
  '%p is no taint',
  (text) => {
    expect(messageOf(() => Taint.parse(text))).toBe(
      `taint '${text}' is not key=value:Effect or key:Effect, such as nvidia.com/gpu=true:NoSchedule`,
    );
  },
);

test.each([
  ['sku:NoRun', "taint effect 'NoRun' is not known, allowed are NoSchedule, PreferNoSchedule, NoExecute"],
  ['sku:noschedule', "taint effect 'noschedule' is not known, allowed are NoSchedule, PreferNoSchedule, NoExecute"],
  [
    'a b:NoSchedule',
    "taint key 'a b' name part must consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
  ],
  [
    'sku=a b:NoSchedule',
    "taint value 'a b' must be empty or consist of letters, digits, '-', '_' and '.', and begin and end with a letter or digit",
  ],
])('%s is refused', (text, message) => {
  expect(messageOf(() => Taint.parse(text))).toBe(message);
});

test('the pattern for editors takes each text that is a taint', () => {
  const part = fc.constantFrom('a', 'a.b/c', 'A_b', '-a', 'a b', '', 'x/y/z', 'a'.repeat(70), '=', ':');
  const effect = fc.constantFrom('NoSchedule', 'PreferNoSchedule', 'NoExecute', 'noSchedule', '');
  const text = fc
    .tuple(part, fc.constantFrom('=', '', '=='), part, fc.constantFrom(':', ''), effect)
    .map((all) => all.join(''));
  fc.assert(
    fc.property(text, (it) => messageOf(() => Taint.parse(it)) !== 'nothing was thrown' || TAINT.test(it)),
    { numRuns: 1000 },
  );
  expect(
    ['gpu', 'a=b', 'a:b', 'a b:NoSchedule', 'a=b:noSchedule', ':NoSchedule'].filter((it) => TAINT.test(it)),
  ).toEqual([]);
});
