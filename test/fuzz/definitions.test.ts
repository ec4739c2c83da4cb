import * as fc from 'fast-check';
import { checkReport } from '../../src/checks/check';
import { addCustomKinds } from '../../src/facts/schemas';
import { Target } from '../../src/facts/target';
import { misfit, ODD, pathsOf, put } from './support/mutations';
import { fuzz } from './support/runs';

const CRD = {
  kind: 'CustomResourceDefinition',
  spec: {
    group: 'fuzz.example.com',
    names: { kind: 'Thing', plural: 'things' },
    scope: 'Namespaced',
    versions: [
      {
        name: 'v1',
        served: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec'],
            properties: {
              spec: {
                type: 'object',
                required: ['a'],
                properties: {
                  a: {
                    type: 'string',
                    pattern: '^a',
                    maxLength: 3,
                    enum: ['a', 'ab'],
                    default: 'a',
                    format: 'date-time',
                  },
                  l: {
                    type: 'array',
                    'x-kubernetes-list-type': 'map',
                    'x-kubernetes-list-map-keys': ['k'],
                    items: { type: 'object', properties: { k: { type: 'integer', minimum: 1 } } },
                  },
                  m: {
                    type: 'object',
                    additionalProperties: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }] },
                  },
                },
                'x-kubernetes-validations': [
                  { rule: 'has(self.a)', message: 'a', messageExpression: '"b"', fieldPath: '.a' },
                ],
              },
            },
          },
        },
      },
    ],
  },
};
const THING = {
  apiVersion: 'fuzz.example.com/v1',
  kind: 'Thing',
  metadata: { name: 'a', namespace: 'b' },
  spec: { a: 'abcd', l: [{ k: 0 }, { k: 0 }], m: { x: 'y' } },
};

fuzz(
  'a definition that is none, and objects of it, are judged or not judged',
  fc.array(fc.tuple(fc.constantFrom(...pathsOf(CRD)), misfit), { maxLength: 2 }),
  (edits) => {
    addCustomKinds([edits.reduce<unknown>((crd, [at, by]) => put(crd, at, by), CRD)]);
    const { findings } = checkReport([{ object: THING, origin: {} }], Target.generic('1.36'));
    for (const { message } of findings) if (ODD.test(message)) throw new Error(message);
  },
  {
    divideBy: 2,
    examples: [
      [[['spec', 'versions', 0], null]],
      [[['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', 'l', 'items'], true]],
      [
        [
          ['spec', 'versions', 0, 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', 'a', 'enum', 0],
          { toString: 'x' },
        ],
      ],
    ],
  },
);
