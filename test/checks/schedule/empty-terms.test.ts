import * as yaml from 'js-yaml';
import { jobYaml, pluginYaml, poolYaml, TOLERATION } from '../../../src/checks/schedule/rules/examples';
import { affinity, answers, node, pod, pool, requires, SIZES } from './build';
import { runYaml } from './run';

/** A pod whose required node affinity has these terms. */
const asking = (...nodeSelectorTerms: object[]): object => ({
  nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: { nodeSelectorTerms } },
});
const inZone = (zone: string): object => ({
  matchExpressions: [requires('topology.kubernetes.io/zone', 'In', zone)],
});
const REASON =
  "node(s) didn't match Pod's node affinity/selector, a node selector term without expressions matches no node";

/** `nodeaffinity.NewLazyErrorNodeSelector` leaves empty terms out; Karpenter takes the first one as it is. */
describe('a required term without expressions and fields', () => {
  const ask = (spec: object): { schedulable: boolean; nodes: readonly string[]; rejected: readonly object[] } =>
    answers([pool('p'), node('n', { labels: { 'topology.kubernetes.io/zone': 'a' } }), pod('x', { spec })], undefined, {
      sizes: SIZES,
    }).at(-1)!;

  test.each<[string, object[]]>([
    ['alone', [{}]],
    ['with empty lists', [{ matchExpressions: [], matchFields: [] }]],
    ['twice', [{}, {}]],
    ['of no list', []],
  ])('%s matches no node', (_name, terms) => {
    const { schedulable, rejected } = ask({ affinity: asking(...terms) });
    expect(schedulable).toBe(false);
    expect(rejected).toEqual(
      expect.arrayContaining([
        { pool: 'p', reason: REASON },
        { node: 'n', reason: "node(s) didn't match Pod's node affinity/selector" },
      ]),
    );
  });

  test.each<[string, object]>([
    ['before one that matches', asking({}, inZone('a'))],
    ['after one that matches', asking(inZone('a'), {})],
    ['is not there', affinity([requires('topology.kubernetes.io/zone', 'In', 'a')])],
    [
      'as a preference',
      {
        nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] },
      },
    ],
  ])('%s: the other terms decide', (_name, terms) => {
    const { schedulable, nodes, rejected } = ask({ affinity: terms });
    expect({ schedulable, nodes, rejected }).toEqual({ schedulable: true, nodes: ['n'], rejected: [] });
  });

  test('beside one that no pool has', () => {
    expect(ask({ affinity: asking({}, inZone('z')) }).schedulable).toBe(false);
  });

  test('a DaemonSet with it lands on no pool', () => {
    const daemon = (...terms: object[]): boolean => {
      const [set] = yaml.loadAll(pluginYaml()) as { spec: { template: { spec: object } } }[];
      Object.assign(set!.spec.template.spec, { nodeSelector: undefined, affinity: asking(...terms) });
      return answers([pool('p'), set as never], undefined, { sizes: SIZES }).at(-1)!.schedulable;
    };
    expect([daemon({}), daemon({}, inZone('a')), daemon({}, inZone('z'))]).toEqual([false, true, false]);
  });
});

describe('SCH001', () => {
  const lines = (terms: string): string[] => [
    'affinity:',
    '  nodeAffinity:',
    '    requiredDuringSchedulingIgnoredDuringExecution:',
    `      nodeSelectorTerms: ${terms}`,
  ];
  const said = (...texts: string[]): string[] => runYaml(texts).filter((one) => one.startsWith('SCH001'));
  const anywhere = (terms: string): string => jobYaml({ pod: lines(terms) }).replace('nvidia.com/gpu: 1', 'cpu: 1');

  test('says it with and without pools, for no node of any cluster takes the pod', () => {
    const message =
      'SCH001 Job train spec.template.spec: no node takes this pod: the terms of its required node affinity are empty, and an empty term matches no node';
    expect(said(anywhere('[{}]'))).toEqual([message]);
    expect(said(poolYaml(), jobYaml({ pod: [...TOLERATION, ...lines('[{}]')] }))).toEqual([message]);
  });

  test('but of no pod that another term gives a node', () => {
    const zone = '{ matchExpressions: [{ key: topology.kubernetes.io/zone, operator: Exists }] }';
    expect(said(anywhere(`[{}, ${zone}]`))).toEqual([]);
    expect(said(poolYaml(), jobYaml({ pod: [...TOLERATION, ...lines(`[${zone}, {}]`)] }))).toEqual([]);
  });
});
