import { number, record, text } from '../../checks/accept/read';
import { POD_TEMPLATES } from '../../checks/pod-templates';
import { groupOf } from '../../facts/kinds';
import { shownName } from '../../checks/manifest';
import type { KubernetesObject } from '../../checks/manifest';
import { count } from '../../facts/count';
import { few } from '../effect';
import type { Effect, Judge } from '../effect';
import { isUnder } from '../field-change';
import type { FieldChange } from '../field-change';
import { fixedFields } from './fixed-fields';
import { runningOf, showRunning, showStopping } from './running';
import type { Running } from './running';

/** Fields that the API server refuses to change: the object must be deleted and made anew, and its pods with it. */
export const recreated: Judge = function* ({ old, next, fields }, sides) {
  if (!old || !next) return;
  const fixed = fixedFields(fields, old.object, next.object);
  if (fixed.length === 0) return;
  const running = runningOf(old, sides.old, sides.target);
  const stops = running && running.pods > 0 ? `; ${showStopping(running)} meanwhile` : '';
  yield {
    kind: 'recreate',
    disruptive: true,
    reason: `must be deleted and made anew: ${few(fixed)}${stops}`,
  };
};

/** Pods that are replaced, because their template changes. */
export const restarted: Judge = function* ({ old, next, fields }, sides) {
  if (!old || !next || fixedFields(fields, old.object, next.object).length > 0) return;
  const running = runningOf(old, sides.old, sides.target);
  if (!running || running.pods === 0) return;
  if (running.kind === 'ScaledJob') yield* scaledJob(fields, next.object, running);
  const type = `${groupOf(next.object.apiVersion)}/${shownName(next.object.kind)}`;
  const template = (Object.hasOwn(POD_TEMPLATES, type) ? POD_TEMPLATES[type]! : []).join('.');
  const changed = template === '' ? [] : fields.filter(({ pattern }) => isUnder(pattern, template));
  if (changed.length === 0) return;
  const effect = ofKind(running, next.object);
  if (!effect) return;
  const names = changed.map(({ path, change }) => {
    const short = path.slice(template.length + 1).replace(/^spec\./, '');
    return change === 'order' ? `the order of ${short}` : short;
  });
  yield { ...effect, reason: `${effect.reason}: ${few(names, 3)} ${names.length === 1 ? 'differs' : 'differ'}` };
};

function ofKind(running: Running, { kind, spec }: KubernetesObject): Effect | undefined {
  const shown = showRunning(running);
  const { paused, strategy, updateStrategy } = record(spec);
  const onDelete = record(updateStrategy).type === 'OnDelete';
  const restart = (reason: string, disruptive = true): Effect => ({ kind: 'restart', disruptive, reason });
  if (onDelete && (kind === 'DaemonSet' || kind === 'StatefulSet')) {
    return restart(`replaces ${shown}, but only as they are deleted (OnDelete)`, false);
  }
  switch (kind) {
    case 'Deployment':
      if (paused === true) return restart(`rolls ${shown} once it is no longer paused`, false);
      if (record(strategy).type === 'Recreate') return restart(`rolls ${shown}, all stop before new ones start`);
      return restart(`rolls ${shown}`);
    case 'StatefulSet':
    case 'DaemonSet':
    case 'Rollout':
    case 'Notebook':
      return restart(`rolls ${shown}`);
    case 'CronJob':
      return restart('counts from the next run on', false);
    case 'ReplicaSet':
    case 'ReplicationController':
      return restart('counts for new pods alone, those that run stay', false);
    default:
      return undefined;
  }
}

/** KEDA deletes the Jobs of an older generation, unless the rollout is gradual. */
function* scaledJob(fields: readonly FieldChange[], { spec }: KubernetesObject, running: Running): Iterable<Effect> {
  const changed = fields.filter(({ pattern }) => isUnder(pattern, 'spec'));
  if (changed.length === 0) return;
  const gradual =
    text(record(record(spec).rollout).strategy) === 'gradual' || record(spec).rolloutStrategy === 'gradual';
  const shown = showRunning(running);
  yield gradual
    ? { kind: 'restart', disruptive: false, reason: 'counts for new Jobs alone, those that run end in peace (gradual)' }
    : {
        kind: 'restart',
        disruptive: true,
        reason: `deletes its running Jobs, ${shown}: rollout.strategy is not gradual`,
      };
}

/** More or fewer pods. */
export const scaled: Judge = function* ({ old, next, fields }, sides) {
  if (!old || !next) return;
  const change = fields.find(({ pattern }) => pattern === 'spec.replicas' || pattern === 'spec.maxReplicaCount');
  if (!change) return;
  const [before, after] = [runningOf(old, sides.old, sides.target), runningOf(next, sides.next, sides.target)];
  if (!before || !after) return;
  const [from, to] = [number(change.old) ?? before.pods, number(change.new) ?? after.pods];
  if (to === from) return;
  const gpus = Math.abs(after.gpus - before.gpus);
  const held = gpus === 0 ? '' : `, ${count(gpus, 'GPU')} ${to > from ? 'more' : 'fewer'}`;
  if (before.kind === 'ScaledJob') {
    yield { kind: 'scale', disruptive: false, reason: `at most ${count(to, 'Job')} at once, was ${from}${held}` };
  } else if (to < from) {
    const what = to === 0 ? `stops ${showRunning(before)}` : `stops ${count(from - to, 'pod')} of ${from}${held}`;
    yield { kind: 'stop', disruptive: true, reason: what };
  } else {
    yield { kind: 'scale', disruptive: false, reason: `starts ${count(to - from, 'pod')} more, ${to} in all${held}` };
  }
};

/** The pods of an object that goes away. */
export const stopped: Judge = function* ({ old, next }, sides) {
  if (!old || next) return;
  const running = runningOf(old, sides.old, sides.target);
  if (!running || running.pods === 0) return;
  yield { kind: 'stop', disruptive: true, reason: showStopping(running) };
};
