import { Target } from '../../src/facts/target';
import { toText } from '../../src/migrate/report';
import { notes, run } from './support';

const object = (apiVersion: string, kind: string): string =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: a\n`;

const WHATEVER = 'write an apiVersion and a kind that the target serves';

describe('what no API server has is left for its author', () => {
  test.each([
    [
      object('v1', 'Deployment'),
      'manual 1 Deployment a apiVersion: no matches for kind "Deployment" in version "v1"; Kubernetes 1.34 serves Deployment of apps/v1; write apiVersion: apps/v1',
    ],
    [
      object('apps/v1', 'Job'),
      'manual 1 Job a apiVersion: no matches for kind "Job" in version "apps/v1"; Kubernetes 1.34 serves Job of batch/v1; write apiVersion: batch/v1',
    ],
    [
      object('apps/v1', 'Deploymnt'),
      'manual 2 Deploymnt a kind: no matches for kind "Deploymnt" in version "apps/v1"; Kubernetes 1.34 serves Deployment of apps/v1; write kind: Deployment',
    ],
    [
      object('apps/v1', 'Foo'),
      `manual 1 Foo a apiVersion: no matches for kind "Foo" in version "apps/v1"; ${WHATEVER}`,
    ],
    [
      object('keda.sh/v1', 'ScaledObject'),
      'manual 1 ScaledObject a apiVersion: no matches for kind "ScaledObject" in version "keda.sh/v1"; its definition serves keda.sh/v1alpha1; write apiVersion: keda.sh/v1alpha1',
    ],
    ['kind: Deployment\nmetadata:\n  name: a\n', `manual 1 Deployment a apiVersion: is not set; ${WHATEVER}`],
    ['apiVersion: apps/v1\nmetadata:\n  name: a\n', `manual 1 (no kind) a kind: is not set; ${WHATEVER}`],
  ])('%s', (text, note) => {
    expect(notes(text)).toEqual([note]);
    expect(run(text).migrated).toBe(text);
    expect(toText([run(text)], false)).toContain('0 files would change, 0 warnings, 1 left for you\n');
  });

  test('a version that comes later than the target', () => {
    const text = object('resource.k8s.io/v1', 'DeviceClass');
    expect(notes(text, { target: Target.generic('1.33') })).toEqual([
      expect.stringContaining('Kubernetes 1.33 does not serve it yet'),
    ]);
    expect(notes(text, { target: Target.generic('1.34') })).toEqual([]);
  });
});

describe('nothing is said', () => {
  test.each([
    ['of a kind that is served', object('apps/v1', 'Deployment')],
    ['of a List', 'apiVersion: v1\nkind: List\nitems: []\n'],
    ['of a kind of a group that is not known', object('example.com/v1', 'Foo')],
    ['of a custom kind that is not known, in a group that is', object('keda.sh/v1', 'Whatever')],
    ['of settings of another tool', 'replicas: 2\n'],
    ['of what an API server serves where it is told to', object('resource.k8s.io/v1beta1', 'DeviceClass')],
    [
      'of what a migration makes current',
      'apiVersion: networking.k8s.io/v1beta1\nkind: IngressClass\nmetadata:\n  name: a\n',
    ],
  ])('%s', (_what, text) => {
    expect(notes(text)).toEqual([]);
  });

  test('twice of what another migration has left', () => {
    expect(notes(object('policy/v1beta1', 'PodSecurityPolicy'))).toEqual([
      expect.stringMatching(/^manual 1 PodSecurityPolicy a : PodSecurityPolicy was removed in Kubernetes 1\.25/),
    ]);
  });
});
