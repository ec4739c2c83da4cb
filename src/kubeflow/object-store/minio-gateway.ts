import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import { requireOwnSecret } from './artifact-secret';
import { requireAccount } from './azure-account';
import type { MinioGatewayBackend } from './backend';
import { requireGatewayRelease } from './gateway-release';
import { requireMinioImage } from './minio-image';
import { commonPod, STORE_USER } from './store-pods';
import type { PodOptions, StorePods } from './store-pods';

const PORT = 9000;

/** MinIO's gateway to Azure, of the releases that take other credentials for the account than for S3. It keeps nothing. */
export function minioGateway(construct: Construct, backend: MinioGatewayBackend, options: PodOptions): StorePods {
  const { account, accountKey } = backend;
  const image = requireMinioImage(construct, backend);
  requireGatewayRelease(construct, image, true);
  requireAccount(construct, account);
  if (!accountKey) throw fail(construct, 'backend.accountKey is missing, the gateway of MinIO knows no other way');
  requireOwnSecret(construct, 'backend.accountKey', accountKey);
  const live = { httpGet: { path: '/minio/health/live', port: 's3' } };
  return {
    name: 'minio',
    matchLabels: { app: 'minio' },
    s3Port: PORT,
    pods: {
      ...commonPod(options),
      securityContext: { ...STORE_USER, fsGroup: STORE_USER.runAsGroup },
      containers: [
        {
          name: 'minio',
          image,
          imagePullPolicy: 'IfNotPresent',
          args: ['gateway', 'azure'],
          env: [
            // It makes a directory for certificates in its home, which the image has not for this user.
            { name: 'HOME', value: '/tmp' },
            { name: 'MINIO_BROWSER', value: 'off' },
            { name: 'AZURE_STORAGE_ACCOUNT', value: account },
          ],
          secretEnv: {
            MINIO_ROOT_USER: options.accessKey,
            MINIO_ROOT_PASSWORD: options.secretKey,
            AZURE_STORAGE_KEY: accountKey,
          },
          ports: [{ name: 's3', containerPort: PORT }],
          resources: options.resources ?? { requests: { cpu: '100m', memory: '256Mi' }, limits: { memory: '1Gi' } },
          startupProbe: { ...live, periodSeconds: 5, failureThreshold: 60 },
          readinessProbe: {
            httpGet: { path: '/minio/health/ready', port: 's3' },
            periodSeconds: 10,
            timeoutSeconds: 5,
          },
          livenessProbe: { ...live, periodSeconds: 20, timeoutSeconds: 10, failureThreshold: 3 },
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  };
}
