import type { FieldPath } from '../../field-path';
import { duplicate, forbidden } from '../field-error';
import type { Sink } from '../field-error';
import { list, record } from '../read';
import type { Rule } from '../../rule';
import { eachPod } from './each-pod';
import type { Fields, PodFacts } from './each-pod';
import { isSet, needsLabel, textOf } from './values';

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
      'a volume without a name, with a name that is no DNS label or that another volume has, and a volume with two sources. A volume without any source is right: it is an empty directory. In a StatefulSet the names of its claim templates are names of volumes too.',
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
    after: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
  volumes:
    - name: model-data
      emptyDir: {}
`,
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  const own = list(pod.spec.volumes).map((volume, index) => {
    const { name } = record(volume);
    return { name, path: [...pod.path, 'volumes', index, 'name'] };
  });
  nameErrors(own, sink);
  nameErrors(claimTemplates(pod), sink);
  for (const [index, value] of list(pod.spec.volumes).entries()) {
    const volume = record(value);
    for (const source of sourcesOf(volume, pod.minor).slice(1)) {
      sink(forbidden([...pod.path, 'volumes', index, source], 'may not specify more than 1 volume type'));
    }
  }
}

function nameErrors(named: readonly { name: unknown; path: FieldPath }[], sink: Sink): void {
  const names = new Set<string>();
  for (const { name, path } of named) {
    needsLabel(name, path, sink);
    const text = textOf(name) ?? '';
    if (text !== '' && names.has(text)) sink(duplicate(path, text));
    names.add(text);
  }
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
