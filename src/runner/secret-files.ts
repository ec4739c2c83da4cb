import type { Construct } from 'constructs';
import { requireSource } from '../core/secret/require-source';
import type * as k8s from '../../imports/kubernetes';
import type { SecretSource } from '../core/secret/secret-source';

/** Volumes of a pod and where its container mounts them. */
export interface Mounted {
  readonly volumes: readonly k8s.Volume[];
  readonly volumeMounts: readonly k8s.VolumeMount[];
}

/** A directory that holds the values of secrets as files. */
export interface SecretFiles {
  /** The name of the volume. */
  readonly name: string;
  readonly mountPath: string;
  /** The values by the name of their file. */
  readonly files: Readonly<Record<string, SecretSource>>;
  /** A ConfigMap whose keys are files too. */
  readonly configMap?: string;
  /** Whether the pod starts where a Secret is missing. */
  readonly optional?: boolean;
}

/** Mounts values of secrets as files of one directory: of one Secret as its volume, of several as a projected one. */
export function mountFiles(runner: Construct, props: SecretFiles): Mounted {
  const { name, mountPath, files, configMap, optional } = props;
  const items = new Map<string, { key: string; path: string }[]>();
  const needed: NonNullable<ReturnType<SecretSource['bind']>['volume']>[] = [];
  for (const [path, source] of Object.entries(files)) {
    const bound = requireSource(runner, `${name} ${path}`, source).bind(runner);
    items.set(bound.name, [...(items.get(bound.name) ?? []), { key: bound.key, path }]);
    if (bound.volume) needed.push(bound.volume);
  }
  const flag = optional === undefined ? {} : { optional };
  const secrets = [...items].map(([secretName, list]) => ({ secretName, items: list }));
  const [only] = secrets;
  const volume: k8s.Volume =
    secrets.length === 1 && configMap === undefined
      ? { name, secret: { ...only!, ...flag } }
      : {
          name,
          projected: {
            sources: [
              ...(configMap === undefined ? [] : [{ configMap: { name: configMap } }]),
              ...secrets.map((secret) => ({ secret: { name: secret.secretName, items: secret.items, ...flag } })),
            ],
          },
        };
  return {
    volumes: [volume, ...needed.map((need) => need.volume)],
    volumeMounts: [{ name, mountPath, readOnly: true }, ...needed.map((need) => need.mount)],
  };
}

/** Joins what several mount, each volume once: two files of one vault need its volume once. */
export function joinMounts(parts: readonly Mounted[], without: ReadonlySet<string> = new Set()): Mounted {
  const volumes = new Map(parts.flatMap((part) => part.volumes.map((volume) => [volume.name, volume])));
  const mounts = new Map(parts.flatMap((part) => part.volumeMounts.map((mount) => [mount.mountPath, mount])));
  return {
    volumes: [...volumes.values()].filter(({ name }) => !without.has(name)),
    volumeMounts: [...mounts.values()].filter(({ name }) => !without.has(name)),
  };
}
