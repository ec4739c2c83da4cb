import { record, text } from '../accept/read';
import type { Manifest } from '../manifest';
import type { Model } from '../model/model';
import type { Rule } from '../rule';
import { podIndex } from './pods';
import { readableConfigMaps } from './readable-config-maps';

/** REF024: each ConfigMap is of use to something. */
export const unusedConfigMap: Rule = {
  id: 'REF024',
  title: 'ConfigMap that nothing names',
  severity: 'warning',
  fix: 'remove the ConfigMap, or name it where it was meant to be used',
  why: 'it is left over, or the workload that was meant to read it reads another one',
  page: {
    reports:
      'a ConfigMap whose name stands nowhere in the other manifests: in no reference, argument, variable, annotation or text. It is reported only where the manifests have its Namespace and pods in it, for otherwise they are a part, and what reads the ConfigMap may stand elsewhere, and where nothing hints at a program that finds it by the API: a role that lets a program read every ConfigMap of the namespace, an annotation, or a label beside the usual ones, such as the one that dashboards are found by.',
    mend: 'Remove it, or correct the name where it was meant to be used. A ConfigMap that a program looks up may carry an annotation that says so.',
    before: `apiVersion: v1
kind: Namespace
metadata:
  name: studioml
---
apiVersion: v1
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
    after: [
      [
        `kind: ConfigMap
metadata:
  name: settings-old
  namespace: studioml
data:
  LOG: debug
---
apiVersion: v1
`,
        '',
      ],
    ],
  },
  *check(model, target) {
    const pods = podIndex(model);
    const whole = new Set(model.ofKind('', 'Namespace').map(({ object }) => object.metadata?.name));
    const maps = model.ofKind('', 'ConfigMap').filter((manifest) => {
      const namespace = namespaceOf(manifest);
      const { name } = record(manifest.object.metadata);
      if (!text(name) || OF_EACH_NAMESPACE.has(text(name)!) || namespace.startsWith('kube-')) return false;
      return whole.has(namespace) && pods.inNamespace(namespace).length > 0 && isPlain(manifest);
    });
    if (maps.length === 0) return;
    const { everywhere, namespaces } = readableConfigMaps(model, target);
    const asked = everywhere ? [] : maps.filter((manifest) => !namespaces.has(namespaceOf(manifest)));
    if (asked.length === 0) return;
    const mentions = new Mentions(model, new Set(asked.map(({ object }) => object.metadata!.name!)));
    for (const manifest of asked) {
      const name = manifest.object.metadata!.name!;
      if (mentions.has(name, manifest)) continue;
      yield { manifest, path: ['metadata', 'name'], message: `nothing names ConfigMap ${name}` };
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

/** Which of some names stand in the manifests, each with the manifest that has it, or with `many`. */
class Mentions {
  private readonly found = new Map<string, Manifest | 'many'>();

  public constructor(
    model: Model,
    private readonly names: ReadonlySet<string>,
  ) {
    for (const manifest of model.manifests) {
      const { metadata, ...rest } = manifest.object;
      this.read(rest, manifest);
      this.read(record(metadata).annotations, manifest);
    }
  }

  /** Whether another manifest has the name. */
  public has(name: string, own: Manifest): boolean {
    const found = this.found.get(name);
    return found !== undefined && found !== own;
  }

  private read(value: unknown, manifest: Manifest): void {
    if (typeof value === 'string') this.split(value, manifest);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, child] of Object.entries(value)) {
      this.note(key, manifest);
      // Labels repeat names without meaning the object.
      if (key !== 'labels' && key !== 'matchLabels' && key !== 'selector') this.read(child, manifest);
    }
  }

  private split(value: string, manifest: Manifest): void {
    for (const word of value.split(/[^a-zA-Z0-9.-]+/)) {
      this.note(word, manifest);
      const dot = word.indexOf('.');
      if (dot > 0) this.note(word.slice(0, dot), manifest);
    }
  }

  private note(word: string, manifest: Manifest): void {
    if (!this.names.has(word)) return;
    const found = this.found.get(word);
    if (found === undefined) this.found.set(word, manifest);
    else if (found !== manifest) this.found.set(word, 'many');
  }
}
