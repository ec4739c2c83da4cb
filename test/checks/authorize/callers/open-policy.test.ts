import { run } from '../run';

const CONDITION = { from: [{ source: { principals: ['cluster.local/ns/shop/sa/web'] } }] };

function policy(name: string, rules: unknown, more: object = {}, namespace = 'team'): object {
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name, namespace },
    spec: { rules, ...more },
  };
}

const selects = (app: string): object => ({ selector: { matchLabels: { app } } });
const found = (...objects: object[]): string[] => run(objects).filter((one) => one.startsWith('RBA022'));

describe('RBA022 reports an empty rule', () => {
  const beside =
    ': an empty rule lets everybody in, so that the rules of AuthorizationPolicy team/narrow refuse nobody';

  test('beside rules of the same policy', () => {
    expect(found(policy('a', [CONDITION, {}]))).toEqual([
      'RBA022 spec.rules[1]: an empty rule lets everybody in, so that the other rules of the policy refuse nobody',
    ]);
    // A list without an element is no condition.
    expect(found(policy('a', [CONDITION, { from: [], to: [] }], { action: 'ALLOW' }))).toHaveLength(1);
  });

  test.each([
    ['for the same pods', policy('open', [{}], selects('api'))],
    ['for all pods of the namespace', policy('open', [{}])],
    ['for all pods of the mesh', policy('open', [{}], {}, 'istio-system')],
  ])('%s', (_what, open) => {
    expect(found(open, policy('narrow', [CONDITION], selects('api')))).toEqual([`RBA022 spec.rules[0]${beside}`]);
  });
});

describe('RBA022 does not report', () => {
  test.each<[string, object[]]>([
    ['an open policy alone', [policy('a', [{}])]],
    [
      'a gateway that is open',
      [policy('a', [{}], selects('gateway'), 'istio-system'), policy('b', [CONDITION], selects('api'))],
    ],
    [
      'a policy that allows nothing',
      [policy('deny-all', undefined, {}, 'istio-system'), policy('a', [{}], selects('gateway'), 'istio-system')],
    ],
    ['other pods', [policy('a', [{}], selects('web')), policy('b', [CONDITION], selects('api'))]],
    ['another namespace', [policy('a', [{}], {}, 'shop'), policy('b', [CONDITION])]],
    ['a policy that denies', [policy('a', [{}], { action: 'DENY' }), policy('b', [CONDITION])]],
    ['a narrow one that denies', [policy('a', [{}]), policy('b', [CONDITION], { action: 'DENY' })]],
    [
      'one that asks a provider',
      [policy('a', [{}], { action: 'CUSTOM', provider: { name: 'p' } }), policy('b', [CONDITION])],
    ],
    [
      'what aims at a Service',
      [policy('a', [{}], { targetRefs: [{ kind: 'Service', group: '', name: 'x' }] }), policy('b', [CONDITION])],
    ],
    ['rules with conditions', [policy('a', [CONDITION, { when: [{ key: 'source.ip', values: ['10.0.0.1'] }] }])]],
  ])('%s', (_what, objects) => {
    expect(found(...objects)).toEqual([]);
  });
});
