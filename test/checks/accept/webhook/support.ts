import { saysOf } from '../core/support';

/** A function that says what the rules of webhooks find in an object of a kind with a spec. */
export function saying(
  apiVersion: string,
  kind: string,
): (spec: object, metadata?: object, more?: object[]) => string[] {
  return (spec, metadata = {}, more = []) =>
    saysOf([{ apiVersion, kind, metadata: { name: 'a', namespace: 'app', ...metadata }, spec }, ...more], 120, 129);
}
