import type { Construct } from 'constructs';
import { fail, requireMatch, requireSyntax } from '../core/fail';
import type { SecretSource } from '../core/secret/secret-source';
import { dns1123Subdomain } from '../facts/names';
import { parseMilli } from '../facts/quantity';

/** Where runners take their work from. At least one of `rabbit` and `sqs` is needed, or the program ends at its start. */
export interface RunnerQueues {
  /**
   * Which queues, as a Go regular expression of their names.
   * @default '^(rmq|sqs)_.*$', as the program has it
   */
  readonly match?: string;

  /** RabbitMQ. */
  readonly rabbit?: {
    /** The URL with user and password, such as `amqp://user:password@host:5672/vhost`. */
    readonly url: SecretSource;
  };

  /** Amazon SQS. */
  readonly sqs?: {
    /** A Secret with exactly the keys `credentials` and `config`, as AWS's own files. */
    readonly secretName: string;
  };
}

/** A directory in which runners keep artifacts between experiments. */
export interface RunnerCache {
  /** Its parent must exist in the image or as a volume. */
  readonly dir: string;
  /** At least 1 GiB, such as `10Gib` or `10GiB`. */
  readonly size: string;
}

/** How runners write their log. */
export interface RunnerLogging {
  /**
   * Level by component, such as `*=DBG`; levels are TRC, DBG, INF, WRN, ERR and FTL.
   * @default '*=INF'
   */
  readonly levels?: string;

  /**
   * Such as `happy,maxcol=1024`, `text` or `JSON`.
   * @default 'happy,maxcol=1024'
   */
  readonly format?: string;
}

/** The settings that a ConfigMap carries; secrets are never among them. */
export interface RunnerSettings {
  readonly queues: RunnerQueues;
  readonly cache?: RunnerCache;
  readonly logging?: RunnerLogging;
  /** The name of the state map; none where this release reads none. */
  readonly stateMap?: string;
}

/** Where the SQS credentials are mounted, each set in a directory of its own below. */
export const SQS_CERTS = '/runner/certs/aws-sqs';

const CACHE_SIZE = /^(\d+(?:\.\d+)?)\s*([kmgtp])(i?)b$/i;

/**
 * Renders settings to the environment variables that the program reads.
 *
 * @see https://github.com/leaf-ai/studio-go-runner/blob/main/docs/app_config.md
 */
export function settingsToEnv(runner: Construct, settings: RunnerSettings): Record<string, string> {
  const { queues, cache, logging, stateMap } = settings;
  if (!queues.rabbit && !queues.sqs)
    throw fail(runner, 'queues has neither rabbit nor sqs, the runner needs at least one source of work');
  if (queues.rabbit && !queues.rabbit.url) throw fail(runner, 'queues.rabbit.url is missing');
  if (queues.sqs) requireSyntax(runner, 'queues.sqs.secretName', queues.sqs.secretName ?? '', dns1123Subdomain);
  if (queues.match !== undefined && !isGoRegExp(queues.match)) {
    throw fail(
      runner,
      `queues.match is '${queues.match}', allowed is a regular expression of Go, which has no lookaround and no back-reference`,
    );
  }
  if (cache) requireCache(runner, cache);
  return {
    QUEUE_MATCH: queues.match ?? '^(rmq|sqs)_.*$',
    LOGXI: logging?.levels ?? '*=INF',
    LOGXI_FORMAT: logging?.format ?? 'happy,maxcol=1024',
    // Empty disables the watch of state maps, which would end the program where it may not read them.
    K8S_CONFIGMAP: stateMap ?? '',
    ...(cache && { CACHE_DIR: cache.dir, CACHE_SIZE: cache.size }),
    ...(queues.sqs && { SQS_CERTS }),
  };
}

/**
 * Whether Go compiles it, as far as JavaScript can tell; the program ends at its start where Go does not.
 *
 * @see https://github.com/google/re2/wiki/Syntax
 */
function isGoRegExp(text: string): boolean {
  if (typeof text !== 'string' || /\(\?<?[=!]|\\[1-9]/.test(text)) return false;
  // What JavaScript has not, or spells otherwise: quoted text, flags, and names of groups.
  const translated = text
    .replace(/\\Q.*?(\\E|$)/gs, 'q')
    .replace(/\(\?[imsU]*(-[imsU]+)?([:)])/g, (_, _off, end: string) => (end === ':' ? '(?:' : ''))
    .replace(/\(\?P</g, '(?<');
  try {
    new RegExp(translated);
    return true;
  } catch {
    return false;
  }
}

/** The program ends at its start where the cache is less than 1 GiB. */
function requireCache(runner: Construct, { dir = '', size = '' }: Partial<RunnerCache>): void {
  requireMatch(runner, 'cache.dir', dir, /^\/./, 'an absolute path, such as /tmp/cache');
  requireMatch(runner, 'cache.size', size, CACHE_SIZE, 'a size such as 10Gib');
  const [, number = '', unit = '', binary] = CACHE_SIZE.exec(size)!;
  const suffix = binary ? `${unit.toUpperCase()}i` : unit.toLowerCase() === 'k' ? 'k' : unit.toUpperCase();
  if (parseMilli(number + suffix)! < parseMilli('1Gi')!)
    throw fail(runner, `cache.size is '${size}', allowed is at least 1 GiB`);
}
