import { checkModel } from '../checks/check';
import type { CheckOptions } from '../checks/check';
import { requireCheckOptions } from '../checks/check-options';
import { toManifests } from '../checks/manifest';
import type { KubernetesObject, Manifest } from '../checks/manifest';
import { Model } from '../checks/model/model';
import { makePlan, planOf } from '../checks/schedule/engine/plan';
import type { ScheduleOptions } from '../checks/schedule/engine/plan';
import { RULES } from '../checks/rules';
import { entriesOf } from '../checks/schedule/engine/karpenter/catalogue';
import { requireTarget } from '../facts/target';
import type { Target } from '../facts/target';
import { calls } from './calls';
import { anchorsOf } from './context';
import type { Context } from './context';
import { findings } from './findings';
import { graphs } from './graphs';
import { images } from './images';
import { objects } from './objects';
import { page } from './page';
import { security } from './pod-security';
import { rights } from './rights';
import { scalesOf } from './scale';
import { schedule } from './schedule';
import { summary } from './summary';

/** What a report shows beside the manifests, and what is known beside them. */
export interface ReportOptions extends CheckOptions, ScheduleOptions {
  /**
   * What stands at the top of the page.
   * @default 'Platform report'
   */
  readonly title?: string;
}

/** A page, and what its checks found. */
export interface ReportPage {
  /** The page. */
  readonly html: string;
  /** How many errors were found. */
  readonly errors: number;
  /** How many warnings were found. */
  readonly warnings: number;
}

/**
 * One HTML page of manifests that holds everything it needs: findings with their fix, the graphs, where each pod can run and at what
 * price, which Pod Security level it keeps to, who can do what, who can call what, the images, and the objects with a search. It is made of the manifests alone; the same
 * manifests give the same bytes. Values of Secrets, and what looks secret, are not part of it.
 *
 * @example
 * report(manifests, Target.aks('1.34')).html;
 */
export function report(
  manifests: readonly (KubernetesObject | Manifest)[],
  target: Target,
  options: ReportOptions = {},
): ReportPage {
  return reportOf(manifests, target, options);
}

const SECTIONS = [summary, findings, graphs, schedule, security, rights, calls, images, objects];

/** How often {@link reportOf} says that it goes on. */
export const REPORT_STEPS = RULES.length + SECTIONS.length;

/**
 * The page, with a sign of life.
 *
 * @param onStep is called after each rule and each part of the page
 * @see report
 */
export function reportOf(
  manifests: readonly (KubernetesObject | Manifest)[],
  target: Target,
  options: ReportOptions,
  onStep: () => void = () => undefined,
): ReportPage {
  requireTarget('target', target);
  requireCheckOptions('the options of report', options, ['title', 'sizes', 'region']);
  const { title = 'Platform report', region, sizes: listed, ...checks } = options;
  const sizes = listed === undefined ? undefined : entriesOf('sizes of report', listed);
  const given = toManifests(manifests);
  const model = new Model(given, { externals: options.externals, needs: options.needs });
  const planOptions = { sizes, region: region ?? target.region };
  const checked = checkModel(model, target, checks, onStep);
  const context: Context = {
    manifests: given,
    model,
    target,
    checked,
    // Without further options it is the plan that the rules have asked already.
    plan: sizes === undefined && region === undefined ? planOf(model, target) : makePlan(model, target, planOptions),
    planOptions,
    anchorOf: anchorsOf(given),
    scaleOf: scalesOf(model),
  };
  const parts = SECTIONS.map((one) => {
    const part = one(context);
    onStep();
    return part;
  });
  const errors = checked.findings.filter(({ severity }) => severity === 'error').length;
  return { html: page(title, context, parts), errors, warnings: checked.findings.length - errors };
}
