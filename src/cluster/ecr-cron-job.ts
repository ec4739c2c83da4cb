import type { Construct } from 'constructs';
import { CronJob } from '../core/workload/cron-job';
import type { EcrCredentialsProps } from './ecr-credentials';
import { AWS_CLI_IMAGE, kubectlImage } from './images';
import { PULL_SECRET_KEY, PULL_SECRET_TYPE } from './pull-secret';

/** What the CronJob is made of. */
export interface EcrCronJobProps extends EcrCredentialsProps {
  readonly name: string;
  readonly secretName: string;
  readonly namespace: string;
  readonly registry: string;
  /** The minor version of the target's Kubernetes. */
  readonly minor: number;
}

/** Nobody; the same for both containers, so that one reads what the other wrote for its owner alone. */
const USER = 65534;
const MANIFEST = '/work/secret.json';

/** The token goes from the program to the file by pipes; it is no argument and not in the environment. */
const WRITE_SECRET = `umask 077
token="$(aws ecr get-login-password --region "$AWS_REGION")"
auth="$(printf 'AWS:%s' "$token" | base64 -w 0)"
config="$(printf '{"auths":{"%s":{"auth":"%s"}}}' "$REGISTRY" "$auth" | base64 -w 0)"
printf '{"apiVersion":"v1","kind":"Secret","metadata":{"name":"%s","namespace":"%s"},"type":"${PULL_SECRET_TYPE}","data":{"${PULL_SECRET_KEY}":"%s"}}' \\
  "$SECRET_NAME" "$NAMESPACE" "$config" > ${MANIFEST}
`;

/**
 * Renders the CronJob: the command line of AWS writes the Secret to memory, then kubectl applies it. There is no image of both that is kept
 * up, and that of kubectl has no shell.
 */
export function ecrCronJob(scope: Construct, props: EcrCronJobProps): CronJob {
  const { access, name, region, registry, secretName, namespace, schedule = '0 */6 * * *' } = props;
  const labels = { 'app.kubernetes.io/name': name };
  const mounts = [
    { name: 'work', mountPath: '/work' },
    { name: 'home', mountPath: '/tmp' },
  ];
  const resources = { requests: { cpu: '50m', memory: '128Mi' }, limits: { memory: '256Mi' } };
  const home = { name: 'HOME', value: '/tmp' };
  const keys = 'accessKeyId' in access && access;
  return new CronJob(scope, 'Resource', {
    metadata: { name, labels },
    schedule,
    concurrencyPolicy: 'Forbid',
    // A run that was missed is made up for while the old token lasts.
    startingDeadlineSeconds: 3600,
    successfulJobsHistoryLimit: 1,
    failedJobsHistoryLimit: 3,
    jobTemplate: {
      backoffLimit: 5,
      activeDeadlineSeconds: 600,
      template: {
        labels,
        serviceAccount: name,
        needsApi: true,
        placement: props.placement,
        restartPolicy: 'Never',
        securityContext: { runAsUser: USER, runAsGroup: USER, fsGroup: USER },
        initContainers: [
          {
            name: 'token',
            image: props.awsCliImage ?? AWS_CLI_IMAGE,
            command: ['/bin/bash', '-euo', 'pipefail', '-c', WRITE_SECRET],
            env: [
              home,
              { name: 'AWS_REGION', value: region },
              { name: 'REGISTRY', value: registry },
              { name: 'SECRET_NAME', value: secretName },
              { name: 'NAMESPACE', value: namespace },
            ],
            ...(keys && {
              secretEnv: { AWS_ACCESS_KEY_ID: keys.accessKeyId, AWS_SECRET_ACCESS_KEY: keys.secretAccessKey },
            }),
            resources,
            volumeMounts: mounts,
          },
        ],
        containers: [
          {
            name: 'apply',
            image: props.kubectlImage ?? kubectlImage(props.minor),
            // Applied by the server, so that no annotation keeps a copy of the token.
            command: ['/bin/kubectl'],
            args: ['apply', '--server-side', '--force-conflicts', `--field-manager=${name}`, `--filename=${MANIFEST}`],
            env: [home],
            resources,
            volumeMounts: mounts,
          },
        ],
        volumes: [
          { name: 'work', emptyDir: { medium: 'Memory', sizeLimit: '1Mi' } },
          { name: 'home', emptyDir: { sizeLimit: '64Mi' } },
        ],
      },
    },
  });
}
