import type { Construct } from 'constructs';
import { endpointOf, requireAzure } from './azure-account';
import type { S3ProxyBackend } from './backend';
import { S3PROXY_IMAGE } from './images';
import { commonPod, identityPod, probes, spread, STORE_USER } from './store-pods';
import type { PodOptions, StorePods } from './store-pods';

const PORT = 9000;

/**
 * s3proxy with the backend of Azure's own library. It takes the credentials of the workload identity where identity and credential are
 * empty; the image has others as defaults, so that both are said.
 *
 * @see https://github.com/gaul/s3proxy/tree/master/examples/kubernetes
 */
export function s3Proxy(construct: Construct, backend: S3ProxyBackend, options: PodOptions): StorePods {
  const { account, accountKey, clientId, replicas = 2, image = S3PROXY_IMAGE } = backend;
  requireAzure(construct, backend, { accountKey, clientId });
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
      // It finishes requests for 30 seconds when it is told to end.
      terminationGracePeriodSeconds: 40,
      securityContext: { ...STORE_USER, fsGroup: STORE_USER.runAsGroup },
      containers: [
        {
          name: 's3proxy',
          image,
          imagePullPolicy: 'IfNotPresent',
          env: [
            // Port 80, the default of the image, is for root only.
            { name: 'S3PROXY_ENDPOINT', value: `http://0.0.0.0:${PORT}` },
            { name: 'S3PROXY_AUTHORIZATION', value: 'aws-v2-or-v4' },
            { name: 'JCLOUDS_PROVIDER', value: 'azureblob-sdk' },
            { name: 'JCLOUDS_ENDPOINT', value: endpointOf(backend) },
            { name: 'JCLOUDS_IDENTITY', value: accountKey ? account : '' },
            ...(accountKey ? [] : [{ name: 'JCLOUDS_CREDENTIAL', value: '' }]),
          ],
          secretEnv: {
            S3PROXY_IDENTITY: options.accessKey,
            S3PROXY_CREDENTIAL: options.secretKey,
            ...(accountKey && { JCLOUDS_CREDENTIAL: accountKey }),
          },
          ports: [{ name: 's3', containerPort: PORT }],
          // Java takes three quarters of the limit as its heap.
          resources: options.resources ?? { requests: { cpu: '250m', memory: '1Gi' }, limits: { memory: '1Gi' } },
          ...probes('/healthz'),
          volumeMounts: [
            { name: 'tmp', mountPath: '/tmp' },
            // The start script makes this directory, also where nothing is kept in it.
            { name: 'data', mountPath: '/data' },
          ],
        },
      ],
      volumes: [
        { name: 'tmp', emptyDir: {} },
        { name: 'data', emptyDir: {} },
      ],
    },
  };
}
