import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { IMAGE } from '../../checks/image/image-reference';
import { fail, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../../core/fail';
import type { Placement } from '../../core/placement';
import type { SecretSource } from '../../core/secret/secret-source';
import { WorkloadObject } from '../../core/workload/workload-object';
import { dns1123Subdomain } from '../../facts/names';
import { ARTIFACT_SECRET, requireArtifactSecret } from './artifact-secret';
import { BACKEND_FIELDS } from './backend';
import type { ObjectStoreBackend } from './backend';
import { renderDocumentedObjectStore } from './documented-object-store';
import { renderMeshPolicy } from './mesh-policy';
import type { ObjectStoreMesh } from './mesh-policy';
import { minioGateway } from './minio-gateway';
import { minioOnVolume, seaweedFs } from './on-volume';
import { s3Proxy } from './s3-proxy';
import {
  ARTIFACT_PORT,
  ARTIFACT_SERVICE,
  renderBudget,
  renderClaim,
  renderIdentity,
  renderNetworkPolicy,
  renderServices,
} from './store-objects';
import { IDENTITY_ACCOUNT } from './store-pods';
import type { PodOptions, StorePods } from './store-pods';
import { versityGw } from './versity-gw';
import { requireProps } from '../../core/require-props';
import { OBJECT_STORE } from '../known-props';

/** Properties of an {@link ObjectStore}. */
export interface ObjectStoreProps {
  /** Where the objects are, and which program speaks S3 before them; without a `kind` it is VersityGW. */
  readonly backend: ObjectStoreBackend;

  /**
   * The access key of S3: key `accesskey` of the Secret `mlpipeline-minio-artifact`. Kubeflow copies it into profiles, so it must open
   * nothing but this store.
   */
  readonly accessKey: SecretSource;

  /** The secret key of S3, of 8 characters or more: key `secretkey` of the Secret `mlpipeline-minio-artifact`. */
  readonly secretKey: SecretSource;

  /**
   * The policies of an Istio mesh with sidecars; `false` where Kubeflow runs in none.
   * @default - Kubeflow Pipelines, accounts `default-editor` of profiles, and pods without a sidecar
   */
  readonly mesh?: ObjectStoreMesh | false;

  /**
   * Who else reaches the pods, as peers of a NetworkPolicy.
   * @default - pods of the namespace and of profiles
   */
  readonly allowFrom?: readonly k8s.NetworkPolicyPeer[];

  /**
   * Names of the Secrets that the image is pulled with.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /**
   * What the container requests, and its limits.
   * @default - enough for a small team, by backend; memory has a limit
   */
  readonly resources?: k8s.ResourceRequirements;

  /**
   * Where the pod runs.
   * @default - any node without a taint
   */
  readonly placement?: Placement;

  /**
   * `documented`: what document 003 has, with what is wrong with it. Of the backends it has `minio-azure-gateway` and `minio`.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

/**
 * The object store of Kubeflow Pipelines, in the place of the one that Kubeflow's manifests bring: same Service (`minio-service`, port
 * 9000), same Secret (`mlpipeline-minio-artifact`), same labels. It stands in the namespace of Kubeflow Pipelines. The API server of
 * pipelines makes its bucket itself at its start.
 *
 * @example
 * import type { Chart } from 'cdk8s';
 * import { kubeflow, SecretSource } from 'cdk8s-ml-platform';
 * declare const chart: Chart;
 * new kubeflow.ObjectStore(chart, 'store', {
 *   backend: { account: 'kubeflowsa', clientId: '11111111-2222-3333-4444-555555555555' },
 *   accessKey: SecretSource.existing('mlpipeline-minio-artifact', 'accesskey'),
 *   secretKey: SecretSource.existing('mlpipeline-minio-artifact', 'secretkey'),
 * });
 * @see https://github.com/kubeflow/pipelines/tree/master/manifests/kustomize/third-party
 */
export class ObjectStore extends Construct {
  /** The Service. */
  public readonly service: { readonly name: string; readonly namespace: string; readonly port: number };
  /** Host and port, as Kubeflow Pipelines has them: `minio-service.kubeflow:9000`. */
  public readonly endpoint: string;
  /** The name of the Secret with the credentials of S3. */
  public readonly secretName = ARTIFACT_SECRET;
  /** The subject that the federated credential of the managed identity must have; only with `backend.clientId`. */
  public readonly federatedSubject?: string;

  /** @throws where a credential is not where Kubeflow looks for it, or the backend is told what it cannot do */
  public constructor(scope: Construct, id: string, props: ObjectStoreProps) {
    super(scope, id);
    requireProps(this, 'an ObjectStore', props, OBJECT_STORE);
    const { backend, edition = 'platform', mesh = {}, allowFrom = [] } = props;
    const { namespace } = Chart.of(this);
    if (namespace === undefined)
      throw fail(
        this,
        "the chart has no namespace, allowed is that of Kubeflow Pipelines, such as { namespace: 'kubeflow' }",
      );
    requireOneOf(this, 'edition', edition, ['platform', 'documented']);
    const { kind = 'versitygw' } = backend;
    requireOneOf(this, 'backend.kind', kind, Object.keys(BACKEND_FIELDS));
    requireKnown(this, `backend of kind '${kind}'`, backend, BACKEND_FIELDS[kind]);
    requireMatch(this, 'backend.image', backend.image, IMAGE, 'an image with its tag');
    for (const secret of props.imagePullSecrets ?? [])
      requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    requireArtifactSecret(this, props);
    this.service = { name: ARTIFACT_SERVICE, namespace, port: ARTIFACT_PORT };
    this.endpoint = `${ARTIFACT_SERVICE}.${namespace}:${ARTIFACT_PORT}`;
    if (edition === 'documented') {
      renderDocumentedObjectStore(this, props, namespace);
      return;
    }
    const app = kind === 'seaweedfs' ? 'seaweedfs' : 'minio';
    // A destination rule that asks for mutual TLS and a pod without sidecar would never meet.
    const labels = { app, ...(mesh !== false && { 'sidecar.istio.io/inject': 'true' }) };
    const store = podsOf(this, backend, { ...props, labels });
    if (store.clientId !== undefined) {
      this.federatedSubject = `system:serviceaccount:${namespace}:${IDENTITY_ACCOUNT}`;
    }
    renderIdentity(this, store);
    renderClaim(this, store);
    renderServices(this, store);
    renderNetworkPolicy(this, store, allowFrom);
    renderBudget(this, store);
    if (mesh !== false) {
      const { name, matchLabels, s3Port, iamPort } = store;
      const service = ARTIFACT_SERVICE;
      renderMeshPolicy(this, { namespace, service, name, matchLabels, s3Port, iamPort }, mesh);
    }
    this.renderDeployment(store);
  }

  private renderDeployment(store: StorePods): void {
    const { name, matchLabels, pods, replicas } = store;
    new WorkloadObject(this, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name, labels: matchLabels },
      spec: {
        replicas: replicas ?? 1,
        // Two servers on one disk would destroy it.
        ...(store.claim && { strategy: { type: 'Recreate' } }),
        selector: { matchLabels },
      },
      template: pods,
      selector: true,
    });
  }
}

function podsOf(construct: Construct, backend: ObjectStoreBackend, options: PodOptions): StorePods {
  switch (backend.kind) {
    case 's3proxy':
      return s3Proxy(construct, backend, options);
    case 'minio-azure-gateway':
      return minioGateway(construct, backend, options);
    case 'minio':
      return minioOnVolume(construct, backend, options);
    case 'seaweedfs':
      return seaweedFs(construct, backend, options);
    default:
      return versityGw(construct, backend, options);
  }
}
