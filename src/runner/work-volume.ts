import { Chart } from 'cdk8s';
import type { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { sizeProblem } from '../core/amount';
import { NAMED_AS_EXISTING, declareExternal } from '../core/declare-external';
import { fail, requireKnown, requireSyntax } from '../core/fail';
import { kindOf } from '../facts/given';
import { isMapping } from '../facts/is-mapping';
import { dns1123Subdomain } from '../facts/names';
import type { RunnerProps } from './runner-props';

/**
 * What a pod's working directory is: the node's own disk up to a size, a claim that exists, a claim that is made with each pod and goes
 * with it, or nothing but the image's file system.
 */
export type RunnerWorkVolume =
  | { readonly emptyDir: { readonly sizeLimit: string } }
  | { readonly claimName: string }
  | {
      readonly ephemeral: {
        /** Such as `200Gi`. */
        readonly size: string;
        /** @default - the cluster's default class */
        readonly storageClassName?: string;
      };
    }
  | 'none';

const NAME = 'tmp-volume';

/** The volume of the working directory and its mount; none of both for `none`. */
export function workVolume(
  runner: Construct,
  props: RunnerProps,
): { readonly volumes: k8s.Volume[]; readonly volumeMounts: k8s.VolumeMount[] } {
  const { workSize, workingDir = '/tmp', cache } = props;
  if (workSize !== undefined && props.workVolume !== undefined)
    throw fail(runner, 'workSize and workVolume are given, and the one is short for the other');
  if (workSize !== undefined) requireQuantity(runner, 'workSize', workSize);
  const volume = props.workVolume ?? { emptyDir: { sizeLimit: workSize ?? '80Gi' } };
  if (volume === 'none') return { volumes: [], volumeMounts: [] };
  const given: unknown = volume;
  if (!isMapping(given))
    throw fail(
      runner,
      `workVolume is ${kindOf(given)}, allowed are none and an object of emptyDir, claimName or ephemeral`,
    );
  const isNew = !('claimName' in volume);
  if (isNew && cache) requireParent(runner, cache.dir, workingDir);
  return {
    volumes: [{ name: NAME, ...source(runner, volume) }],
    volumeMounts: [{ name: NAME, mountPath: workingDir }],
  };
}

function source(runner: Construct, volume: Exclude<RunnerWorkVolume, 'none'>): Omit<k8s.Volume, 'name'> {
  if ('claimName' in volume) {
    requireSyntax(runner, 'workVolume.claimName', volume.claimName, dns1123Subdomain);
    declareClaim(runner, volume.claimName);
    return { persistentVolumeClaim: { claimName: volume.claimName } };
  }
  if ('emptyDir' in volume) {
    requireKnown(runner, 'workVolume.emptyDir', volume.emptyDir, ['sizeLimit']);
    requireQuantity(runner, 'workVolume.emptyDir.sizeLimit', volume.emptyDir.sizeLimit);
    return { emptyDir: { sizeLimit: volume.emptyDir.sizeLimit } };
  }
  if (!('ephemeral' in volume))
    throw fail(runner, 'workVolume has none of emptyDir, claimName and ephemeral, allowed is one of them, or none');
  requireKnown(runner, 'workVolume.ephemeral', volume.ephemeral, ['size', 'storageClassName']);
  const { size, storageClassName } = volume.ephemeral;
  requireQuantity(runner, 'workVolume.ephemeral.size', size);
  const spec = {
    accessModes: ['ReadWriteOnce'],
    ...(storageClassName !== undefined && { storageClassName }),
    resources: { requests: { storage: size } },
  };
  return { ephemeral: { volumeClaimTemplate: { spec } } };
}

/** Says that a claim exists, as the property does that names it. */
export function declareClaim(runner: Construct, name: string): void {
  const { namespace } = Chart.of(runner);
  declareExternal(runner, { kind: 'PersistentVolumeClaim', namespace, name, reason: NAMED_AS_EXISTING });
}

function requireQuantity(runner: Construct, name: string, size: string): void {
  const problem = sizeProblem(size, '80Gi');
  if (problem !== undefined) throw fail(runner, `${name} is '${size}', ${problem}`);
}

/** The image makes the directory, but not its parent, and a volume that is new has none. */
function requireParent(runner: Construct, dir: string, mountPath: string): void {
  const below = dir.startsWith(`${mountPath}/`) ? dir.slice(mountPath.length + 1) : '';
  if (below.replace(/\/+$/, '').includes('/'))
    throw fail(
      runner,
      `cache.dir is '${dir}', whose parent nothing makes on a new volume; allowed is a directory such as ${mountPath}/cache`,
    );
}
