/**
 * The release of VersityGW that this library was written against.
 *
 * @see https://github.com/versity/versitygw/releases
 */
export const VERSITYGW_IMAGE = 'ghcr.io/versity/versitygw:v1.8.0';

/**
 * The release of s3proxy that this library was written against; `/healthz` and the configuration by variables came with 4.0.
 *
 * @see https://github.com/gaul/s3proxy/releases
 */
export const S3PROXY_IMAGE = 'docker.io/andrewgaul/s3proxy:4.1.1';

/**
 * The release of SeaweedFS that Kubeflow Pipelines 2.17 ships.
 *
 * @see https://github.com/kubeflow/pipelines/tree/2.17.2/manifests/kustomize/third-party/seaweedfs
 */
export const SEAWEEDFS_IMAGE = 'ghcr.io/chrislusf/seaweedfs:4.34';

/** The image of Kubeflow 1.8, which document 003's repository is a copy of; nobody can pull it any more. */
export const DOCUMENTED_MINIO_IMAGE = 'gcr.io/ml-pipeline/minio:RELEASE.2019-08-14T20-37-41Z-license-compliance';
