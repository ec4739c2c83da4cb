import { check } from '../../src/checks/check';
import type { Finding } from '../../src/checks/finding';
import { parseManifests } from '../../src/checks/model/parse';
import { RULES } from '../../src/checks/rules';
import { Target } from '../../src/facts/target';
import type { Block } from './blocks';
import { blocksOf, pages } from './blocks';
import { expectNothingLacks } from '../support/lacking';
import { treatmentOf } from './treatment';

/** Argo CD and Flux run in clusters of any provider; the rest of the pages is about AKS. */
const TARGETS = ['aks@1.34', 'generic@1.36', 'eks@1.34'];

function findingsOf(text: string, target: string): readonly Finding[] {
  return check(parseManifests(text, 'page.yaml'), Target.parse(target));
}

const rulesOf = (findings: readonly Finding[]): string[] => [...new Set(findings.map(({ rule }) => rule))];

describe('docs/rules.md', () => {
  const blocks = blocksOf('docs/rules.md');
  /** What a JSON patch left of an object is no object; the rule compares it with the patch, which a construct alone knows. */
  const NO_MANIFEST = ['REF003'];

  test('every rule has a block before and one after, in the order of the rules', () => {
    expect(blocks.map(({ heading }) => heading)).toEqual(RULES.flatMap(({ id }) => [id, id]));
  });

  const rules = RULES.map(({ id }) => id).filter((id) => !NO_MANIFEST.includes(id));
  test.each(rules)('%s reports what stands before, and not what stands after', (id) => {
    const [before, after] = blocks.filter(({ heading }) => heading === id).map(({ text }) => text);
    const reporting = TARGETS.filter((target) => rulesOf(findingsOf(before!, target)).includes(id));
    expectNothingLacks(
      `'page.before' of ${id} shows what the rule reports; \`npm run docs\` writes it into docs/rules.md`,
      reporting.length > 0 ? [] : [`a report at ${TARGETS.join(', ')}`],
    );
    for (const target of reporting) expect(rulesOf(findingsOf(after!, target))).not.toContain(id);
  });
});

/** A block, and the one before it in the same section that shows what is wrong. */
interface Shown {
  readonly where: string;
  readonly block: Block;
  readonly mends: readonly string[];
}

function shownOn(page: string): Shown[] {
  const blocks = blocksOf(page).filter((block, at, all) => treatmentOf(block, all[at - 1]) === 'manifests');
  return blocks.map((block, at) => {
    const wrong = blocks.slice(0, at).filter((one) => one.heading === block.heading);
    return { where: block.where, block, mends: wrong.flatMap(({ before }) => before ?? []) };
  });
}

const SHOWN = pages()
  .filter((page) => page !== 'docs/rules.md')
  .flatMap(shownOn);

test.each(SHOWN)('$where', ({ block, mends }) => {
  const findings = findingsOf(block.text, TARGETS[0]!);
  if (block.before !== undefined) expect(rulesOf(findings)).toContain(block.before);
  else {
    // A page shows a part: what its objects name may be elsewhere, but the API server takes each of them.
    const refused = findings.filter(({ rule, severity }) => rule.startsWith('ACC') && severity === 'error');
    expect(
      refused.map(({ rule, object, path, message }) => `${rule} ${object.kind} ${path ?? ''}: ${message}`),
    ).toEqual([]);
    expect(rulesOf(findings).filter((id) => mends.includes(id))).toEqual([]);
  }
});

test('there are blocks of both', () => {
  expect(SHOWN.filter(({ block }) => block.before !== undefined).length).toBeGreaterThan(10);
  expect(SHOWN.filter(({ mends }) => mends.length > 0).length).toBeGreaterThan(8);
});
