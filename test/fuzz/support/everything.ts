import { identityOf } from '../../../src/checks/authorize/can-i';
import { RbacPolicy } from '../../../src/checks/authorize/rbac/policy';
import { permissionsOf } from '../../../src/checks/authorize/rbac/permissions';
import { checkReport } from '../../../src/checks/check';
import type { Manifest } from '../../../src/checks/manifest';
import { Model } from '../../../src/checks/model/model';
import { toJson } from '../../../src/checks/report/json';
import { toSarif } from '../../../src/checks/report/sarif';
import { toText } from '../../../src/checks/report/table';
import { gpuNotes } from '../../../src/checks/schedule/notes';
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

/** What every command prints of the manifests of a cluster, by the name of the command. */
export function everything(manifests: readonly Manifest[], target: Target): Readonly<Record<string, string>> {
  const report = checkReport(manifests, target);
  const policy = RbacPolicy.of(new Model(manifests), target);
  const drawn = graph(manifests, target);
  return {
    check: toText(report),
    'check --format json': JSON.stringify(toJson(report)),
    'check --format sarif': JSON.stringify(toSarif([report], '1.0.0')),
    schedule: scheduleTable(schedule(manifests, target), gpuNotes(manifests, target)),
    'graph -o .dot': toDot(drawn),
    'graph -o .mmd': toMermaid(drawn),
    'graph of everything': toDot(graph(manifests, target, { collapse: false })),
    callers: JSON.stringify(callers(manifests, {})),
    route: toTable(URLS.map((url) => route(manifests, { url }))),
    'can-i': JSON.stringify(canI(manifests, target, QUESTIONS)),
    'can-i --list': JSON.stringify(permissionsOf(policy, identityOf(ACCOUNT), undefined)),
  };
}

/** What `diff` prints from one set of manifests to another. */
export function difference(old: readonly Manifest[], next: readonly Manifest[], target: Target): string {
  const answer = diff(old, next, target);
  return diffText(answer) + diffMarkdown(answer);
}
