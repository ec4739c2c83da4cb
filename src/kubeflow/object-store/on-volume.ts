import type { Construct } from 'constructs';
import type * as k8s from '../../../imports/kubernetes';
import { fail, requireSyntax } from '../../core/fail';
import { MINIO_PORT, minioPod } from '../../core/object-store/minio-pod';
import { dns1123Subdomain } from '../../facts/names';
import { sizeProblem } from '../../core/amount';
import type { MinioBackend, SeaweedFsBackend, VolumeOptions } from './backend';
import { SEAWEEDFS_IMAGE } from './images';
import { requireMinioImage } from './minio-image';
import { commonPod, probes, STORE_USER } from './store-pods';
import type { PodOptions, StorePods } from './store-pods';

const S3_PORT = 8333;
const IAM_PORT = 8111;

/** The claim of a store, and the volume that mounts it: one cannot be without the other (KKA-14). */
export function claimOf(
  construct: Construct,
  name: string,
  { size = '20Gi', storageClassName }: VolumeOptions,
): { readonly claim: NonNullable<StorePods['claim']>; readonly data: k8s.Volume } {
  const problem = sizeProblem(size, '20Gi');
  if (problem !== undefined) throw fail(construct, `backend.size is '${size}', ${problem}`);
  if (storageClassName !== undefined)
    requireSyntax(construct, 'backend.storageClassName', storageClassName, dns1123Subdomain);
  return {
    claim: { name, size, storageClassName },
    data: { name: 'data', persistentVolumeClaim: { claimName: name } },
  };
}

/** MinIO on a volume. */
export function minioOnVolume(construct: Construct, backend: MinioBackend, options: PodOptions): StorePods {
  const image = requireMinioImage(construct, backend);
  const { claim, data } = claimOf(construct, 'minio-pvc', backend);
  return {
    name: 'minio',
    matchLabels: { app: 'minio' },
    s3Port: MINIO_PORT,
    claim,
    pods: minioPod(construct, { ...options, user: options.accessKey, password: options.secretKey, image, data }),
  };
}

/**
 * SeaweedFS on a volume, all of it in one program. Its administrator comes from the variables that AWS's own programs read, and stands
 * beside the users that the controller of profiles makes.
 *
 * @see https://github.com/seaweedfs/seaweedfs/wiki/Amazon-S3-API
 */
export function seaweedFs(construct: Construct, backend: SeaweedFsBackend, options: PodOptions): StorePods {
  const { claim, data } = claimOf(construct, 'seaweedfs-pvc', backend);
  return {
    name: 'seaweedfs',
    matchLabels: { app: 'seaweedfs' },
    s3Port: S3_PORT,
    iamPort: IAM_PORT,
    claim,
    pods: {
      ...commonPod(options),
      securityContext: { ...STORE_USER, fsGroup: STORE_USER.runAsGroup, fsGroupChangePolicy: 'OnRootMismatch' },
      containers: [
        {
          name: 'seaweedfs',
          image: backend.image ?? SEAWEEDFS_IMAGE,
          imagePullPolicy: 'IfNotPresent',
          args: ['server', '-dir=/data', '-s3', '-iam', '-filer', '-master.volumePreallocate=false'],
          secretEnv: { AWS_ACCESS_KEY_ID: options.accessKey, AWS_SECRET_ACCESS_KEY: options.secretKey },
          ports: [
            { name: 's3', containerPort: S3_PORT },
            { name: 'iam', containerPort: IAM_PORT },
          ],
          resources: options.resources ?? { requests: { cpu: '100m', memory: '512Mi' }, limits: { memory: '2Gi' } },
          ...probes('/status'),
          volumeMounts: [
            { name: 'data', mountPath: '/data' },
            // Sockets between its parts.
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [data, { name: 'tmp', emptyDir: {} }],
    },
  };
}
