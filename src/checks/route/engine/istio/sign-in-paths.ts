import { list, record, text } from '../../../accept/read';
import { valueAt } from '../../../field-path';
import { groupOf } from '../../../../facts/kinds';
import type { Manifest } from '../../../manifest';
import type { Model } from '../../../model/model';
import { POD_TEMPLATES } from '../../../pod-templates';
import { namespaceOf, textMap } from '../objects';
import type { Workloads } from '../pods';

/** Settings of oidc-authservice that name path prefixes which need no session. */
const SETTINGS = ['SKIP_AUTH_URLS', 'SKIP_AUTH_URI'];

/** The path prefixes that the service behind a filter lets through, as the environment of its pods says. */
export function openPaths(cluster: string, model: Model, workloads: Workloads): string[] {
  const match = /^([^.]+)\.([^.]+)\.svc/.exec(cluster);
  if (!match) return [];
  const service = model.find('', 'Service', match[2]!, match[1]!);
  if (!service) return [];
  const pods = workloads.select(match[2]!, textMap(record(service.object.spec).selector));
  const values = pods.flatMap(({ manifest }) => [...environment(manifest, model)]);
  return values.flatMap(([name, value]) =>
    SETTINGS.includes(name) ? value.split(',').flatMap((one) => one.trim().replace(/^"|"$/g, '') || []) : [],
  );
}

function* environment(manifest: Manifest, model: Model): Iterable<readonly [string, string]> {
  const type = `${groupOf(manifest.object.apiVersion)}/${manifest.object.kind ?? ''}`;
  const spec = record(valueAt(manifest.object, [...(POD_TEMPLATES[type] ?? []), 'spec']));
  for (const container of list(spec.containers)) {
    for (const one of list(record(container).env)) {
      const { name, value } = record(one);
      if (typeof name === 'string' && typeof value === 'string') yield [name, value];
    }
    for (const one of list(record(container).envFrom)) {
      const name = text(record(record(one).configMapRef).name);
      const map = name === undefined ? undefined : model.find('', 'ConfigMap', namespaceOf(manifest), name);
      yield* textMap(map?.object.data);
    }
  }
}
