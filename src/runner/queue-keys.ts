import type { Construct } from 'constructs';
import { fail, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { isSource } from '../core/secret/require-source';
import type { SecretSource } from '../core/secret/secret-source';
import { NAMED_AS_EXISTING, declareExternal } from '../core/declare-external';
import { dns1123Subdomain } from '../facts/names';
import { Chart } from 'cdk8s';
import { mountFiles } from './secret-files';
import type { Mounted } from './secret-files';
import type { RunnerQueueKeys } from './settings/props';

/** What tells request signatures and report keys apart. */
export interface QueueKeysKind {
  /** The property of the Runner. */
  readonly prop: 'signing' | 'reportKeys';
  /** The name of the volume. */
  readonly volume: string;
  readonly mountPath: string;
  /** The Secret that the program's examples have. */
  readonly secretName: string;
  /** What a key begins with. */
  readonly begins: readonly string[];
}

/** Keys that requests are signed with; the program takes Ed25519 alone. */
export const SIGNING: QueueKeysKind = {
  prop: 'signing',
  volume: 'queue-signing',
  mountPath: '/runner/certs/queues/signing',
  secretName: 'studioml-signing',
  begins: ['ssh-ed25519 '],
};

/** Keys that reports are encrypted with. */
export const REPORT_KEYS: QueueKeysKind = {
  prop: 'reportKeys',
  volume: 'response-queue-signing',
  mountPath: '/runner/certs/queues/response-encrypt',
  secretName: 'studioml-report-keys',
  begins: ['-----BEGIN RSA PUBLIC KEY-----', '-----BEGIN PUBLIC KEY-----'],
};

/**
 * Mounts public keys by the beginning of the names of their queues. Keys that are text go into a ConfigMap of the name given.
 *
 * @throws where a beginning is too short or no key of a Secret, or a text is not a public key of the kind
 */
export function mountQueueKeys(
  runner: Construct,
  kind: QueueKeysKind,
  { keys, secretName, optional }: RunnerQueueKeys,
  configMap: string,
): Mounted {
  const { prop, volume: name, mountPath } = kind;
  if (!keys) return mountWhole(runner, kind, secretName ?? kind.secretName, optional);
  if (secretName !== undefined)
    throw fail(runner, `${prop}.keys and ${prop}.secretName are given, allowed is one of the two`);
  const files: Record<string, SecretSource> = {};
  const texts: Record<string, string> = {};
  for (const [prefix, key] of Object.entries(keys)) {
    requirePrefix(runner, prop, prefix);
    if (isSource(key)) files[prefix] = key;
    else texts[prefix] = requirePublicKey(runner, kind, prefix, key);
  }
  if (Object.keys(keys).length === 0) throw fail(runner, `${prop}.keys is empty, allowed is at least one key`);
  const rendered = Object.keys(texts).length > 0 ? configMap : undefined;
  if (rendered !== undefined)
    new KubeObject(runner, prop, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: rendered },
      data: texts,
    });
  return mountFiles(runner, { name, mountPath, files, configMap: rendered, optional });
}

function mountWhole(
  runner: Construct,
  { prop, volume: name, mountPath }: QueueKeysKind,
  secretName: string,
  optional: boolean | undefined,
): Mounted {
  requireSyntax(runner, `${prop}.secretName`, secretName, dns1123Subdomain);
  if (optional !== true) {
    const { namespace } = Chart.of(runner);
    declareExternal(runner, { kind: 'Secret', namespace, name: secretName, reason: NAMED_AS_EXISTING });
  }
  const secret = { secretName, ...(optional !== undefined && { optional }) };
  return { volumes: [{ name, secret }], volumeMounts: [{ name, mountPath, readOnly: true }] };
}

const PREFIX_LENGTH = 4;

function requirePrefix(runner: Construct, prop: string, prefix: string): void {
  if (prefix.length < PREFIX_LENGTH)
    throw fail(
      runner,
      `${prop}.keys has '${prefix}', allowed is the beginning of a queue's name of at least 4 characters, such as rmq_cpu_`,
    );
  if (!/^[-._a-zA-Z0-9]{1,253}$/.test(prefix) || prefix.startsWith('..'))
    throw fail(
      runner,
      `${prop}.keys has '${prefix}', allowed are letters, digits, '-', '_' and '.', as keys of a Secret`,
    );
}

function requirePublicKey(runner: Construct, { prop, begins }: QueueKeysKind, prefix: string, key: unknown): string {
  if (typeof key === 'string' && begins.some((begin) => key.startsWith(begin)) && !key.includes('PRIVATE KEY'))
    return key;
  // The value is not shown: it may be a private key, given by mistake.
  throw fail(
    runner,
    `${prop}.keys.${prefix} is no public key that the program takes, which begins with ${begins.join(' or ')}`,
  );
}
