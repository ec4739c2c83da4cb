import type { Construct } from 'constructs';
import { fail } from '../../core/fail';
import { HEAD } from '../runner-version';
import type { RunnerVersion } from '../runner-version';
import { at } from './gate';
import type { RunnerSettings } from './props';
import { SETTINGS } from './table';
import { bytesOf, renderValue, secondsOf } from './values';

const GIB = 1024 ** 3;
const FIVE_MINUTES = 300;

/**
 * Renders what stands as plain text in the environment: every property that has a value of its own. Secrets, and what is derived from
 * several properties, others add.
 *
 * @throws where a value is not of its type, or a rule is broken that the program has at its start
 */
export function settingsToEnv(
  runner: Construct,
  version: RunnerVersion,
  settings: RunnerSettings,
): Record<string, string> {
  requireSource(runner, settings);
  const env: Record<string, string> = {
    QUEUE_MATCH: defaultMatch(version),
    LOGXI: '*=INF',
    LOGXI_FORMAT: 'happy,maxcol=1024',
  };
  requireCachePair(runner, settings);
  for (const setting of SETTINGS) {
    if (setting.type === 'secret' || setting.type === 'made') continue;
    const value = at(settings, setting.prop);
    if (value !== undefined) env[setting.variable] = renderValue(runner, setting, value);
  }
  requireBounds(runner, settings);
  requireMessages(runner, version, settings);
  return env;
}

/** What the program itself takes without `QUEUE_MATCH`. */
export function defaultMatch(version: RunnerVersion): string {
  return version.isBefore('0.14.2') ? '^(rmq|sqs)_.*$' : '^(rmq|sqs|local)_.*$';
}

function requireSource(runner: Construct, { queues }: RunnerSettings): void {
  const sources = 'rabbit, sqs, local or google';
  if (!queues) throw fail(runner, `queues is missing, the runner needs at least one source of work: ${sources}`);
  if (!queues.rabbit && !queues.sqs && !queues.local && !queues.google)
    throw fail(runner, `queues has none of ${sources}, the runner needs at least one source of work`);
  const allowed = 'allowed is a SecretSource, such as SecretSource.existing(name, key)';
  if (queues.rabbit && !queues.rabbit.url) throw fail(runner, `queues.rabbit.url is missing, ${allowed}`);
  if (queues.google && !queues.google.credentials)
    throw fail(runner, `queues.google.credentials is missing, ${allowed}`);
  if (queues.local && !queues.local.root) throw fail(runner, 'queues.local.root is missing');
}

/** The program ends at its start where one of the two is missing. */
function requireCachePair(runner: Construct, { cache }: RunnerSettings): void {
  if (!cache) return;
  if (cache.dir === undefined) throw fail(runner, 'cache.dir is missing, a cache needs its directory and its size');
  if (cache.size === undefined) throw fail(runner, 'cache.size is missing, a cache needs its directory and its size');
}

function requireBounds(runner: Construct, { cache, limits = {} }: RunnerSettings): void {
  if (cache && bytesOf(cache.size) < GIB)
    throw fail(runner, `cache.size is '${cache.size}', allowed is at least 1 GiB`);
  if (limits.interval !== undefined && secondsOf(limits.interval) < FIVE_MINUTES)
    throw fail(runner, `limits.interval is '${limits.interval}', allowed is at least 5m`);
}

/**
 * From 0.9.27 on a runner serves no queue while it could read no message of it, and drops messages in clear where it was not told to
 * take them. HEAD knows messages in clear alone.
 */
function requireMessages(
  runner: Construct,
  version: RunnerVersion,
  { encryption, clearTextMessages }: RunnerSettings,
): void {
  if (version.isBefore('0.9.27')) return;
  if (!version.isBefore(HEAD)) {
    if (clearTextMessages === false)
      throw fail(runner, `clearTextMessages is false, and ${version.toString()} knows no other messages`);
    return;
  }
  if (!encryption && clearTextMessages !== true)
    throw fail(
      runner,
      `encryption is missing and clearTextMessages is not true, and ${version.toString()} serves no queue without one of the two`,
    );
}
