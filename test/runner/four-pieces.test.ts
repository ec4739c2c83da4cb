import fc from 'fast-check';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Runner } from '../../src/runner';
import type { RunnerProps } from '../../src/runner';
import { objectsOf } from '../support/chart';
import type { Rendered } from '../support/chart';

/**
 * At 0.9.x a runner with a token but without rights ends at its start, and with both but without a map it stops taking work after
 * three minutes: the pieces come together or not at all.
 */
describe('token, rights, map and namespace', () => {
  const rabbit = { url: SecretSource.existing('queue', 'url') };
  const sqs = { secretName: 'aws' };
  const options = fc
    .record({
      version: fc.constantFrom('0.9.9', '0.9.21', '0.13.2', '0.14.2', '0.14.3', 'HEAD'),
      state: fc.constantFrom('Running', 'DrainAndSuspend', false, undefined),
      queues: fc.constantFrom({ rabbit }, { sqs }, { rabbit, sqs }),
      image: fc.constant('registry.example.com/runner:1'),
      watchQueues: fc.constantFrom(undefined, true, false),
      name: fc.constantFrom(undefined, 'mine'),
      serviceAccount: fc.constantFrom(undefined, { name: 'given' }),
      metrics: fc.constantFrom(undefined, false),
      cache: fc.constantFrom(undefined, { dir: '/tmp/cache', size: '10Gib' }),
      logging: fc.constantFrom(undefined, { levels: '*=DBG' }),
      gpus: fc.constantFrom(undefined, 0, 2),
      replicas: fc.constantFrom(undefined, 0, 20),
      doNotDisrupt: fc.constantFrom(undefined, false),
      edition: fc.constantFrom(undefined, 'platform'),
      // Releases from 0.9.27 on serve no queue of which they could read no message.
    })
    .map((props) => ({
      ...props,
      ...(!props.version.startsWith('0.9.') && { clearTextMessages: true }),
    })) as fc.Arbitrary<RunnerProps>;
  /** What no release refuses, which other tests look at. */
  const allowed = options.filter(({ version, state, queues, watchQueues }) => {
    const obeys = /^0\.(9|13|14\.2)/.test(version);
    if (version === 'HEAD' && queues?.rabbit) return false;
    return (obeys || !state) && (version === '0.14.3' || watchQueues !== true);
  });

  test('come together or not at all, whatever the options', () => {
    fc.assert(
      fc.property(allowed, (props) => {
        const objects = objectsOf((chart) => new Runner(chart, 'runner', props));
        const { spec } = objects.find(({ kind }) => kind === 'Deployment').spec.template;
        const env = find(objects, 'ConfigMap', spec.containers[0].envFrom[0].configMapRef.name as string).data;
        const map = objects.find(({ kind, data }) => kind === 'ConfigMap' && data.LOGXI === undefined);
        if (spec.automountServiceAccountToken === true) expectAll(objects, spec, env, map);
        else expectNone(objects, spec, env, map);
        return true;
      }),
      { numRuns: 400 },
    );
  });

  test('both cases occur', () => {
    const tokens = fc.sample(allowed, 200).map((props) => {
      const objects = objectsOf((chart) => new Runner(chart, 'runner', props));
      const { spec } = objects.find(({ kind }) => kind === 'Deployment').spec.template;
      return spec.automountServiceAccountToken as boolean;
    });
    expect(new Set(tokens)).toEqual(new Set([true, false]));
  });

  function find(objects: Rendered[], kind: string, name: string): Rendered {
    return objects.find((object) => object.kind === kind && object.metadata.name === name);
  }

  function expectAll(objects: Rendered[], pod: Rendered, env: Rendered, map: Rendered): void {
    expect(env.K8S_CONFIGMAP).toBe(map.metadata.name);
    expect(map.metadata.namespace).toBe('ml');
    // A map with one of the two expressions empties the other.
    if (map.data.STATE === undefined)
      expect(Object.keys(map.data as object)).toEqual(['QUEUE_MATCH', 'QUEUE_MISMATCH']);
    else expect(['Running', 'DrainAndSuspend']).toContain(map.data.STATE);
    expect(pod.containers[0].env).toContainEqual({
      name: 'K8S_NAMESPACE',
      valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } },
    });
    const [role] = objects.filter(({ kind }) => kind === 'Role');
    const [binding] = objects.filter(({ kind }) => kind === 'RoleBinding');
    expect(role).toMatchObject({
      metadata: { namespace: 'ml' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
    });
    expect(binding.roleRef).toEqual({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: role.metadata.name });
    expect(binding.subjects).toEqual([{ kind: 'ServiceAccount', name: pod.serviceAccountName, namespace: 'ml' }]);
    const accounts = objects.filter(({ kind }) => kind === 'ServiceAccount');
    if (pod.serviceAccountName === 'given') expect(accounts).toEqual([]);
    else expect(accounts).toMatchObject([{ metadata: { name: pod.serviceAccountName } }]);
    // Applied in the order of the file: no pod starts before what it reads at its start.
    expect(objects.findIndex(({ kind }) => kind === 'Deployment')).toBe(objects.length - 1);
  }

  function expectNone(objects: Rendered[], pod: Rendered, env: Rendered, map: Rendered): void {
    expect(pod.automountServiceAccountToken).toBe(false);
    expect(map).toBeUndefined();
    expect(env.K8S_CONFIGMAP).toBe('');
    const kinds = objects.map(({ kind }) => kind as string);
    expect(kinds.filter((kind) => kind.includes('Role'))).toEqual([]);
  }
});
