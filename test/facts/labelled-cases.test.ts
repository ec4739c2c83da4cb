import * as fs from 'fs';
import * as path from 'path';
import { check } from '../../src/checks/check';
import type { KubernetesObject } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';

const FILE = path.resolve(__dirname, '../../../shared/cases/accept/cases.jsonl');

/** An object and what a Kubernetes 1.36 API server said of it. */
interface Case {
  readonly id: string;
  readonly objects: readonly KubernetesObject[];
  readonly verdict: 'accept' | 'reject';
  readonly field: string | null;
}

function read(): Case[] {
  return fs
    .readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case);
}

/** The rules about names and labels that report the judged object. */
function reported({ objects }: Case): string[] {
  return check([{ object: objects[objects.length - 1]!, origin: {} }], Target.generic('1.36'))
    .map(({ rule }) => rule)
    .filter((rule) => rule === 'ACC001' || rule === 'ACC002');
}

const present = fs.existsSync(FILE);
const reason = present ? '' : ' (skipped: they are not beside the checkout)';

describe(`the labelled cases of an API server${reason}`, () => {
  (present ? test : test.skip)('names and labels that it refused are reported', () => {
    const refused = read().filter(
      ({ verdict, field }) => verdict === 'reject' && /^metadata\.(name|labels)\b/.test(field ?? ''),
    );
    expect(refused.length).toBeGreaterThan(5);
    expect(refused.filter((it) => reported(it).length === 0).map(({ id }) => id)).toEqual([]);
  });

  (present ? test : test.skip)('names and labels that it accepted are not reported', () => {
    const accepted = read().filter(({ verdict }) => verdict === 'accept');
    expect(accepted.length).toBeGreaterThan(100);
    expect(accepted.filter((it) => reported(it).length > 0).map(({ id }) => id)).toEqual([]);
  });
});
