import { record, list, text } from '../accept/read';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import type { Rule } from '../rule';
import { podIndex } from './pods';

/** REF024: each ConfigMap is of use to something. */
export const unusedConfigMap: Rule = {
  id: 'REF024',
  title: 'ConfigMap that nothing names',
  severity: 'warning',
  fix: 'remove the ConfigMap, or name it where it was meant to be used',
  why: 'it is left over, or the workload that was meant to read it reads another one',
  page: {
    reports:
      'a ConfigMap whose name stands nowhere in the other manifests: in no reference, argument, variable, annotation or text. It is reported only where its namespace has pods and nothing hints at a program that finds it by the API: a Role that may read every ConfigMap of the namespace, an annotation, or a label beside the usual ones, such as the one that dashboards are found by.',
    mend: 'Remove it, or correct the name where it was meant to be used. A ConfigMap that a program looks up may carry an annotation that says so.',
    before: `apiVersion: v1
kind: ConfigMap
metadata:
  name: settings-old
  namespace: studioml
data:
  LOG: debug
---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
`,
    after: `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
`,
  },
  *check(model) {
    const pods = podIndex(model);
    const maps = model.ofKind('', 'ConfigMap').filter((manifest) => {
      const namespace = namespaceOf(manifest);
      return pods.inNamespace(namespace).length > 0 && !namespace.startsWith('kube-') && isPlain(manifest);
    });
    if (maps.length === 0) return;
    const readable = readableNamespaces(model);
    const words = new Words(model);
    for (const manifest of maps) {
      const { name } = record(manifest.object.metadata);
      if (
        !text(name) ||
        OF_EACH_NAMESPACE.has(text(name)!) ||
        readable.has(namespaceOf(manifest)) ||
        words.mention(text(name)!, manifest)
      )
        continue;
      yield { manifest, path: ['metadata', 'name'], message: `nothing names ConfigMap ${text(name)}` };
    }
  },
};

/** What controllers keep in every namespace, for pods that mount it without naming it; an export of a cluster has it. */
const OF_EACH_NAMESPACE: ReadonlySet<string> = new Set([
  'kube-root-ca.crt',
  'istio-ca-root-cert',
  'openshift-service-ca.crt',
]);

function namespaceOf({ object }: Manifest): string {
  return text(record(object.metadata).namespace) ?? '';
}

const USUAL_LABELS =
  /^(app|component|name|release|chart|heritage|version|tier|helm\.sh\/chart|app\.kubernetes\.io\/.*)$/;
const USUAL_ANNOTATIONS = /^(meta\.helm\.sh|kubectl\.kubernetes\.io|argocd\.argoproj\.io|cdk8s-ml-platform)\//;

/** Whether no label or annotation lets a program find it. */
function isPlain({ object }: Manifest): boolean {
  const { labels, annotations } = record(object.metadata);
  return (
    Object.keys(record(labels)).every((key) => USUAL_LABELS.test(key)) &&
    Object.keys(record(annotations)).every((key) => USUAL_ANNOTATIONS.test(key))
  );
}

/** The namespaces in which a Role lets a program read every ConfigMap. */
function readableNamespaces(model: Model): ReadonlySet<string> {
  const found = new Set<string>();
  for (const manifest of model.ofKind('rbac.authorization.k8s.io', 'Role')) {
    for (const rule of list(manifest.object.rules)) {
      const { resources, resourceNames } = record(rule);
      const reads = list(resources).some((one) => one === 'configmaps' || one === '*');
      if (reads && list(resourceNames).length === 0) found.add(namespaceOf(manifest));
    }
  }
  return found;
}

/** The words of all manifests, each with the manifest that has it, or with `MANY`. */
class Words {
  private readonly words = new Map<string, Manifest | 'many'>();

  public constructor(model: Model) {
    for (const manifest of model.manifests) {
      const { metadata, ...rest } = manifest.object;
      this.read(rest, manifest);
      this.read(record(metadata).annotations, manifest);
    }
  }

  /** Whether another manifest has the word. */
  public mention(word: string, own: Manifest): boolean {
    const found = this.words.get(word);
    return found !== undefined && found !== own;
  }

  private read(value: unknown, manifest: Manifest): void {
    if (typeof value === 'string') this.split(value, manifest);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      // Labels repeat names without meaning the object.
      if (key !== 'labels' && key !== 'matchLabels' && key !== 'selector') this.read(child, manifest);
    }
  }

  private split(value: string, manifest: Manifest): void {
    for (const word of value.split(/[^a-zA-Z0-9.-]+/)) {
      this.add(word, manifest);
      const dot = word.indexOf('.');
      if (dot > 0) this.add(word.slice(0, dot), manifest);
    }
  }

  private add(word: string, manifest: Manifest): void {
    const found = this.words.get(word);
    if (found === undefined) this.words.set(word, manifest);
    else if (found !== manifest) this.words.set(word, 'many');
  }
}
