import * as fs from 'fs';
import * as path from 'path';
import { requireSchema } from '../../src/core/require-schema';
import { messageOf, testChart } from '../support/chart';
import type { Rendered } from '../support/chart';

interface Case {
  readonly id: string;
  readonly kind: string;
  readonly mutation: string | null;
  /** The last one is judged. */
  readonly objects: readonly Rendered[];
  readonly verdict: 'accept' | 'reject';
  readonly stage: string | null;
}

// Objects that a real API server accepted or refused. They are not part of this repository.
const file = path.join(__dirname, '../../../shared/cases/accept/cases.jsonl');

if (!fs.existsSync(file)) {
  test.todo('objects judged by an API server: skipped, ../shared/cases/accept/cases.jsonl is not beside this checkout');
} else {
  const cases = fs
    .readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
    .filter(({ kind }) => kind === 'NodePool' || kind === 'AKSNodeClass');
  const rows = (wanted: readonly Case[]) => wanted.map((one) => [one.id, one.mutation ?? 'as it is', one] as const);
  const judge = ({ objects }: Case) => messageOf(() => requireSchema(testChart(), objects[objects.length - 1]));

  test('there are cases of both verdicts', () => {
    expect(cases.filter(({ verdict }) => verdict === 'accept').length).toBeGreaterThan(5);
    expect(cases.filter(({ verdict }) => verdict === 'reject').length).toBeGreaterThan(10);
  });

  test.each(rows(cases.filter(({ verdict }) => verdict === 'accept')))('%s, accepted: %s', (_id, _mutation, one) => {
    expect(judge(one)).toBe('nothing was thrown');
  });

  // Rules between fields (stage cel) are for the constructors and the checks.
  const refused = cases.filter(({ stage }) => stage === 'schema' || stage === 'strict-unknown');
  test.each(rows(refused))('%s, refused: %s', (_id, _mutation, one) => {
    expect(judge(one)).toMatch(/^\[test] (NodePool|AKSNodeClass) karpenter/);
  });
}
