import { Chart, Yaml } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { KubeObject } from '../../../src/core/kube-object';
import { PlatformApp } from '../../../src/core/platform-app';
import { SecretSource } from '../../../src/core/secret/secret-source';
import { Target } from '../../../src/facts/target';
import { ObjectStore } from '../../../src/kubeflow';
import type { ObjectStoreBackend, ObjectStoreProps } from '../../../src/kubeflow';
import type { Rendered } from '../../support/chart';

export const CLIENT_ID = '11111111-2222-3333-4444-555555555555';
export const accountKey = SecretSource.existing('kubeflow-storage', 'key');
/** The backend that most tests have. */
export const gateway = { account: 'kubeflowsa', clientId: CLIENT_ID };

/** MinIO on a volume, of a registry of one's own. */
export const minio = { kind: 'minio', image: 'registry.example.com/minio:RELEASE.2025-09-07T16-13-09Z' };

/** The gateway of MinIO, of a registry of one's own. */
export const minioGateway = {
  kind: 'minio-azure-gateway',
  account: 'kubeflowsa',
  accountKey,
  image: 'registry.example.com/minio:RELEASE.2022-04-29T01-27-09Z',
};

/** The credentials of S3, where Kubeflow Pipelines looks for them. */
export const credentials = (): Pick<ObjectStoreProps, 'accessKey' | 'secretKey'> => ({
  accessKey: SecretSource.existing('mlpipeline-minio-artifact', 'accesskey'),
  secretKey: SecretSource.existing('mlpipeline-minio-artifact', 'secretkey'),
});

function chartIn(namespace: string | undefined, target = Target.aks('1.34')): Chart {
  const externals = [
    { kind: 'Namespace', name: 'kubeflow', reason: "of Kubeflow's own manifests" },
    { kind: 'Secret', namespace: 'kubeflow', name: 'registry', reason: 'of the platform' },
  ];
  const app = new PlatformApp({ target, checks: { preset: 'strict', externals } });
  return new Chart(app, 'test', { namespace });
}

/** Makes a store in the namespace of Kubeflow. */
export function make(props: object = {}, namespace: string | null = 'kubeflow'): ObjectStore {
  const all = { backend: gateway, ...credentials(), ...props } as ObjectStoreProps;
  return new ObjectStore(chartIn(namespace ?? undefined), 'store', all);
}

/** The objects of a store. */
export const objects = (props: object = {}): Rendered[] => Chart.of(make(props)).toJson();

/** The objects of a store as YAML. */
export const yaml = (props: object = {}): string => Yaml.stringify(...objects(props));

/** What the checks say of a store under `strict`. */
export function findings(props: object = {}): string[] {
  return findingsOf(make(props));
}

function findingsOf(construct: IConstruct): string[] {
  const { root } = construct.node;
  if (!(root instanceof PlatformApp)) throw new Error('the store is in no PlatformApp');
  return root.check().map(({ rule, path, message }) => `${rule} ${path}: ${message}`);
}

/** What the checks say of a store in a namespace of the level `restricted`, at a version of Kubernetes. */
export function restrictedFindings(version: '1.27' | '1.36', backend: object): string[] {
  const chart = chartIn('kubeflow', Target.generic(version));
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' };
  new KubeObject(chart, 'Namespace', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kubeflow', labels } });
  new ObjectStore(chart, 'store', { ...credentials(), backend: backend as ObjectStoreBackend });
  return findingsOf(chart);
}

/** The one object of a kind, and of a name where there are several. */
export function only(from: Rendered[], kind: string, name?: string): Rendered {
  const found = from.filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name));
  expect(found).toHaveLength(1);
  return found[0];
}

/** The pod of a store. */
export const podOf = (props: object = {}): Rendered => only(objects(props), 'Deployment').spec.template.spec;

/** What a constructor says, without the path. */
export function refusal(props: object, namespace?: string | null): string {
  try {
    make(props, namespace);
  } catch (error) {
    return (error as Error).message.replace('[test/store] ', '');
  }
  return 'nothing was thrown';
}
