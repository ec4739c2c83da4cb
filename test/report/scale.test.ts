import { parseManifests } from '../../src/checks/model/parse';
import { Model } from '../../src/checks/model/model';
import { makePlan } from '../../src/checks/schedule/engine/plan';
import { Target } from '../../src/facts/target';
import { scalesOf } from '../../src/report/scale';

const POD = 'spec: { containers: [{ name: a, image: a }] }';
const TEMPLATE = `template: { metadata: { labels: { a: a } }, ${POD} }`;

/** The numbers of pods of the first workload. */
function scale(...documents: string[]): unknown {
  const manifests = parseManifests(documents.join('---\n'), 'a.yaml');
  const model = new Model(manifests);
  const [workload] = makePlan(model, Target.generic('1.36')).workloads;
  return scalesOf(model)(workload!);
}

const object = (group: string, kind: string, spec: string, annotations = '{}'): string =>
  `apiVersion: ${group}\nkind: ${kind}\nmetadata: { name: a, namespace: n, annotations: ${annotations} }\nspec: { ${spec} }\n`;
const deployment = (spec = 'replicas: 3'): string =>
  object('apps/v1', 'Deployment', `${spec}, selector: { matchLabels: { a: a } }, ${TEMPLATE}`);
const hpa = (spec: string, name = 'a'): string =>
  object(
    'autoscaling/v2',
    'HorizontalPodAutoscaler',
    `scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: ${name} }, ${spec}`,
  );
const scaledObject = (spec: string, annotations?: string): string =>
  object('keda.sh/v1alpha1', 'ScaledObject', `scaleTargetRef: { name: a }${spec}`, annotations);
const scaledJob = (spec: string, annotations?: string): string =>
  object('keda.sh/v1alpha1', 'ScaledJob', `jobTargetRef: { parallelism: 2, ${TEMPLATE} }${spec}`, annotations);

test.each<[name: string, documents: string[], expected: object]>([
  ['a Deployment by itself', [deployment()], { rest: 3, most: 3 }],
  ['one pod where no number is given', [deployment('paused: false')], { rest: 1, most: 1 }],
  [
    'a HorizontalPodAutoscaler',
    [deployment(), hpa('minReplicas: 2, maxReplicas: 7')],
    { rest: 2, most: 7, by: 'HorizontalPodAutoscaler' },
  ],
  [
    'its minimum is 1 by default',
    [deployment(), hpa('maxReplicas: 7')],
    { rest: 1, most: 7, by: 'HorizontalPodAutoscaler' },
  ],
  ['it leaves alone what is scaled to zero', [deployment('replicas: 0'), hpa('maxReplicas: 7')], { rest: 0, most: 0 }],
  ['one of another Deployment', [deployment(), hpa('maxReplicas: 7', 'b')], { rest: 3, most: 3 }],
  [
    'a ScaledObject goes from 0 to 100 by default',
    [deployment(), scaledObject('')],
    { rest: 0, most: 100, by: 'ScaledObject' },
  ],
  [
    'its own bounds',
    [deployment(), scaledObject(', minReplicaCount: 1, maxReplicaCount: 4')],
    { rest: 1, most: 4, by: 'ScaledObject' },
  ],
  [
    'idle is less than the minimum',
    [deployment(), scaledObject(', idleReplicaCount: 0, minReplicaCount: 2, maxReplicaCount: 4')],
    { rest: 0, most: 4, by: 'ScaledObject' },
  ],
  [
    'paused at a number',
    [deployment(), scaledObject('', "{ autoscaling.keda.sh/paused-replicas: '5' }")],
    { rest: 5, most: 5 },
  ],
  [
    'paused where it is',
    [deployment(), scaledObject('', "{ autoscaling.keda.sh/paused: 'true' }")],
    { rest: 3, most: 3 },
  ],
  [
    'a ScaledJob counts the pods of its Jobs',
    [scaledJob(', maxReplicaCount: 8')],
    { rest: 0, most: 16, by: 'ScaledJob' },
  ],
  [
    'Jobs that wait at rest',
    [scaledJob(', minReplicaCount: 1, maxReplicaCount: 8')],
    { rest: 2, most: 16, by: 'ScaledJob' },
  ],
  [
    'a ScaledJob that is paused',
    [scaledJob(', maxReplicaCount: 8', "{ autoscaling.keda.sh/paused: 'true' }")],
    { rest: 0, most: 0, by: 'ScaledJob' },
  ],
  ['a Job ends', [object('batch/v1', 'Job', `parallelism: 4, ${TEMPLATE}`)], { rest: 0, most: 4, by: 'Job' }],
  [
    'a CronJob ends',
    [object('batch/v1', 'CronJob', `jobTemplate: { spec: { ${TEMPLATE} } }`)],
    { rest: 0, most: 1, by: 'CronJob' },
  ],
  [
    'a CronJob that is suspended',
    [object('batch/v1', 'CronJob', `suspend: true, jobTemplate: { spec: { ${TEMPLATE} } }`)],
    { rest: 0, most: 0, by: 'suspended' },
  ],
  [
    'a Notebook that is stopped',
    [object('kubeflow.org/v1', 'Notebook', TEMPLATE, "{ kubeflow-resource-stopped: '2026-01-01' }")],
    { rest: 0, most: 1, by: 'Notebook' },
  ],
])('%s', (_name, documents, expected) => expect(scale(...documents)).toEqual(expected));
