import { checkObjects } from '../../support';
import { Target } from '../../../../src/facts/target';

type Fields = Readonly<Record<string, unknown>>;

/** A container that is right, with other fields. */
export function container(fields: Fields = {}): Fields {
  return { name: 'main', image: 'example.com/main:1', ...fields };
}

/** A Pod that is right, with other fields in its spec. */
export function pod(spec: Fields = {}, metadata: Fields = {}): Fields {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'trainer', ...metadata },
    spec: { containers: [container()], ...spec },
  };
}

/** A Deployment of such pods. */
export function deployment(spec: Fields = {}, metadata: Fields = {}): Fields {
  const labels = { app: 'trainer' };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'trainer' },
    spec: {
      selector: { matchLabels: labels },
      template: { metadata: { labels, ...metadata }, spec: { containers: [container()], ...spec } },
    },
  };
}

/** What the rules of pods say, as `RULE path: message`. */
export function said(object: unknown, version = '1.36', others: readonly unknown[] = []): string[] {
  return checkObjects([object, ...others], Target.generic(version))
    .filter(({ rule }) => rule >= 'ACC020' && rule <= 'ACC039')
    .map(({ rule, path, message }) => `${rule} ${path ?? ''}: ${message}`);
}

/** One row of a table: what it shows, the pod, and the beginnings of what is said of it. */
export type Row = readonly [what: string, object: unknown, expected: readonly string[], version?: string];

/** Each row is reported as it says; an empty list is a pod that must not be reported. */
export function table(rows: readonly Row[]): void {
  const full = rows.map(([what, object, expected, version]) => ({
    what,
    object,
    expected,
    version: version ?? '1.36',
  }));
  test.each(full)('$what', ({ object, expected, version }) => {
    const given = said(object, version);
    expect(given.map((text, index) => text.slice(0, expected[index]?.length ?? text.length))).toEqual(expected);
  });
}
