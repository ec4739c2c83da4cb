import { record, text } from '../checks/accept/read';
import type { KubernetesObject } from '../checks/manifest';

/** What the API server or a controller writes, so that no one applies it. */
const OF_SERVER = ['uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields', 'selfLink'];
const OF_TOOLS = ['kubectl.kubernetes.io/last-applied-configuration', 'deployment.kubernetes.io/revision'];

/** An object as it is compared: without status and what the server writes, with `stringData` in its place. */
export function settled(object: KubernetesObject): Readonly<Record<string, unknown>> {
  const { status: _status, ...rest } = object;
  const metadata = Object.fromEntries(
    Object.entries(record(rest.metadata)).filter(([key]) => !OF_SERVER.includes(key)),
  );
  if (metadata.annotations !== undefined) {
    const annotations = Object.entries(record(metadata.annotations)).filter(([key]) => !OF_TOOLS.includes(key));
    metadata.annotations = Object.fromEntries(annotations);
  }
  const base = { ...rest, metadata };
  return object.kind === 'Secret' && object.apiVersion === 'v1' ? withData(base) : base;
}

/** The API server encodes `stringData` and puts it over `data`. */
function withData({ stringData, ...rest }: Record<string, unknown>): Record<string, unknown> {
  const encoded = Object.entries(record(stringData)).map(([key, value]) => [
    key,
    Buffer.from(text(value) ?? '', 'utf8').toString('base64'),
  ]);
  const data = { ...compact(record(rest.data)), ...(Object.fromEntries(encoded) as Record<string, unknown>) };
  return { ...rest, data };
}

/** Base64 may be broken into lines. */
function compact(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [key, typeof value === 'string' ? value.replace(/\s/g, '') : value]),
  );
}
