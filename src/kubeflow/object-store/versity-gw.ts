import type { Construct } from 'constructs';
import { endpointOf, requireAzure } from './azure-account';
import type { VersityGwBackend } from './backend';
import { VERSITYGW_IMAGE } from './images';
import { commonPod, identityPod, probes, spread, STORE_USER } from './store-pods';
import type { PodOptions, StorePods } from './store-pods';

const PORT = 9000;

/** A path that no bucket can have. */
const HEALTH = '/_/health';

/**
 * VersityGW with its backend `azure`. Without a key it takes the credentials of the workload identity by itself.
 *
 * @see https://github.com/versity/versitygw/wiki/AzureBlob
 */
export function versityGw(construct: Construct, backend: VersityGwBackend, options: PodOptions): StorePods {
  const { account, accountKey, sasToken, clientId, replicas = 2, image = VERSITYGW_IMAGE } = backend;
  requireAzure(construct, backend, { accountKey, sasToken, clientId });
  const matchLabels = { app: 'minio' };
  return {
    name: 'minio',
    matchLabels,
    s3Port: PORT,
    replicas,
    clientId,
    pods: {
      ...commonPod(options),
      ...identityPod(clientId, options.labels),
      topologySpreadConstraints: spread(matchLabels),
      securityContext: { ...STORE_USER, fsGroup: STORE_USER.runAsGroup },
      containers: [
        {
          name: 'versitygw',
          image,
          imagePullPolicy: 'IfNotPresent',
          env: [
            { name: 'VGW_BACKEND', value: 'azure' },
            { name: 'VGW_PORT', value: `:${PORT}` },
            { name: 'VGW_HEALTH', value: HEALTH },
            { name: 'AZ_ACCOUNT_NAME', value: account },
            // With a token it does not derive the address of the account from its name.
            { name: 'AZ_ENDPOINT', value: endpointOf(backend) },
          ],
          secretEnv: {
            ROOT_ACCESS_KEY_ID: options.accessKey,
            ROOT_SECRET_ACCESS_KEY: options.secretKey,
            ...(accountKey && { AZ_ACCESS_KEY: accountKey }),
            ...(sasToken && { AZ_SAS_TOKEN: sasToken }),
          },
          ports: [{ name: 's3', containerPort: PORT }],
          resources: options.resources ?? { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '1Gi' } },
          ...probes(HEALTH),
          volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
        },
      ],
      volumes: [{ name: 'tmp', emptyDir: {} }],
    },
  };
}
