import type { FieldPath } from '../../field-path';
import { duplicate, forbidden } from '../field-error';
import type { Sink } from '../field-error';
import { isSet, list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { Fields, PodFacts } from './each-pod';
import { needsLabel, textOf } from './values';

/** The fields of a volume that say where it comes from, in the order in which the API server looks. */
export const SOURCES = [
  'emptyDir',
  'hostPath',
  'gitRepo',
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'secret',
  'nfs',
  'iscsi',
  'glusterfs',
  'persistentVolumeClaim',
  'rbd',
  'cinder',
  'cephfs',
  'quobyte',
  'downwardAPI',
  'fc',
  'flexVolume',
  'flocker',
  'configMap',
  'azureFile',
  'vsphereVolume',
  'photonPersistentDisk',
  'portworxVolume',
  'azureDisk',
  'storageos',
  'projected',
  'scaleIO',
  'csi',
  'ephemeral',
  'image',
] as const;

/** ACC024: volumes have names of their own, and one source each. */
export const volumes: Rule = {
  id: 'ACC024',
  title: 'volumes of a pod',
  severity: 'error',
  fix: 'give each volume a name of its own and one source',
  why: 'the API server refuses a volume that containers cannot name or that comes from two places',
  page: {
    reports:
      'a volume without a name, with a name that is no DNS label or that another volume has, and a volume with two sources. A volume without any source is right: it is an empty directory. In a StatefulSet the names of its claim templates are names of volumes too, and a claim template takes the place of a volume of its name.',
    mend: 'Rename one of the two volumes, or make two volumes of one.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
  volumes:
    - name: model.data
      emptyDir: {}
`,
    after: [['- name: model.data', '- name: model-data']],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const names = new Set<string>();
  for (const { volume, path } of volumesOf(pod)) {
    const at = [...path, 'name'];
    needsLabel(volume.name, at, sink);
    const name = textOf(volume.name) ?? '';
    if (name !== '' && names.has(name)) sink(duplicate(at, name));
    names.add(name);
    for (const source of sourcesOf(volume, pod.minor).slice(1)) {
      sink(forbidden([...path, source], 'may not specify more than 1 volume type'));
    }
  }
  for (const { name, path } of claimTemplates(pod)) needsLabel(name, path, sink);
}

/** The volumes that the pods will have. In a StatefulSet a claim template takes the place of those of its name. */
export function volumesOf(pod: PodFacts): { volume: Fields; path: FieldPath }[] {
  const claims = new Set(claimTemplates(pod).map(({ name }) => name));
  return list(pod.spec.volumes)
    .map((volume, index) => ({ volume: record(volume), path: [...pod.path, 'volumes', index] }))
    .filter(({ volume }) => typeof volume.name !== 'string' || !claims.has(volume.name));
}

/** The sources that a volume gives. */
export function sourcesOf(volume: Fields, minor: number): Source[] {
  // Until 1.35 the API server dropped volumes of images.
  const given = Object.keys(volume).filter(
    (field): field is Source => PLACES.has(field) && isSet(volume[field]) && (field !== 'image' || minor >= 35),
  );
  return given.length < 2 ? given : given.sort((a, b) => PLACES.get(a)! - PLACES.get(b)!);
}

type Source = (typeof SOURCES)[number];

const PLACES: ReadonlyMap<string, number> = new Map(SOURCES.map((source, place) => [source, place]));

/** The names of the claims that a StatefulSet makes for each pod; none for other kinds. */
export function claimTemplates({ kind, object }: PodFacts): { name: unknown; path: FieldPath }[] {
  if (kind !== 'StatefulSet') return [];
  return list(record(object.spec).volumeClaimTemplates).map((template, index) => ({
    name: record(record(template).metadata).name,
    path: ['spec', 'volumeClaimTemplates', index, 'metadata', 'name'],
  }));
}
