import { App, Chart, Yaml } from 'cdk8s';
import { requireSchema } from '../../core/require-schema';

/** An object that an engine reads. */
export interface EngineObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** Kinds that have no schema in `imports/`, or that Kubernetes itself has. */
const UNCHECKED: readonly string[] = ['ApplicationSet', 'Namespace', 'CustomResourceDefinition', 'ApplySet'];

/** The YAML of objects of an engine, each held against the schema of its version. */
export function yamlOf(objects: readonly EngineObject[]): string {
  const place = new Chart(new App({ outdir: '.' }), 'delivery');
  const plain = JSON.parse(JSON.stringify(objects)) as EngineObject[];
  for (const object of plain) if (!UNCHECKED.includes(object.kind)) requireSchema(place, object);
  return Yaml.stringify(...plain);
}
