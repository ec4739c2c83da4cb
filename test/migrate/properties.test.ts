import * as fc from 'fast-check';
import { stringify } from 'yaml';
import { parseManifests } from '../../src/checks/model/parse';
import { migrated } from './support';

const values = (text: string): unknown => parseManifests(text, 'a.yaml').map(({ object }) => object);

/** One field of the pool as lines, and as it is in v1. */
const FIELDS: readonly (readonly string[])[] = [
  ['limits:', '  cpu: 100'],
  ['weight: 10'],
  ['disruption:', '  consolidationPolicy: WhenUnderutilized', '  expireAfter: 1h'],
  [
    'template:',
    '  metadata:',
    '    labels: { a: b }',
    '  spec:',
    '    nodeClassRef:',
    '      apiVersion: karpenter.azure.com/v1alpha2',
    '      kind: AKSNodeClass',
    '      name: a',
    '    requirements:',
    '    - key: beta.kubernetes.io/arch',
    '      operator: In',
    '      values: [amd64]',
  ],
];

const pool = (order: readonly (readonly string[])[]): string[] => [
  'apiVersion: karpenter.sh/v1beta1',
  'kind: NodePool',
  'metadata: {name: a}',
  'spec:',
  ...order.flat().map((line) => `  ${line}`),
];

const ORDER = fc
  .shuffledSubarray([...FIELDS], { minLength: 2, maxLength: 4 })
  .filter((order) => order.includes(FIELDS[3]!));
/** What may stand above a line, at its end, and whether it does. */
const NOISE = fc.array(fc.record({ above: fc.constantFrom('', '', '\n', 'C', '\n\nC', 'C\n'), beside: fc.boolean() }), {
  minLength: 30,
  maxLength: 30,
});

/** The lines with comments around them, each with a number of its own. */
function noisy(
  lines: readonly string[],
  noise: readonly { readonly above: string; readonly beside: boolean }[],
): string {
  let number = 0;
  return lines
    .map((line, index) => {
      const { above, beside } = noise[index]!;
      const indent = /^ */.exec(line)![0];
      const comment = above.replace('C', () => `${indent}# c${(number += 1)}`);
      const tail = beside && !line.endsWith(':') ? `  # c${(number += 1)}` : '';
      return `${comment}${comment === '' || comment.endsWith('\n') ? '' : '\n'}${line}${tail}\n`;
    })
    .join('');
}

const comments = (text: string): string[] => (text.match(/# c\d+/g) ?? []).sort();

test('whatever order and comments a pool has, it becomes the same pool, and every comment stays', () => {
  fc.assert(
    fc.property(ORDER, NOISE, fc.constantFrom('\n', '\r\n'), (order, noise, eol) => {
      const text = noisy(pool(order), noise).replace(/\n/g, eol);
      const after = migrated(text);
      const plain = migrated(`${pool(order).join('\n')}\n`);
      expect(values(after)).toEqual(values(plain));
      expect(plain).toContain('apiVersion: karpenter.sh/v1\n');
      expect(comments(after)).toEqual(comments(text));
      expect(migrated(after)).toBe(after);
      expect(after.replace(/\r\n/g, '').includes('\n')).toBe(eol === '\n');
    }),
    { numRuns: 150 },
  );
});

test('lines that no migration names are the same lines in the same order', () => {
  fc.assert(
    fc.property(ORDER, NOISE, (order, noise) => {
      const text = noisy(pool(order), noise);
      const after = migrated(text).split('\n');
      const same = text
        .split('\n')
        .filter((line) => /^ *(limits|cpu|weight|metadata|labels|kind: NodePool|operator|values)/.test(line));
      let at = -1;
      for (const line of same) {
        at = after.indexOf(line, at + 1);
        expect(at).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 100 },
  );
});

const SCALAR = fc.oneof(
  fc.string({ maxLength: 8 }),
  fc.integer(),
  fc.boolean(),
  fc.constantFrom('on', '1', '~', '0x1', 'a: b', '# c', "it's"),
);
const KEY = fc.string({ minLength: 1, maxLength: 6 }).filter((key) => key !== '__proto__' && key !== '<<');

test('a pod with any labels in any style keeps them, and its selector has them too', () => {
  fc.assert(
    fc.property(
      fc.dictionary(KEY, SCALAR, { minKeys: 1, maxKeys: 4 }),
      fc.constantFrom('yaml', 'flow', 'json', 'json2'),
      (labels, form) => {
        const object = {
          apiVersion: 'apps/v1beta2',
          kind: 'ReplicaSet',
          metadata: { name: 'a' },
          spec: { template: { metadata: { labels }, spec: { serviceAccount: 'a', containers: [] } } },
        };
        const text =
          form === 'json'
            ? JSON.stringify(object)
            : form === 'json2'
              ? JSON.stringify(object, null, 2)
              : stringify(object, {
                  version: '1.1',
                  defaultStringType: 'QUOTE_DOUBLE',
                  collectionStyle: form === 'flow' ? 'flow' : 'any',
                });
        expect(values(migrated(text))).toEqual([
          {
            ...object,
            apiVersion: 'apps/v1',
            spec: {
              selector: { matchLabels: labels },
              template: { metadata: { labels }, spec: { serviceAccountName: 'a', containers: [] } },
            },
          },
        ]);
      },
    ),
    { numRuns: 200 },
  );
});
