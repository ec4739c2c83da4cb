import type { KubernetesObject } from '../../../../src/checks/manifest';
import { node, pod, seated } from '../build';

/** Two nodes in zone 1, the first with a better disk, and one each in zones 2 and 3. */
export const ZONED: readonly KubernetesObject[] = ['a1:1', 'a2:1', 'b1:2', 'c1:3'].map((text) => {
  const [name = '', zone = ''] = text.split(':');
  return node(name, { labels: { zone, disk: name === 'a1' ? 'ssd' : 'hdd' } });
});

/** A selector of pods by their label `app`. */
export function app(name: string): object {
  return { matchLabels: { app: name } };
}

let counter = 0;

/** Another pod on a node, labelled `app: x`. */
export function at(place: string, parts: Parameters<typeof pod>[1] = {}): KubernetesObject {
  return seated(`${place}-${counter++}`, place, { labels: { app: 'x' }, ...parts });
}
