import { Yaml } from 'cdk8s';
import { Document, Scalar, visit } from 'yaml';
import { isGoNumber } from './yaml-text';

/** As cdk8s asks the library. */
const OPTIONS = { keepUndefined: true, lineWidth: 0, version: '1.1' } as const;

/**
 * The YAML of a document as the library `yaml` writes it for cdk8s: with anchors, instances of classes and every kind of text. Text and keys
 * that Go would read as a number are quoted, which cdk8s does not do; a document without any is what `Yaml.stringify` makes of it.
 */
export function libraryDocument(document: unknown): string {
  if (typeof document !== 'object' || document === null) return Yaml.stringify(document);
  const nodes = new Document(document, OPTIONS);
  let isQuoted = false;
  visit(nodes, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'string' || !isGoNumber(scalar.value)) return;
      scalar.type = Scalar.QUOTE_DOUBLE;
      isQuoted = true;
    },
  });
  return isQuoted ? nodes.toString(OPTIONS) : Yaml.stringify(document);
}
