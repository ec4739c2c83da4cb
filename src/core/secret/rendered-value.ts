import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type { BoundSecret } from './secret-options';

/** The value of a secret where its Secret stands in the YAML of the same app, as an insecure literal does; never put it into a message. */
export function renderedValue(construct: Construct, { name, key }: BoundSecret): string | undefined {
  const { namespace } = Chart.of(construct);
  for (const node of construct.node.root.node.findAll()) {
    if (!ApiObject.isApiObject(node) || node.kind !== 'Secret' || node.name !== name) continue;
    const secret = node.toJson() as {
      readonly metadata?: { readonly namespace?: string };
      readonly stringData?: Readonly<Record<string, string>>;
      readonly data?: Readonly<Record<string, string>>;
    };
    if (secret.metadata?.namespace !== namespace) continue;
    const plain = secret.stringData?.[key];
    if (plain !== undefined) return plain;
    const encoded = secret.data?.[key];
    if (encoded !== undefined) return Buffer.from(encoded, 'base64').toString('latin1');
  }
  return undefined;
}
