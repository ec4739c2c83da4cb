import type { Construct } from 'constructs';
import { requireSource } from '../core/secret/require-source';
import { fail, requireSyntax } from '../core/fail';
import { SecretSource } from '../core/secret/secret-source';
import { dns1123Subdomain } from '../facts/names';
import type { RunnerNames } from './names';
import { mountQueueKeys, REPORT_KEYS, SIGNING } from './queue-keys';
import type { RunnerProps } from './runner-props';
import { joinMounts, mountFiles } from './secret-files';
import type { Mounted } from './secret-files';
import type { RunnerVersion } from './runner-version';
import type { SqsQueues } from './settings/queues';
import { declareClaim } from './work-volume';

/** Where credentials are mounted, and the settings that tell the program so. */
export interface Credentials extends Mounted {
  /** Settings of the ConfigMap; paths only. */
  readonly env: Readonly<Record<string, string>>;
  /** Variables whose values come from secrets. */
  readonly secretEnv: Readonly<Record<string, SecretSource>>;
}

const CERTS = '/runner/certs';

/** Mounts every credential that a Runner is given. None of them stands in a ConfigMap or in an argument. */
export function credentialsOf(
  runner: Construct,
  version: RunnerVersion,
  props: RunnerProps,
  names: RunnerNames,
): Credentials {
  const { queues = {}, encryption, signing, reportKeys, vaultToken } = props;
  const env: Record<string, string> = {};
  const secretEnv: Record<string, SecretSource> = {};
  const parts: Mounted[] = [];
  if (queues.rabbit) secretEnv.AMQP_URL = requireSource(runner, 'queues.rabbit.url', queues.rabbit.url);
  if (queues.rabbit?.managementUrl)
    secretEnv.AMQP_MGT_URL = requireSource(runner, 'queues.rabbit.managementUrl', queues.rabbit.managementUrl);
  if (vaultToken) secretEnv.VAULT_TOKEN = vaultToken;
  if (queues.sqs) {
    env.SQS_CERTS = `${CERTS}/aws-sqs`;
    // The program looks for directories there that hold exactly two files each.
    parts.push(
      mountFiles(runner, {
        name: 'aws-sqs',
        mountPath: `${CERTS}/aws-sqs/default`,
        files: sqsFiles(runner, queues.sqs),
      }),
    );
  }
  if (queues.google) {
    env.GOOGLE_CERTS = `${CERTS}/google`;
    const files = { 'credentials.json': queues.google.credentials };
    parts.push(mountFiles(runner, { name: 'google-certs', mountPath: env.GOOGLE_CERTS, files }));
  }
  if (queues.local?.claimName !== undefined) parts.push(localQueues(runner, queues.local.root, queues.local.claimName));
  if (encryption) {
    env.ENCRYPT_DIR = `${CERTS}/message`;
    const {
      privateKey = SecretSource.existing('studioml-runner-key-secret', 'ssh-privatekey'),
      publicKey = SecretSource.existing('studioml-runner-key-secret', 'ssh-publickey'),
      passphrase = SecretSource.existing('studioml-runner-passphrase-secret', 'ssh-passphrase'),
      optional = false,
    } = encryption;
    const keys = { 'ssh-privatekey': privateKey, 'ssh-publickey': publicKey };
    parts.push(
      mountFiles(runner, {
        name: 'message-encryption',
        mountPath: `${env.ENCRYPT_DIR}/encryption`,
        files: keys,
        optional,
      }),
      mountFiles(runner, {
        name: 'encryption-passphrase',
        mountPath: `${env.ENCRYPT_DIR}/passphrase`,
        files: { 'ssh-passphrase': passphrase },
        optional,
      }),
    );
  }
  if (signing) {
    env.REQUEST_SIGNATURES_DIR = SIGNING.mountPath;
    parts.push(mountQueueKeys(runner, SIGNING, signing, names.signing));
  }
  if (reportKeys) {
    env.RESPONSE_SIGNATURES_DIR = REPORT_KEYS.mountPath;
    parts.push(mountQueueKeys(runner, REPORT_KEYS, reportKeys, names.reportKeys));
  }
  addS3(runner, version, props, { env, secretEnv, parts });
  // What a variable needs is mounted with it.
  const mountedAlready = Object.entries(secretEnv).flatMap(
    ([name, source]) => requireSource(runner, name, source).bind(runner).volume?.volume.name ?? [],
  );
  return { env, secretEnv, ...joinMounts(parts, new Set(mountedAlready)) };
}

function sqsFiles(runner: Construct, { secretName, credentials, config }: SqsQueues): Record<string, SecretSource> {
  if (credentials && config) {
    if (secretName === undefined) return { credentials, config };
    throw fail(runner, 'queues.sqs has secretName and the two files, allowed is one of both');
  }
  if (credentials ?? config)
    throw fail(
      runner,
      `queues.sqs has no ${credentials ? 'config' : 'credentials'}, and the program wants exactly two files`,
    );
  const name = secretName ?? 'studioml-runner-aws-sqs';
  requireSyntax(runner, 'queues.sqs.secretName', name, dns1123Subdomain);
  return { credentials: SecretSource.existing(name, 'credentials'), config: SecretSource.existing(name, 'config') };
}

function localQueues(runner: Construct, root: string, claimName: string): Mounted {
  requireSyntax(runner, 'queues.local.claimName', claimName, dns1123Subdomain);
  declareClaim(runner, claimName);
  return {
    volumes: [{ name: 'queues', persistentVolumeClaim: { claimName } }],
    volumeMounts: [{ name: 'queues', mountPath: root }],
  };
}

function addS3(
  runner: Construct,
  version: RunnerVersion,
  { s3 = {}, allowEnvSecrets }: RunnerProps,
  { env, secretEnv, parts }: { env: Record<string, string>; secretEnv: Record<string, SecretSource>; parts: Mounted[] },
): void {
  const files: Record<string, SecretSource> = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const given = s3[name];
    if (given === undefined) continue;
    if (typeof given === 'string' && !given.startsWith('/'))
      throw fail(runner, `s3.${name} is '${given}', allowed is an absolute path in the image, or a SecretSource`);
    if (typeof given !== 'string') files[`${name}.pem`] = given;
    env[`S3_${name.toUpperCase()}`] = typeof given === 'string' ? given : `${CERTS}/s3/${name}.pem`;
  }
  if (Object.keys(files).length > 0)
    parts.push(mountFiles(runner, { name: 's3-certs', mountPath: `${CERTS}/s3`, files }));
  if ((s3.cert === undefined) !== (s3.key === undefined))
    throw fail(
      runner,
      `s3.${s3.cert === undefined ? 'key is given without cert' : 'cert is given without key'}, and a client needs both`,
    );
  if (!s3.credentials) return;
  if (!version.isBefore('0.13.0') && allowEnvSecrets !== true)
    throw fail(
      runner,
      `s3.credentials are given, and ${version.toString()} reads them only where allowEnvSecrets is true`,
    );
  const { accessKeyId, secretAccessKey, region } = s3.credentials;
  secretEnv.AWS_ACCESS_KEY_ID = requireSource(runner, 's3.credentials.accessKeyId', accessKeyId);
  secretEnv.AWS_SECRET_ACCESS_KEY = requireSource(runner, 's3.credentials.secretAccessKey', secretAccessKey);
  if (region !== undefined) env.AWS_DEFAULT_REGION = region;
}
