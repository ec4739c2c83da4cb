import type { App, Chart } from 'cdk8s';
import { ApiObject, Chart as Cdk8sChart } from 'cdk8s';
import { checkReport } from './checks/check';
import type { CheckOptions, CheckReport } from './checks/check';
import { requireCheckOptions } from './checks/check-options';
import { format } from './checks/finding';
import type { Severity } from './checks/finding';
import type { KubernetesObject, Manifest } from './checks/manifest';
import { parseManifests } from './checks/model/parse';
import { outsideOf } from './checks/reference/outside';
import { declaredExternals } from './core/declare-external';
import { declaredNeeds } from './core/declare-need';
import { isPlatformApp } from './core/platform-app';
import { SynthOrder } from './core/synth/order';
import { render } from './core/synth/render';
import { count } from './facts/count';
import { kindOf } from './facts/given';
import { isMapping } from './facts/is-mapping';
import { KUBERNETES_VERSIONS, requireTarget, Target } from './facts/target';

/** Options of the matcher `toPassChecks`. */
export interface PassChecksOptions extends CheckOptions {
  /**
   * From which severity on a finding fails the test.
   * @default 'error'
   */
  readonly failOn?: Severity;
}

const FAIL_ON: readonly Severity[] = ['error', 'warning'];

/** What a jest matcher returns. */
export interface MatcherResult {
  /** Whether the manifests pass. */
  readonly pass: boolean;
  /** What jest prints where the expectation does not hold. */
  readonly message: () => string;
}

/**
 * Expects that manifests pass every check. It takes a cdk8s `Chart` with the charts in it, an `App`, a list of plain objects, or YAML
 * text; each is checked as one whole cluster.
 *
 * What constructs declare, such as `SecretSource.existing` and `declareNeed`, counts.
 *
 * @example
 * import type { Chart } from 'cdk8s';
 * import 'cdk8s-ml-platform/jest';
 * declare const chart: Chart;
 * expect(chart).toPassChecks('aks@1.34');
 *
 * @param received the manifests, in one of these forms
 * @param target a `Target`, or `provider@version`; by default the target of the app, and `generic` at the newest version elsewhere
 * @param options what is accepted, and from which severity on a finding fails the test
 * @throws where there is nothing to check, or what is given is none of these
 */
export function toPassChecks(
  received: unknown,
  target?: Target | string,
  options: PassChecksOptions = {},
): MatcherResult {
  requireCheckOptions('the options of toPassChecks', options, ['failOn']);
  const { failOn = 'error', ...checks } = options;
  if (!FAIL_ON.includes(failOn))
    throw new Error(`failOn of toPassChecks is '${failOn as string}', allowed are ${FAIL_ON.join(', ')}`);
  const manifests = manifestsOf(received);
  if (manifests.length === 0)
    throw new Error(
      'toPassChecks is given no object, so that nothing is checked; make the constructs before the test asks',
    );
  const report = checkReport(manifests, targetOf(received, target), withDeclared(received, manifests, checks));
  const failures = report.findings.filter(({ severity }) => severity === 'error' || failOn === 'warning');
  const pass = failures.length === 0;
  return { pass, message: () => (pass ? passed(report) : failed(report, failures.length)) };
}

function passed({ objects, findings }: CheckReport): string {
  const warnings = findings.length > 0 ? `, ${count(findings.length, 'warning')} aside` : '';
  return `expected ${count(objects, 'object')} not to pass the checks, but nothing was found${warnings}`;
}

function failed({ objects, findings }: CheckReport, failures: number): string {
  const head = `expected ${count(objects, 'object')} to pass the checks, ${count(failures, 'check')} failed`;
  return [head, ...findings.map((finding) => format(finding))].join('\n');
}

/** One line without a key: no object of YAML or JSON is written so. */
const FILE_NAME = /^[^\n:]+\.(ya?ml|json)$/;

function manifestsOf(received: unknown): Manifest[] {
  if (typeof received === 'string') {
    if (FILE_NAME.test(received))
      throw new Error(
        `toPassChecks is given the name of a file, allowed is its text, such as fs.readFileSync('${received}', 'utf8')`,
      );
    return parseManifests(received, 'text');
  }
  if (Array.isArray(received)) {
    return received.map((object: unknown, document) => {
      if (typeof object !== 'object' || object === null || Array.isArray(object))
        throw new Error(
          `toPassChecks: item ${document} of the list is no object, allowed are plain Kubernetes objects`,
        );
      return { object: object as KubernetesObject, origin: { document } };
    });
  }
  if (isApp(received)) return received.charts.flatMap(ofChart);
  if (Cdk8sChart.isChart(received)) {
    const inside = received.node.findAll().filter((construct): construct is Chart => Cdk8sChart.isChart(construct));
    return inside.flatMap(ofChart);
  }
  throw new Error(
    `toPassChecks is given ${shown(received)}, allowed is a Chart, an App, a list of plain objects or YAML text`,
  );
}

/** What constructs declare counts as in an app: objects that exist elsewhere, and what their programs ask of the API server. */
function withDeclared(received: unknown, manifests: readonly Manifest[], checks: CheckOptions): CheckOptions {
  if (!isApp(received) && !Cdk8sChart.isChart(received)) return checks;
  const constructs = received.node.findAll();
  const declared = outsideOf(declaredExternals(received, constructs), () => manifests.map(({ object }) => object));
  return {
    ...checks,
    externals: [...(checks.externals ?? []), ...declared],
    needs: [...(checks.needs ?? []), ...declaredNeeds(received, constructs)],
  };
}

/** As its app writes them: a `PlatformApp` knows constructs and lost patches, and drops namespaces of cluster-scoped objects. */
function ofChart(chart: Chart): Manifest[] {
  const { root } = chart.node;
  if (!isPlatformApp(root)) {
    const objects = chart.toJson() as KubernetesObject[];
    const paths = pathsOf(chart);
    return objects.map((object) => ({
      object,
      origin: { constructPath: paths.get(identity(object)) ?? chart.node.path },
    }));
  }
  return new SynthOrder(root).objects(chart).map((object) => render(object, chart));
}

/** Which construct made an object; of two that look alike, none. */
function pathsOf(chart: Chart): ReadonlyMap<string, string | undefined> {
  const paths = new Map<string, string | undefined>();
  for (const construct of chart.node.findAll()) {
    if (!ApiObject.isApiObject(construct)) continue;
    const { apiVersion, kind, name, metadata } = construct;
    const key = identity({ apiVersion, kind, metadata: { name, namespace: metadata.namespace } });
    paths.set(key, paths.has(key) ? undefined : construct.node.path);
  }
  return paths;
}

function identity({ apiVersion, kind, metadata }: KubernetesObject): string {
  return JSON.stringify([apiVersion, kind, metadata?.namespace, metadata?.name]);
}

/** A construct by its class, which is what one would look for. */
function shown(received: unknown): string {
  const type = isMapping(received) ? (received.constructor as { readonly name?: string } | undefined)?.name : undefined;
  return type === undefined || type === 'Object' ? kindOf(received) : `a ${type}`;
}

function isApp(received: unknown): received is App {
  return typeof received === 'object' && received !== null && 'synthYaml' in received && 'charts' in received;
}

function targetOf(received: unknown, target: Target | string | undefined): Target {
  if (typeof target === 'string') return Target.parse(target);
  if (target !== undefined) {
    return targetGiven(target);
  }
  if (isApp(received) || Cdk8sChart.isChart(received)) return Target.of(received);
  return Target.generic(KUBERNETES_VERSIONS.newest);
}

function targetGiven(target: unknown): Target {
  try {
    requireTarget('target of toPassChecks', target);
    return target;
  } catch (error) {
    throw new Error(`${(error as Error).message}, or its text, such as 'aks@1.34'; options come behind the target`, {
      cause: error,
    });
  }
}

/**
 * The matcher as a type, for a test runner whose `expect` is none of jest's. `docs/checks.md` has the lines for vitest.
 */
export interface PassChecksMatchers<R = unknown> {
  /** Expects that a Chart, an App, a list of plain objects or YAML text passes every check of cdk8s-ml-platform. */
  toPassChecks(target?: Target | string, options?: PassChecksOptions): R;
}

declare global {
  // jest's own declarations are merged with this one by their names.
  // eslint-disable-next-line @typescript-eslint/no-namespace
  namespace jest {
    // eslint-disable-next-line @typescript-eslint/no-empty-object-type, @typescript-eslint/no-unused-vars
    interface Matchers<R, T = {}> extends PassChecksMatchers<R> {}
  }
}

/** Where jest has its globals, importing this module is all there is to do; `jest-globals` is for tests that import `expect`. */
const { expect } = globalThis as { expect?: { extend?: (matchers: object) => void } };
expect?.extend?.({ toPassChecks });
