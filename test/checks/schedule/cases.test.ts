import { answerOf, labelledCases } from './cases';

const CASES = labelledCases();
const NODE_AFFINITY = "node(s) didn't match Pod's node affinity/selector";

if (CASES.length === 0) {
  test.skip('the labelled cases are not beside this checkout', () => undefined);
} else {
  test.each(CASES.map((one) => [one.id, one] as const))('%s', (_id, one) => {
    const answer = answerOf(one);
    const { schedulable, nodes, pools } = one.expect;
    expect(answer?.schedulable).toBe(schedulable);
    if (one.part === 'scheduler') expect([...answer!.nodes].sort()).toEqual([...(nodes ?? [])].sort());
    else expect(answer!.pools.map(({ pool }) => pool).sort()).toEqual([...(pools ?? [])].sort());
  });

  const rejected = CASES.filter(({ part, expect: { rejected: one } }) => part === 'karpenter' && one !== undefined);
  test.each(rejected.map((one) => [one.id, one] as const))('%s: the reasons are those of Karpenter', (_id, one) => {
    const reasons = new Map(
      answerOf(one)!.rejected.map((each) => ['pool' in each ? each.pool : each.node, each.reason]),
    );
    for (const { pool, reason } of one.expect.rejected!) {
      expect(`Failed to schedule pod, ${reasons.get(pool)}`).toBe(reason);
    }
  });

  const sized = CASES.filter(({ expect: { instanceTypes } }) => instanceTypes !== undefined);
  test.each(sized.map((one) => [one.id, one] as const))('%s: the sizes are those of Karpenter', (_id, one) => {
    const chosen = (one.expect as { readonly chosen?: string }).chosen;
    const sizes = answerOf(one)!.pools.find(({ pool }) => pool === chosen)?.sizes ?? [];
    expect(sizes.map(({ name }) => name).sort()).toEqual([...one.expect.instanceTypes!].sort());
  });
}

const unplaced = CASES.filter(({ part, expect: { message } }) => part === 'scheduler' && message !== undefined);
if (unplaced.length > 0) {
  test.each(unplaced.map((one) => [one.id, one] as const))('%s: the reasons are those of the scheduler', (_id, one) => {
    // Some nodes are never filtered where fields of required affinity name the nodes.
    const said = one.expect.message!.replace("node(s) didn't satisfy plugin(s) [NodeAffinity]", NODE_AFFINITY);
    const counts = new Map<string, number>();
    for (const { reason } of answerOf(one)!.rejected) {
      // The scheduler says no more than the kind of reason.
      for (const part of reason.replace(/: \S+$| \([^()]*free\)/g, '').split(', ')) {
        counts.set(part, (counts.get(part) ?? 0) + 1);
      }
    }
    const expected = new Map<string, number>();
    for (const part of said.replace(/^.*available: |\.$/g, '').split(', ')) {
      const [, count, reason] = /^(\d+) (.*)$/.exec(part)!;
      expected.set(reason!, (expected.get(reason!) ?? 0) + Number(count));
    }
    expect(new Map([...counts].sort())).toEqual(new Map([...expected].sort()));
  });
}
