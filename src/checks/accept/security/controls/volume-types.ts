import { isMapping } from '../../../../facts/is-mapping';
import type { Control } from '../control';
import { plural } from '../../../../facts/count';
import { quoted, quotedSet, sortedSet } from '../wording';
import { list, record, text } from '../../read';

const ALLOWED = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

const REFUSED = [
  'hostPath',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'gitRepo',
  'nfs',
  'iscsi',
  'glusterfs',
  'rbd',
  'flexVolume',
  'cinder',
  'cephfs',
  'flocker',
  'fc',
  'azureFile',
  'vsphereVolume',
  'quobyte',
  'azureDisk',
  'photonPersistentDisk',
  'portworxVolume',
  'scaleIO',
  'storageos',
];

/** Restricted: volumes are of types that reach neither the node nor storage outside of PersistentVolumes. */
export const volumeTypes: Control = {
  name: 'restrictedVolumes',
  level: 'restricted',
  since: 0,
  inPlaceOf: 'hostPathVolumes',
  evaluate({ spec, path }, { server }) {
    const bad = list(spec.volumes).flatMap((item, index) => {
      const volume = record(item);
      const type = refusedType(volume, server);
      return type === undefined ? [] : [{ name: text(volume.name) ?? '', type, index }];
    });
    const [first] = bad;
    if (!first) return undefined;
    const types = sortedSet(bad.map(({ type }) => type));
    const verb = bad.length === 1 ? 'uses' : 'use';
    const names = quoted(bad.map(({ name }) => name));
    return {
      reason: 'restricted volume types',
      detail: `${plural(bad.length, 'volume')} ${names} ${verb} ${plural(types.length, 'restricted volume type')} ${quotedSet(types)}`,
      path: [...path, 'spec', 'volumes', first.index, first.type === 'unknown' ? 'image' : first.type],
    };
  },
};

/** A volume without a type becomes an emptyDir; a type that Kubernetes does not know is the schema's to report. */
function refusedType(volume: Readonly<Record<string, unknown>>, server: number): string | undefined {
  if (ALLOWED.some((type) => isMapping(volume[type]))) return undefined;
  // Volumes from images came with 1.31; the admission plugin knows them since 1.33, for policies of every version.
  if (isMapping(volume.image)) return server >= 31 && server < 33 ? 'unknown' : undefined;
  return REFUSED.find((type) => isMapping(volume[type]));
}
