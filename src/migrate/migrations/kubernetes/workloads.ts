import type { Migration } from '../../migration';
import type { ObjectEditor } from '../../object-editor';
import { isMapping } from '../../../facts/is-mapping';
import { plain } from '../../edit/load';

const OLD = ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'];
const KINDS = ['Deployment', 'DaemonSet', 'StatefulSet', 'ReplicaSet'];
const LABELS = ['spec', 'template', 'metadata', 'labels'];

/** Workloads of the versions before apps/v1. @see https://kubernetes.io/docs/reference/using-api/deprecation-guide/#v1-16 */
export const WORKLOADS: Migration = {
  id: 'kubernetes-workloads-apps-v1',
  title:
    'Deployment, DaemonSet, StatefulSet and ReplicaSet of extensions/v1beta1, apps/v1beta1 and apps/v1beta2 to apps/v1',
  changes: [
    'apiVersion becomes apps/v1.',
    'spec.selector is written where it is missing, from the labels of the template, as the old version did by itself.',
    'spec.rollbackTo and spec.templateGeneration are removed.',
  ],
  warnings: ['Defaults that differ: updateStrategy, rollingUpdate, progressDeadlineSeconds and revisionHistoryLimit.'],
  apply(object) {
    if (!OLD.includes(object.apiVersion) || !KINDS.includes(object.kind)) return;
    selector(object);
    for (const field of ['rollbackTo', 'templateGeneration']) {
      const path = ['spec', field];
      if (!object.has(path)) continue;
      object.warn(path, `${JSON.stringify(object.at(path))} is removed, apps/v1 has no such field`);
      object.remove(path);
    }
    defaults(object);
    object.set(['apiVersion'], 'apps/v1');
  },
};

function selector(object: ObjectEditor): void {
  const labels = object.at(LABELS);
  if (!isMapping(labels) || Object.keys(labels).length === 0)
    return object.refuse(LABELS, 'apps/v1 needs a selector that matches labels of the template, which has none');
  const given = object.at(['spec', 'selector']);
  if (isMapping(given) && Object.keys(given).length > 0) return;
  if (given === null || isMapping(given)) object.remove(['spec', 'selector']);
  object.set(['spec', 'selector'], { matchLabels: plain(labels) }, 'template');
}

/** What the old version filled in, and apps/v1 does otherwise. */
function defaults(object: ObjectEditor): void {
  const { apiVersion, kind } = object;
  const say = (field: string, before: string, now: string): void => {
    if (!object.has(['spec', field]))
      object.warn(['spec', field], `is not set; it was ${before} by itself, and is ${now} in apps/v1`);
  };
  if (kind === 'DaemonSet' && apiVersion === 'extensions/v1beta1') say('updateStrategy', 'OnDelete', 'RollingUpdate');
  if (kind === 'StatefulSet' && apiVersion === 'apps/v1beta1') say('updateStrategy', 'OnDelete', 'RollingUpdate');
  if (kind !== 'Deployment') return;
  if (apiVersion === 'extensions/v1beta1') {
    say('progressDeadlineSeconds', 'without end', '600');
    say('revisionHistoryLimit', 'without end', '10');
    say('strategy', 'a rolling update of one pod at a time', 'one of a quarter of the pods');
  }
  if (apiVersion === 'apps/v1beta1') say('revisionHistoryLimit', '2', '10');
}
