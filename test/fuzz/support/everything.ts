import { identityOf } from '../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../src/checks/authorize/rbac/policy';
import { permissionsOf } from '../../../src/checks/authorize/rbac/permissions';
import { checkReport } from '../../../src/checks/check';
import type { Manifest } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { toJson } from '../../../src/checks/report/json';
import { toSarif } from '../../../src/checks/report/sarif';
import { toText } from '../../../src/checks/report/table';
import { scheduleNotes } from '../../../src/checks/schedule/notes';
import { scheduleTable } from '../../../src/checks/schedule/table';
import { toTable } from '../../../src/commands/route-table';
import { diffMarkdown } from '../../../src/diff/markdown';
import { diffText } from '../../../src/diff/show';
import type { Target } from '../../../src/facts/target';
import { callers, canI, diff, graph, route, schedule, toDot, toMermaid } from '../../../src/questions';

/** The requests that are routed and the rights that are asked for. */
export const URLS = ['https://kubeflow.example/pipeline/', 'http://web.example.com/a?b', 'http://x/'];
const ACCOUNT = { kind: 'ServiceAccount', namespace: 'studioml', name: 'studioml-go-runner' } as const;
export const QUESTIONS = (['pods', 'secrets', 'configmaps'] as const).flatMap((resource) =>
  ['get', 'create', 'delete'].map((verb) => ({ subject: ACCOUNT, verb, resource, namespace: 'studioml' })),
);

/** What a command prints of the manifests of a cluster; `old` are those that it had before. */
type Command = (manifests: readonly Manifest[], old: readonly Manifest[], target: Target) => string;

/** The commands that ask manifests, by their names. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  check: (manifests, _old, target) => {
    const report = checkReport(manifests, target);
    return toText(report) + JSON.stringify(toJson(report)) + JSON.stringify(toSarif([report], '1.0.0'));
  },
  schedule: (manifests, _old, target) =>
    scheduleTable(schedule(manifests, target), scheduleNotes(new Model(manifests), target)),
  graph: (manifests, _old, target) => {
    const drawn = graph(manifests, target);
    return toDot(drawn) + toMermaid(drawn) + toDot(graph(manifests, target, { collapse: false }));
  },
  callers: (manifests) => JSON.stringify(callers(manifests, {})),
  route: (manifests) => toTable(URLS.map((url) => route(manifests, { url }))),
  'can-i': (manifests, _old, target) => {
    const policy = RbacPolicy.of(new Model(manifests), target);
    return JSON.stringify([canI(manifests, target, QUESTIONS), permissionsOf(policy, identityOf(ACCOUNT), undefined)]);
  },
  diff: (manifests, old, target) => difference(old, manifests, target),
  'diff back': (manifests, old, target) => difference(manifests, old, target),
};

/** What `diff` prints from one set of manifests to another. */
function difference(old: readonly Manifest[], next: readonly Manifest[], target: Target): string {
  const answer = diff(old, next, target);
  return diffText(answer) + diffMarkdown(answer);
}
