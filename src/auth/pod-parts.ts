import { createHash } from 'crypto';
import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import { fail } from '../core/fail';

/** The namespace of a construct: that of its chart, for the chart is where secrets are rendered. */
export function namespaceOf(construct: Construct, example: string): string {
  const { namespace } = Chart.of(construct);
  if (namespace === undefined)
    throw fail(
      construct,
      `the chart has no namespace, allowed is a chart with one, such as { namespace: '${example}' }`,
    );
  return namespace;
}

/** An annotation that makes pods anew when their configuration changes, for the program reads it once. */
export function checksumOf(configuration: unknown): Readonly<Record<string, string>> {
  return { 'checksum/config': createHash('sha256').update(JSON.stringify(configuration)).digest('hex') };
}

/** The path of an issuer that is Dex, which browsers see it under; it needs no sign-in. */
export function providerPath({ issuer }: { readonly issuer: string }): string {
  return `${new URL(issuer).pathname.replace(/\/$/, '')}/`;
}
