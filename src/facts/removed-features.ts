/** What an image could do once, and the release in which that ended. */
export const REMOVED_FEATURES = {
  /** `minio gateway azure`, `gcs` and `hdfs` work up to this release. */
  minioCloudGateway: {
    last: 'RELEASE.2022-04-29T01-27-09Z',
    source: 'https://github.com/minio/minio/pull/14418',
  },
  /** `minio gateway nas` and `s3` work up to this release. */
  minioGateway: {
    last: 'RELEASE.2022-10-24T18-35-07Z',
    source: 'https://min.io/docs/minio/linux/operations/install-deploy-manage/migrate-fs-gateway.html',
  },
  /** The provisioner reads `metadata.selfLink`, which no API server sets any more. */
  nfsClientProvisioner: {
    repository: 'quay.io/external_storage/nfs-client-provisioner',
    instead: 'registry.k8s.io/sig-storage/nfs-subdir-external-provisioner:v4.0.2',
    source: 'https://github.com/kubernetes-sigs/nfs-subdir-external-provisioner/issues/25',
  },
  /** The resource of GPUs before device plugins; no kubelet has it since 1.11. */
  alphaGpu: {
    resource: 'alpha.kubernetes.io/nvidia-gpu',
    instead: 'nvidia.com/gpu',
    source: 'https://github.com/kubernetes/kubernetes/pull/60891',
  },
} as const;
