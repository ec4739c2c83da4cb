import type { Construct } from 'constructs';
import { fail, requireSyntax } from '../core/fail';
import { dns1123Subdomain } from '../facts/names';

/** The names of all that one Runner renders. */
export interface RunnerNames {
  /** Of the Deployment, Job or scaled job. */
  readonly workload: string;
  /** The value of the label `app` of its pods. */
  readonly app: string;
  readonly account: string;
  readonly settings: string;
  readonly role: string;
  /** Of the map that all its pods watch. */
  readonly state: string;
  readonly signing: string;
  readonly reportKeys: string;
}

/** The names that the documents and the program's examples have, which other manifests may refer to. */
export const CONTRACT = {
  app: 'studioml-go-runner',
  account: 'studioml-account',
  settings: 'studioml-env',
  role: 'studioml-role',
  state: 'studioml-go-runner',
  signing: 'studioml-signing',
  reportKeys: 'studioml-report-keys',
};

/** What the documents call a Deployment of runners, and a Job of them. */
export const WORKLOADS = { Deployment: 'studioml-go-runner-deployment', Job: 'studioml-go-runner' };

const LABEL_LENGTH = 63;

/**
 * The names of a Runner. Without a name of its own, or with one that the documents have, all are those of the documents; another name
 * is the beginning of all others, so that Runners of one namespace never meet.
 */
export function namesOf(runner: Construct, name: string | undefined, kind: 'Deployment' | 'Job'): RunnerNames {
  const workload = name ?? WORKLOADS[kind];
  requireSyntax(runner, 'name', workload, dns1123Subdomain);
  if (Object.values(WORKLOADS).includes(workload)) return { workload, ...CONTRACT };
  if (workload.length > LABEL_LENGTH)
    throw fail(
      runner,
      `name '${workload}' has more than ${LABEL_LENGTH} characters, which the label of its pods holds`,
    );
  if (workload === 'studioml')
    throw fail(runner, "name 'studioml' gives names that the Runner without a name has, such as studioml-env");
  return {
    workload,
    app: workload,
    account: `${workload}-account`,
    settings: `${workload}-env`,
    role: `${workload}-role`,
    state: `${workload}-state`,
    signing: `${workload}-signing`,
    reportKeys: `${workload}-report-keys`,
  };
}
