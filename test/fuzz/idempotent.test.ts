import { checkReport } from '../../src/checks/check';
import type { CheckReport } from '../../src/checks/check';
import type { Manifest } from '../../src/checks/manifest';
import { Model } from '../../src/checks/model/model';
import { parseManifests } from '../../src/checks/model/parse';
import { toJson } from '../../src/checks/report/json';
import { toSarif } from '../../src/checks/report/sarif';
import { toText } from '../../src/checks/report/table';
import { RULES } from '../../src/checks/rules';
import { stringify } from '../../src/core/synth/yaml';
import { Target } from '../../src/facts/target';
import { DOCUMENTED, INNOCENT, PLATFORM } from './support/corpus';
import { COMMANDS } from './support/everything';

const TARGET = Target.aks('1.34');
const CLUSTERS = [PLATFORM, ...DOCUMENTED, ...INNOCENT];

/** A copy that throws where something writes to it. */
function frozen(manifests: readonly Manifest[]): Manifest[] {
  return manifests.map(({ object, origin }) => ({ object: frozenCopy(object), origin: Object.freeze({ ...origin }) }));
}

function frozenCopy<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, child]: [string, unknown]) => [key, frozenCopy(child)] as const);
  return Object.freeze(Array.isArray(value) ? entries.map(([, child]) => child) : Object.fromEntries(entries)) as T;
}

function printed(report: CheckReport): string {
  return [toText(report), JSON.stringify(toJson(report)), JSON.stringify(toSarif([report], '1.0.0'))].join('\n');
}

test('what is frozen is so to the last field', () => {
  const [{ object }] = frozen(PLATFORM.manifests) as [Manifest];
  expect(() => Object.assign(object.metadata!, { name: 'x' })).toThrow(TypeError);
});

describe.each(CLUSTERS.map((one) => [one.name, one] as const))('%s', (_name, { manifests }) => {
  const given = frozen(manifests);

  test('no rule writes to a manifest, and each says the same twice, of one model and of another', () => {
    const model = new Model(given);
    const say = (of: Model): readonly unknown[] =>
      RULES.map((rule) => [
        rule.id,
        [...rule.check(of, TARGET)].map(({ path, message, fix }) => ({ path, message, fix })),
      ]);
    const first = say(model);
    expect(say(model)).toEqual(first);
    expect(say(new Model(given))).toEqual(first);
  });

  test('check prints the same bytes twice, whatever other command ran between, and none of them writes to a manifest', () => {
    const first = printed(checkReport(given, TARGET));
    const before = Object.entries(COMMANDS).map(([name, command]) => [name, command(given, given, TARGET)]);
    expect(Object.entries(COMMANDS).map(([name, command]) => [name, command(given, given, TARGET)])).toEqual(before);
    expect(printed(checkReport(given, TARGET))).toBe(first);
  });

  test('a copy whose lists and maps are of another realm has the same findings', () => {
    const copies = given.map(({ object, origin }) => ({ object: structuredClone(object), origin }));
    expect(printed(checkReport(copies, TARGET))).toBe(printed(checkReport(given, TARGET)));
  });

  test('what is read, written and read again has the same findings', () => {
    const text = stringify(given.map(({ object }) => object));
    const again = parseManifests(text, 'again.yaml');
    const say = (of: readonly Manifest[]): readonly unknown[] =>
      checkReport(of, TARGET).findings.map(({ rule, severity, object, path, message }) => ({
        rule,
        severity,
        object,
        path,
        message,
      }));
    const asRead = given.map(({ object }, document) => ({ object, origin: { file: 'again.yaml', document } }));
    expect(again.map(({ object }) => object)).toEqual(given.map(({ object }) => object));
    expect(say(again)).toEqual(say(asRead));
  });
});
