/** A ConfigMap with one key. */
export const configMap = (key: string, text: string): unknown => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'c' },
  data: { [key]: text },
});

/** A Pod of one container. */
export const container = (more: object): unknown => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p' },
  spec: { containers: [{ name: 'c', image: 'a:1', ...more }] },
});

/** A Pod with one variable. */
export const env = (name: string, value: string): unknown => container({ env: [{ name, value }] });

/** An object of a kind that nobody knows. */
export const custom = (spec: unknown): unknown => ({
  apiVersion: 'x.example/v1',
  kind: 'Thing',
  metadata: { name: 't' },
  spec,
});
