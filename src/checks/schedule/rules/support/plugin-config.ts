import * as yaml from 'js-yaml';
import { list, number, record, text } from '../../../accept/read';
import { GO_YAML } from '../../../model/go-yaml';
import type { Model } from '../../../model/model';
import type { Workload } from '../../engine/workloads';

/** A resource that a device plugin divides into shares. */
export interface Share {
  /** What it divides, such as `nvidia.com/gpu`. */
  readonly resource: string;
  /** What nodes offer in its place. */
  readonly offeredAs: string;
  readonly replicas: number;
  /** Whether a pod that asks for more than one share is refused. */
  readonly refusesMany: boolean;
}

/** One configuration of a device plugin; nodes choose one of several by a label. */
export interface PluginConfig {
  readonly shares: readonly Share[];
}

/** The configurations that a device plugin mounts from ConfigMaps among the manifests. */
export function configsOf(model: Model, { spec, namespace }: Workload): readonly PluginConfig[] {
  const names = list(spec.volumes).flatMap((volume) => {
    const { configMap, projected } = record(volume);
    const sources = list(record(projected).sources).map((one) => record(record(one).configMap).name);
    return [record(configMap).name, ...sources].flatMap((name) => text(name) ?? []);
  });
  return names.flatMap((name) => {
    const data = record(model.find('', 'ConfigMap', namespace, name)?.object.data);
    return Object.values(data).flatMap((value) => {
      const config = parse(value);
      return config === undefined ? [] : [config];
    });
  });
}

function parse(value: unknown): PluginConfig | undefined {
  if (typeof value !== 'string' || !/^version:/m.test(value)) return undefined;
  let config: unknown;
  try {
    config = yaml.load(value, { schema: GO_YAML });
  } catch {
    // What is no YAML is no configuration; the plugin says so itself.
    return undefined;
  }
  const { timeSlicing, mps } = record(record(config).sharing);
  return { shares: [...sharesOf(timeSlicing, false), ...sharesOf(mps, true)] };
}

/** MPS refuses more than one share whatever the configuration says. */
function sharesOf(value: unknown, mps: boolean): Share[] {
  const { resources, renameByDefault, failRequestsGreaterThanOne } = record(value);
  return list(resources).flatMap((one) => {
    const { name, rename, replicas } = record(one);
    const resource = text(name);
    if (resource === undefined || (number(replicas) ?? 0) < 2) return [];
    const renamed = text(rename) ?? (renameByDefault === true ? `${resource}.shared` : resource);
    return [
      {
        resource,
        offeredAs: renamed,
        replicas: number(replicas)!,
        refusesMany: mps || failRequestsGreaterThanOne === true,
      },
    ];
  });
}
