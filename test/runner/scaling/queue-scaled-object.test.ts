import { ApiObject } from 'cdk8s';
import { Deployment } from '../../../src/core/workload/deployment';
import { QueueScaledObject } from '../../../src/runner/scaling';
import type { QueueScaledObjectProps } from '../../../src/runner/scaling';
import { objectsOf, testChart, yamlFrom } from '../../support/chart';
import type { Rendered } from '../../support/chart';
import { checkFindings } from './findings';
import { http, sqs } from './triggers';

const DEFAULTS: QueueScaledObjectProps = { deployment: { name: 'runner' }, maxReplicaCount: 8, triggers: [http()] };

const EVERYTHING: Required<QueueScaledObjectProps> = {
  deployment: { name: 'runner' },
  name: 'runner-scaling',
  labels: { team: 'vision' },
  triggers: [http({ queueRegex: '^rmq_gpu_.*$' }), sqs()],
  maxReplicaCount: 16,
  minReplicaCount: 2,
  idleReplicaCount: 0,
  cooldownPeriod: 600,
  initialCooldownPeriod: 60,
  pollingInterval: 10,
  scaleDown: 'gradual',
  fallback: { failureThreshold: 3, replicas: 2, behavior: 'currentReplicasIfHigher' },
  paused: true,
};

const yaml = (props: QueueScaledObjectProps): string =>
  yamlFrom((chart) => new QueueScaledObject(chart, 'scaling', props));
const specOf = (props: Partial<QueueScaledObjectProps>): Rendered =>
  objectsOf((chart) => new QueueScaledObject(chart, 'scaling', { ...DEFAULTS, ...props })).find(
    ({ kind }) => kind === 'ScaledObject',
  ).spec;

describe('QueueScaledObject', () => {
  test('defaults', () => expect(yaml(DEFAULTS)).toMatchSnapshot());
  test('everything set', () => expect(yaml(EVERYTHING)).toMatchSnapshot());

  test('ApiObject.of finds the ScaledObject', () => {
    const scaling = new QueueScaledObject(testChart(), 'scaling', DEFAULTS);
    expect(ApiObject.of(scaling).kind).toBe('ScaledObject');
    expect(scaling.name).toBe('runner');
  });

  test.each([DEFAULTS, EVERYTHING])('its output passes all checks beside its Deployment (%#)', (props) => {
    const findings = checkFindings((chart) => {
      const template = { containers: [{ name: 'runner', image: 'ghcr.io/example/runner:1.0' }] };
      const deployment = new Deployment(chart, 'runner', { metadata: { name: 'runner' }, template });
      return new QueueScaledObject(chart, 'scaling', { ...props, deployment });
    });
    expect(findings).toEqual([]);
  });

  describe('scaling down', () => {
    const disabled = { horizontalPodAutoscalerConfig: { behavior: { scaleDown: { selectPolicy: 'Disabled' } } } };

    test.each<[string, Partial<QueueScaledObjectProps>, object | undefined]>([
      ['ends all when idle, where all may go', {}, disabled],
      ['ends all when idle, where idle means none', { minReplicaCount: 2, idleReplicaCount: 0 }, disabled],
      ['is that of Kubernetes, where some stay', { minReplicaCount: 1 }, undefined],
      ['is that of Kubernetes, where it is asked for', { scaleDown: 'gradual' }, undefined],
      ['ends all when idle, where it is asked for', { scaleDown: 'whenIdle' }, disabled],
    ])('%s', (_, props, advanced) => expect(specOf(props).advanced).toEqual(advanced));
  });
});
