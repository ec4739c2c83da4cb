import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import { forbidden, invalid, notSupported, required } from '../field-error';
import type { Sink } from '../field-error';
import { list, own, record, isSet } from '../read';
import type { Rule } from '../../rule';
import { ephemeralErrors, madeClaimErrors } from './claim-template';
import { eachPod } from './each-pod';
import type { Fields, PodFacts } from './each-pod';
import { downwardFile, keyToPath, projectedErrors } from './projected';
import * as v from './values';
import { sourcesOf, volumesOf } from './volumes';

/** ACC025: the source of a volume says all that it takes to mount it. */
export const volumeSources: Rule = {
  id: 'ACC025',
  title: 'sources of volumes',
  severity: 'error',
  fix: 'give the source of the volume what it needs',
  why: 'the API server refuses a volume whose source is not complete',
  page: {
    reports:
      'a volume source that misses a field it needs (the claim of `persistentVolumeClaim`, the name of `configMap`, the driver of `csi`), file modes outside 0 to 0777, paths of files that are absolute or leave the volume, two projected files at one path, a service account token of less than ten minutes, a downward API file with no or two sources, a `hostPath` type that does not exist, an NFS path that is not absolute, a claim template in `ephemeral` that is no claim, and another volume of the claim that such a template makes.',
    mend: 'Add the field that the message names.',
    before: `apiVersion: v1
kind: Pod
metadata:
  name: trainer
spec:
  containers:
    - name: trainer
      image: example.com/trainer:1
  volumes:
    - name: data
      persistentVolumeClaim:
        readOnly: true
`,
    after: [
      [
        '      persistentVolumeClaim:',
        `      persistentVolumeClaim:
        claimName: data`,
      ],
    ],
  },
  check: (model, target) => eachPod(model, target, errorsOf),
};

function errorsOf(pod: PodFacts, sink: Sink): void {
  for (const { volume, path } of volumesOf(pod)) {
    const [source] = sourcesOf(volume, pod.minor);
    if (source === undefined) continue;
    const fields = record(volume[source]);
    for (const name of REQUIRED[source] ?? []) v.needsText(fields[name], [...path, source, name], sink);
    SPECIAL[source]?.(fields, [...path, source], sink, pod, v.textOf(volume.name) ?? '');
  }
  madeClaimErrors(pod, sink);
}

/** The text fields that a source can't do without. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  gitRepo: ['repository'],
  gcePersistentDisk: ['pdName'],
  awsElasticBlockStore: ['volumeID'],
  secret: ['secretName'],
  nfs: ['server'],
  iscsi: ['targetPortal', 'iqn'],
  glusterfs: ['endpoints', 'path'],
  persistentVolumeClaim: ['claimName'],
  rbd: ['image'],
  cinder: ['volumeID'],
  quobyte: ['registry', 'volume'],
  flexVolume: ['driver'],
  configMap: ['name'],
  azureFile: ['secretName', 'shareName'],
  vsphereVolume: ['volumePath'],
  photonPersistentDisk: ['pdID'],
  portworxVolume: ['volumeID'],
  azureDisk: ['diskName', 'diskURI'],
  storageos: ['volumeName'],
  scaleIO: ['gateway', 'system', 'volumeName'],
  csi: ['driver'],
};

type Check = (source: Fields, path: FieldPath, sink: Sink, pod: PodFacts, volume: string) => void;

/** What a source must be beyond that. */
const SPECIAL: Readonly<Record<string, Check>> = {
  emptyDir({ sizeLimit }, path, sink) {
    if (isQuantity(sizeLimit) && (parseMilli(sizeLimit) ?? 0n) < 0n) {
      sink(forbidden([...path, 'sizeLimit'], 'SizeLimit field must be a valid resource quantity'));
    }
  },
  hostPath({ path: host, type }, path, sink) {
    v.needsText(host, [...path, 'path'], sink);
    v.noBacksteps(host, [...path, 'path'], sink);
    const types = ['', 'BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'];
    if (v.textOf(host) !== '') v.oneOfStrict(type, [...path, 'type'], types, sink);
  },
  gitRepo({ directory }, path, sink) {
    v.descendingPath(directory, [...path, 'directory'], sink);
  },
  gcePersistentDisk({ partition }, path, sink) {
    v.inRange(partition, [...path, 'partition'], 0, 255, sink);
  },
  awsElasticBlockStore({ partition }, path, sink) {
    v.inRange(partition, [...path, 'partition'], 0, 255, sink);
  },
  secret: filesErrors,
  configMap: filesErrors,
  nfs({ path: directory }, path, sink) {
    const text = v.textOf(directory);
    if (text === '') sink(required([...path, 'path']));
    else if (text?.startsWith('/') === false) sink(invalid([...path, 'path'], text, 'must be an absolute path'));
  },
  iscsi: iscsiErrors,
  rbd({ monitors }, path, sink) {
    if (list(monitors).length === 0) sink(required([...path, 'monitors']));
  },
  cinder({ secretRef }, path, sink) {
    if (isSet(secretRef)) v.needsText(record(secretRef).name, [...path, 'secretRef', 'name'], sink);
  },
  cephfs({ monitors }, path, sink) {
    if (list(monitors).length === 0) sink(required([...path, 'monitors']));
  },
  quobyte({ registry, tenant }, path, sink) {
    if (typeof registry !== 'string' || registry === '') return;
    const detail = 'must be a host:port pair or multiple pairs separated by commas';
    if ((v.textOf(tenant) ?? '').length >= 65) {
      sink(required([...path, 'tenant'], 'must be a UUID and may not exceed a length of 64 characters'));
    } else if (!registry.split(',').every((pair) => /^([^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair))) {
      sink(invalid([...path, 'registry'], registry, detail));
    }
  },
  downwardAPI({ defaultMode, items }, path, sink, pod) {
    v.fileMode(defaultMode, [...path, 'defaultMode'], sink);
    for (const [index, item] of list(items).entries()) downwardFile(item, [...path, 'items', index], pod.minor, sink);
  },
  fc({ targetWWNs, wwids, lun }, path, sink) {
    const [names, ids] = [list(targetWWNs).length, list(wwids).length];
    const field = [...path, 'targetWWNs'];
    if (names === 0 && ids === 0) sink(required(field, 'must specify either targetWWNs or wwids, but not both'));
    if (names > 0 && ids > 0) {
      sink(invalid(field, targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
    }
    if (names === 0) return;
    if (isSet(lun)) v.inRange(lun, [...path, 'lun'], 0, 255, sink);
    else sink(required([...path, 'lun'], 'lun is required if targetWWNs is specified'));
  },
  flexVolume({ options }, path, sink) {
    for (const key of Object.keys(record(options))) {
      const domain = key.includes('/') ? key.slice(0, key.indexOf('/')) : key;
      if (/\.(kubernetes|k8s)\.io$/.test(`.${domain.toLowerCase()}`)) {
        sink(invalid([...path, 'options', key], key, 'kubernetes.io and k8s.io namespaces are reserved'));
      }
    }
  },
  flocker({ datasetName, datasetUUID }, path, sink) {
    const [name, id] = [v.textOf(datasetName) ?? '', v.textOf(datasetUUID) ?? ''];
    if (name === '' && id === '') sink(required(path, 'one of datasetName and datasetUUID is required'));
    if (name !== '' && id !== '') {
      sink(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
    }
    if (name.includes('/')) sink(invalid([...path, 'datasetName'], name, "must not contain '/'"));
  },
  azureDisk({ cachingMode, kind, diskURI }, path, sink) {
    v.oneOfStrict(cachingMode, [...path, 'cachingMode'], ['None', 'ReadOnly', 'ReadWrite'], sink);
    v.oneOfStrict(kind, [...path, 'kind'], ['Dedicated', 'Managed', 'Shared'], sink);
    // The kind defaults to Shared, which is a blob.
    const start = kind === 'Managed' ? '/subscriptions/' : 'https://';
    if (typeof diskURI === 'string' && diskURI !== '' && !diskURI.startsWith(start)) {
      sink(notSupported([...path, 'diskURI'], diskURI, [`${start}...`]));
    }
  },
  storageos({ volumeName, volumeNamespace, secretRef }, path, sink) {
    for (const [name, value] of Object.entries({ volumeName, volumeNamespace })) {
      if (v.textOf(value) !== '') v.needsSyntax(value, [...path, name], dns1123Label, sink);
    }
    if (isSet(secretRef)) v.needsText(record(secretRef).name, [...path, 'secretRef', 'name'], sink);
  },
  projected: projectedErrors,
  csi({ driver, nodePublishSecretRef }, path, sink) {
    const name = v.textOf(driver) ?? '';
    if (name.length > 63) sink(invalid([...path, 'driver'], name, 'must be no more than 63 characters'));
    const problem = name === '' ? undefined : dns1123Subdomain(name.toLowerCase());
    if (problem !== undefined) sink(invalid([...path, 'driver'], name, problem));
    if (!isSet(nodePublishSecretRef)) return;
    const secret = record(nodePublishSecretRef).name;
    const field = [...path, 'nodePublishSecretRef', 'name'];
    if (v.textOf(secret) === '') sink(required(field));
    else v.needsSyntax(secret, field, dns1123Subdomain, sink);
  },
  ephemeral: ephemeralErrors,
  image({ reference, pullPolicy }, path, sink, pod) {
    if (pod.isPod) v.needsText(reference, [...path, 'reference'], sink);
    v.oneOf(pullPolicy, [...path, 'pullPolicy'], ['Always', 'IfNotPresent', 'Never'], sink);
  },
};

function filesErrors({ defaultMode, items }: Fields, path: FieldPath, sink: Sink): void {
  v.fileMode(defaultMode, [...path, 'defaultMode'], sink);
  for (const [index, item] of list(items).entries()) keyToPath(item, [...path, 'items', index], sink);
}

function iscsiErrors(source: Fields, path: FieldPath, sink: Sink, _pod: PodFacts, volume: string): void {
  const { iqn, lun, initiatorName, targetPortal } = source;
  if (v.textOf(iqn) !== '') v.needsSyntax(iqn, [...path, 'iqn'], iscsiName, sink);
  v.inRange(lun, [...path, 'lun'], 0, 255, sink);
  if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && !isSet(source.secretRef)) {
    sink(required([...path, 'secretRef']));
  }
  if (typeof initiatorName !== 'string') return;
  v.needsSyntax(initiatorName, [...path, 'initiatorName'], iscsiName, sink);
  if (`${volume}:${v.textOf(targetPortal) ?? ''}`.length > 64) {
    const detail =
      'Total length of <volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified.';
    sink(invalid([...path.slice(0, -1), 'name'], volume, detail));
  }
}

function iscsiName(text: string): string | undefined {
  const formats: Readonly<Record<string, RegExp>> = {
    iqn: /iqn\.\d{4}-\d{2}\.[A-Za-z0-9.-]+:[^,;*&$|\s]+$/,
    eui: /^eui.[A-Za-z0-9]{16}$/,
    naa: /^naa.[A-Za-z0-9]{32}$/,
  };
  const format = own(formats, text.slice(0, 3));
  if (!format) return 'must be valid format starting with iqn, eui, or naa';
  return format.test(text) ? undefined : 'must be valid format';
}
