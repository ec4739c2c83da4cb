import type { Construct } from 'constructs';
import { fail, requireKnown } from '../../core/fail';
import { readers } from '../runner-version';
import type { RunnerVersion } from '../runner-version';
import { SETTINGS, WATCHED } from './table';

/** The fields of the groups that hold more than single settings. */
const GROUPS: Readonly<Record<string, readonly string[]>> = {
  queues: ['match', 'mismatch', 'rabbit', 'sqs', 'local', 'google'],
  'queues.rabbit': ['url', 'managementUrl'],
  'queues.sqs': ['secretName', 'credentials', 'config', 'timeout', 'region'],
  'queues.local': ['root', 'claimName'],
  'queues.google': ['credentials', 'timeout'],
  cache: ['dir', 'size'],
  limits: ['cores', 'memory', 'disk', 'tasks', 'idleDuration', 'interval'],
  encryption: ['privateKey', 'publicKey', 'passphrase', 'optional'],
  signing: ['keys', 'secretName', 'optional'],
  reportKeys: ['keys', 'secretName', 'optional'],
  s3: ['ca', 'cert', 'key', 'credentials'],
  logging: ['levels', 'format'],
  metrics: ['port', 'podMonitor'],
};

/** What stands at a property such as `limits.cores`, if anything does. */
export function at(props: object, path: string): unknown {
  let value: unknown = props;
  for (const field of fieldsOf(path)) value = (value as Readonly<Record<string, unknown>> | undefined)?.[field];
  return value;
}

/** The same few paths are asked of every Runner. */
const paths = new Map<string, readonly string[]>();

function fieldsOf(path: string): readonly string[] {
  const fields = paths.get(path) ?? path.split('.');
  paths.set(path, fields);
  return fields;
}

const READ_BY_SOME = [...SETTINGS, ...WATCHED].filter(({ reads }) => reads !== undefined);

/** Of these, false asks for nothing. */
const FALSE_ASKS_NOTHING: ReadonlySet<string> = new Set(['state', 'watchQueues', 'metrics']);

/**
 * Fails where a property is given that the release does not read, or that no release does.
 *
 * @throws with the releases that read it, such as `queues.mismatch is not read by 0.9.21; releases from 0.9.22 on read it`
 */
export function requireRead(runner: Construct, version: RunnerVersion, props: object): void {
  for (const group in GROUPS) {
    const value = at(props, group);
    // False stands for what is left out, as in metrics.
    if (value !== undefined && value !== null && value !== false) requireKnown(runner, group, value, GROUPS[group]!);
  }
  for (const { prop, reads } of READ_BY_SOME) {
    const value = at(props, prop);
    if (value === undefined || (value === false && FALSE_ASKS_NOTHING.has(prop))) continue;
    if (!version.isIn(reads!)) throw fail(runner, `${prop} is not read by ${version.toString()}; ${readers(reads!)}`);
  }
}
