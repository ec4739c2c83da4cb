import { record } from '../accept/read';
import { describe } from '../manifest';
import type { Rule } from '../rule';
import { isOwned, podIndex } from './pods';
import type { Pods } from './pods';
import { isEmpty, labelsOf, selectorOf, showSelector } from './selector';
import type { Selector } from './selector';

/** Workloads that find their pods by a selector of the author's. */
const SELECTING: readonly (readonly [string, string])[] = [
  ['', 'ReplicationController'],
  ['apps', 'DaemonSet'],
  ['apps', 'Deployment'],
  ['apps', 'ReplicaSet'],
  ['apps', 'StatefulSet'],
];
const SELECTING_TYPES = SELECTING.map(([group, kind]) => `${group}/${kind}`);

/** REF023: the selector of a workload selects its own pods alone. */
export const overlappingSelectors: Rule = {
  id: 'REF023',
  title: "selector that selects another workload's pods",
  severity: 'warning',
  fix: 'give each workload a label of its own in its selector and its template',
  why: 'two controllers then count, adopt or delete the same pods, and Services and autoscalers take the pods of one for those of the other',
  page: {
    reports:
      'a Deployment, StatefulSet, DaemonSet, ReplicaSet or ReplicationController whose selector fits the pod template of another of them in the same namespace, once for each pair, and one (other than a Deployment) whose selector fits a Pod, which it would adopt. Objects that a controller owns are not reported.',
    mend: 'Give each workload a label that no other has, such as `app.kubernetes.io/component`, in the selector and in the template. The selector of a Deployment, StatefulSet or DaemonSet cannot be changed: delete the workload and make it again.',
    before: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: studioml
spec:
  selector:
    matchLabels:
      app: studio
  template:
    metadata:
      labels:
        app: studio
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
  namespace: studioml
spec:
  selector:
    matchLabels:
      app: studio
  template:
    metadata:
      labels:
        app: studio
    spec:
      containers:
        - name: worker
          image: registry.example/worker:1.4
`,
    after: `apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: studioml
spec:
  selector:
    matchLabels:
      app: studio
      app.kubernetes.io/component: web
  template:
    metadata:
      labels:
        app: studio
        app.kubernetes.io/component: web
    spec:
      containers:
        - name: web
          image: registry.example/web:1.4
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: worker
  namespace: studioml
spec:
  selector:
    matchLabels:
      app: studio
      app.kubernetes.io/component: worker
  template:
    metadata:
      labels:
        app: studio
        app.kubernetes.io/component: worker
    spec:
      containers:
        - name: worker
          image: registry.example/worker:1.4
`,
  },
  *check(model) {
    const index = podIndex(model);
    // Of two that select each other's pods one finding is enough.
    const pairs = new Map<Pods, Pods>();
    for (const [group, kind] of SELECTING) {
      for (const manifest of model.ofKind(group, kind)) {
        const selector = selectorOfWorkload(kind, record(manifest.object.spec).selector);
        if (isEmpty(selector) || isOwned(manifest)) continue;
        const own = index.of(manifest);
        const other = own && firstOther(index.selected(own.namespace, selector), own, pairs);
        if (!other) continue;
        pairs.set(own, other);
        const whose = `${describe(other.manifest.object)}${other.type === '/Pod' ? '' : ', whose pods it selects too'}`;
        yield {
          manifest,
          path: ['spec', 'selector'],
          message: `selector ${showSelector(selector)} fits ${whose}`,
        };
      }
    }
  },
};

function firstOther(selected: Iterable<Pods>, own: Pods, pairs: ReadonlyMap<Pods, Pods>): Pods | undefined {
  for (const one of selected) {
    if (one === own || isOwned(one.manifest) || pairs.get(one) === own || isSame(one, own)) continue;
    if (SELECTING_TYPES.includes(one.type)) return one;
    // A Deployment adds a hash to the selector of its ReplicaSets, so it adopts no Pod that its author made.
    if (one.type === '/Pod' && own.type !== 'apps/Deployment') return one;
  }
  return undefined;
}

/** An object that is given twice is the finding of another rule. */
function isSame(one: Pods, own: Pods): boolean {
  return one.type === own.type && one.manifest.object.metadata?.name === own.manifest.object.metadata?.name;
}

function selectorOfWorkload(kind: string, selector: unknown): Selector {
  return kind === 'ReplicationController' ? { equal: labelsOf(selector), expressions: [] } : selectorOf(selector);
}
