import type { KubernetesObject, Manifest } from '../../src/checks/manifest';
import { parseManifests } from '../../src/checks/model/parse';
import { diff } from '../../src/diff/diff';
import type { Diff, ObjectChange } from '../../src/diff/diff';
import { changedFields } from '../../src/diff/fields';
import { fieldLines } from '../../src/diff/show';
import { Target } from '../../src/facts/target';

export const TARGET = Target.aks('1.34');

export function manifests(yaml: string): Manifest[] {
  return parseManifests(yaml, 'test.yaml');
}

/** The object of the first document. */
export function object(yaml: string): KubernetesObject {
  return manifests(yaml)[0]!.object;
}

/** The lines of the fields that differ between two documents. */
export function lines(old: string, next: string): string[] {
  return changedFields(object(old), object(next)).flatMap(fieldLines);
}

export function compare(old: string, next: string): Diff {
  return diff(manifests(old), manifests(next), TARGET);
}

/** The effects of one object, those that disrupt something with `!` in front. */
export function effects(old: string, next: string, kind?: string): string[] {
  return compare(old, next)
    .objects.filter((one) => kind === undefined || one.object.kind === kind)
    .flatMap(shown);
}

function shown({ effects: all }: ObjectChange): string[] {
  return all.map(({ disruptive, reason }) => `${disruptive ? '! ' : ''}${reason}`);
}

/** A Deployment; `spec` and `pod` are lines of its spec and of the spec of its pods, in flow style. */
export function deployment(pod = '', spec = '', container = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: team }
spec:
  selector: { matchLabels: { app: web } }
${indent(spec, 2)}  template:
    metadata: { labels: { app: web } }
    spec:
${indent(pod, 6)}      containers:
        - name: web
          image: registry.example.com/web:1
${indent(container, 10)}`;
}

/** Lines with blanks in front. */
export function indent(text: string, blanks: number): string {
  return text === '' ? '' : `${text.replace(/^/gm, ' '.repeat(blanks))}\n`;
}
