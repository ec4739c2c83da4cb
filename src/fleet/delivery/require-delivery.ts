import type { ConfigProblem } from '../../blueprint/problem';
import { hideSecrets } from '../../checks/secret/hide-secrets';
import { isMapping } from '../../facts/is-mapping';
import { dns1123Label } from '../../facts/names';
import type { DeliveryConfig } from '../config';

/** What is wrong with the settings of a delivery beyond the types of its keys. */
export function requireDelivery(delivery: DeliveryConfig | undefined): ConfigProblem[] {
  if (!delivery) return [];
  if (delivery.engine === undefined) return [problem('engine', 'is missing')];
  const problems = [...placeProblems(delivery), ...engineProblems(delivery), ...settingProblems(delivery)];
  const known = new Set(problems.map(({ path }) => path.join('.')));
  return [...problems, ...secretProblems(delivery, []).filter(({ path }) => !known.has(path.join('.')))];
}

/** Every text of a delivery may stand in the objects of its engine, which no check of secrets reads. */
function secretProblems(value: unknown, keys: readonly string[]): ConfigProblem[] {
  if (isMapping(value)) return Object.entries(value).flatMap(([key, each]) => secretProblems(each, [...keys, key]));
  if (typeof value !== 'string' || hideSecrets(value) === value) return [];
  return [
    problem(
      keys.join('.'),
      'holds what looks like a key or a password, which would stand in the files; allowed is text without, and the engine has them from a Secret',
    ),
  ];
}

function problem(key: string, message: string): ConfigProblem {
  return { path: ['delivery', ...key.split('.')], message };
}

/** What the address of the output must look like. */
export const REPOSITORY = /^(https?|ssh|oci):\/\/[^\s/]+(\/\S*)?$|^git@[^\s:/]+:\S+$/;

/** What the folder of the output must look like. */
export const FOLDER = /^[\w.-]+(\/[\w.-]+)*$/;

/** Where the output is stored. */
function placeProblems({ engine, repository, revision, path }: DeliveryConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (repository === undefined && engine !== 'kubectl') problems.push(problem('repository', 'is missing'));
  // A user name alone is a token for some; that of ssh is no secret.
  const hasSecret = /^\w+:\/\/[^/]*@/.test(repository ?? '') && !/^ssh:\/\/[^/:@]*@/.test(repository ?? '');
  if (hasSecret)
    problems.push(
      problem(
        'repository',
        'is a URL with a user or a password, which would stand in the files; allowed is one without, and the engine has them from a Secret',
      ),
    );
  else if (repository !== undefined && !REPOSITORY.test(repository))
    problems.push(
      problem(
        'repository',
        `is ${JSON.stringify(repository)}, allowed are URLs of https, ssh and oci, and git@host:path`,
      ),
    );
  if (revision !== undefined) problems.push(...revisionProblems(revision, repository));
  if (path === undefined) return problems;
  const parts = path.split('/');
  if (!FOLDER.test(path) || parts.includes('.'))
    problems.push(problem('path', `is ${JSON.stringify(path)}, allowed are folders such as dist/fleet`));
  else if (parts.includes('..'))
    problems.push(problem('path', `is ${JSON.stringify(path)}, allowed are folders inside of the repository`));
  return problems;
}

function revisionProblems(revision: string, repository = ''): ConfigProblem[] {
  const isOci = repository.startsWith('oci://');
  const allowed = isOci
    ? /^(\w[\w.-]{0,127}|sha256:[0-9a-f]{64})$/
    : // What git takes for a name: see git help check-ref-format.
      /^(?![/.-])(?!.*(\.\.|\/\/|\/\.|@\{|\.lock(\/|$)))[^\s~^:?*[\\]+(?<![/.])$/;
  if (allowed.test(revision)) return [];
  const what = isOci
    ? 'a tag such as v1.2.3, or a digest as sha256: and 64 digits'
    : 'a branch such as main, a whole ref such as refs/tags/v1.2.3, or a commit of 40 digits';
  return [problem('revision', `is ${JSON.stringify(revision)}, allowed is ${what}`)];
}

/** What goes with one engine and not with another. */
function engineProblems({ engine, repository, prerequisites = 'none', argocd }: DeliveryConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (prerequisites !== 'none' && prerequisites !== engine) {
    const allowed = engine === 'kubectl' ? 'allowed is none' : `allowed are ${engine}, none`;
    problems.push(problem('prerequisites', `is '${prerequisites}', which engine ${engine} does not run; ${allowed}`));
  }
  if (argocd?.applicationSet !== true) return problems;
  if (engine !== 'argocd') problems.push(problem('argocd.applicationSet', `is true, and the engine is ${engine}`));
  else if (repository?.startsWith('oci://') === true)
    problems.push(
      problem('argocd.applicationSet', 'is true, and the repository is an OCI artifact, where it finds no clusters'),
    );
  return problems;
}

/** The settings of the engine that holds. Those of the other may be in a base for clusters that have it. */
function settingProblems({ engine, argocd, flux }: DeliveryConfig): ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const namespace = engine === 'argocd' ? argocd?.namespace : engine === 'flux' ? flux?.namespace : undefined;
  const wrong = namespace === undefined ? undefined : dns1123Label(namespace);
  if (wrong !== undefined)
    problems.push(problem(`${engine}.namespace`, `is ${JSON.stringify(namespace)}, which ${wrong}`));
  const { server } = argocd ?? {};
  if (engine === 'argocd' && server !== undefined && !/^https?:\/\/[^\s/@]+(\/\S*)?$/.test(server))
    problems.push(
      problem('argocd.server', `is ${JSON.stringify(server)}, allowed are URLs such as https://10.0.0.1:6443`),
    );
  const { interval } = flux ?? {};
  if (engine === 'flux' && interval !== undefined && !/^([0-9]+(\.[0-9]+)?(ms|s|m|h))+$/.test(interval))
    problems.push(
      problem('flux.interval', `is ${JSON.stringify(interval)}, allowed are durations such as 10m or 1h30m`),
    );
  return problems;
}
