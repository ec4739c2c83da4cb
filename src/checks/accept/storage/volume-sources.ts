import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { isBlank, isEmptyList } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, notSupported, required, tooLong } from '../field-error';
import type { Sink } from '../field-error';
import { isUnset, record } from '../read';

/** What is wrong with one source; `volume` is the name of the PersistentVolume. */
type ValidateSource = (source: Fields, path: FieldPath, sink: Sink, volume: string) => void;

/** The sources of a PersistentVolume in the order in which the API server looks at them. */
export const VOLUME_SOURCES: readonly (readonly [type: string, validate: ValidateSource])[] = [
  ['hostPath', hostPath],
  ['gcePersistentDisk', needs(['pdName'], partition)],
  ['awsElasticBlockStore', needs(['volumeID'], partition)],
  ['glusterfs', needs(['endpoints', 'path'], glusterfs)],
  ['flocker', flocker],
  ['nfs', nfs],
  ['rbd', needs(['image'], monitors)],
  ['quobyte', needs(['registry', 'volume'], quobyte)],
  ['cephfs', needs([], monitors)],
  ['iscsi', iscsi],
  ['cinder', needs(['volumeID'], secretWithNamespace)],
  ['fc', fibreChannel],
  ['flexVolume', needs(['driver'], flexVolume)],
  ['azureFile', needs(['secretName', 'shareName'], azureFile)],
  ['vsphereVolume', needs(['volumePath'])],
  ['photonPersistentDisk', needs(['pdID'])],
  ['portworxVolume', needs(['volumeID'])],
  ['azureDisk', needs(['diskName', 'diskURI'], azureDisk)],
  ['scaleIO', needs(['gateway', 'system', 'volumeName'])],
  ['local', needs(['path'], withoutSteps)],
  ['storageos', needs(['volumeName'], storageOs)],
  ['csi', csi],
];

/** A validation of fields that must be there, and of more. */
function needs(fields: readonly string[], more?: ValidateSource): ValidateSource {
  return function (source, path, sink, volume) {
    for (const field of fields) if (isBlank(source[field])) sink(required([...path, field]));
    if (more) more(source, path, sink, volume);
  };
}

/** The name of a CSI driver, which may have capitals. */
export function csiDriverName(name: unknown, path: FieldPath, sink: Sink): void {
  if (isBlank(name)) sink(required(path));
  else if (typeof name === 'string') {
    if (name.length > 63) sink(tooLong(path, 63));
    syntaxOf(name, path, (text) => dns1123Subdomain(text.toLowerCase()), sink);
  }
}

function csi(source: Fields, path: FieldPath, sink: Sink): void {
  csiDriverName(source.driver, [...path, 'driver'], sink);
  if (isBlank(source.volumeHandle)) sink(required([...path, 'volumeHandle']));
  // The secret for staging is not among them: of that the API server reads nothing.
  for (const step of ['controllerPublish', 'controllerExpand', 'nodePublish', 'nodeExpand']) {
    const field = `${step}SecretRef`;
    if (isUnset(source[field])) continue;
    const { name, namespace } = record(source[field]);
    requiredSyntax(name, [...path, field, 'name'], dns1123Subdomain, sink);
    requiredSyntax(namespace, [...path, field, 'namespace'], dns1123Label, sink);
  }
}

function hostPath(source: Fields, path: FieldPath, sink: Sink): void {
  if (isBlank(source.path)) {
    sink(required([...path, 'path']));
    return;
  }
  withoutSteps(source, path, sink);
  if (source.type === '') return;
  oneOf(
    source.type,
    [...path, 'type'],
    ['BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
    sink,
  );
}

function withoutSteps(source: Fields, path: FieldPath, sink: Sink): void {
  if (typeof source.path === 'string' && source.path.split('/').includes('..')) {
    sink(invalid([...path, 'path'], source.path, "must not contain '..'"));
  }
}

function nfs(source: Fields, path: FieldPath, sink: Sink): void {
  if (isBlank(source.server)) sink(required([...path, 'server']));
  if (isBlank(source.path)) sink(required([...path, 'path']));
  else if (typeof source.path === 'string' && !source.path.startsWith('/')) {
    sink(invalid([...path, 'path'], source.path, 'must be an absolute path'));
  }
}

function partition(source: Fields, path: FieldPath, sink: Sink): void {
  const { partition: number } = source;
  if (typeof number === 'number' && (number < 0 || number > 255)) {
    sink(invalid([...path, 'partition'], number, 'must be between 1 and 255, inclusive'));
  }
}

function monitors(source: Fields, path: FieldPath, sink: Sink): void {
  if (isEmptyList(source.monitors)) sink(required([...path, 'monitors']));
}

function flocker(source: Fields, path: FieldPath, sink: Sink): void {
  const { datasetName, datasetUUID } = source;
  if (isBlank(datasetName) && isBlank(datasetUUID)) {
    sink(required(path, 'one of datasetName and datasetUUID is required'));
  }
  if (!isBlank(datasetName) && !isBlank(datasetUUID)) {
    sink(invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously'));
  }
  if (typeof datasetName === 'string' && datasetName.includes('/')) {
    sink(invalid([...path, 'datasetName'], datasetName, "must not contain '/'"));
  }
}

function secretWithNamespace(source: Fields, path: FieldPath, sink: Sink): void {
  if (isUnset(source.secretRef)) return;
  const secret = record(source.secretRef);
  for (const field of ['name', 'namespace']) if (isBlank(secret[field])) sink(required([...path, 'secretRef', field]));
}

function storageOs(source: Fields, path: FieldPath, sink: Sink): void {
  for (const field of ['volumeName', 'volumeNamespace']) {
    if (source[field] !== '') syntaxOf(source[field], [...path, field], dns1123Label, sink);
  }
  secretWithNamespace(source, path, sink);
}

function glusterfs(source: Fields, path: FieldPath, sink: Sink): void {
  syntaxOf(source.endpointsNamespace, [...path, 'endpointsNamespace'], dns1123Label, sink);
}

function quobyte(source: Fields, path: FieldPath, sink: Sink): void {
  const { registry, tenant } = source;
  if (typeof registry !== 'string' || registry === '') return;
  if (typeof tenant === 'string' && Buffer.byteLength(tenant) >= 65) {
    sink(required([...path, 'tenant'], 'must be a UUID and may not exceed a length of 64 characters'));
  } else if (!registry.split(',').every((pair) => HOST_AND_PORT.test(pair))) {
    const form = 'must be a host:port pair or multiple pairs separated by commas';
    sink(invalid([...path, 'registry'], registry, form));
  }
}

/** Go asks for one colon, and for brackets around a host that has colons itself. */
const HOST_AND_PORT = /^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/;

function flexVolume(source: Fields, path: FieldPath, sink: Sink): void {
  for (const option of Object.keys(record(source.options))) {
    const owner = option.split('/')[0]!.toLowerCase();
    if (!/(?:^|\.)(?:kubernetes|k8s)\.io$/.test(owner)) continue;
    sink(invalid([...path, 'options', option], option, 'kubernetes.io and k8s.io namespaces are reserved'));
  }
}

function azureFile(source: Fields, path: FieldPath, sink: Sink): void {
  if (source.secretNamespace === '') sink(required([...path, 'secretNamespace']));
}

function azureDisk(source: Fields, path: FieldPath, sink: Sink): void {
  oneOf(source.cachingMode, [...path, 'cachingMode'], ['None', 'ReadOnly', 'ReadWrite'], sink);
  oneOf(source.kind, [...path, 'kind'], ['Dedicated', 'Managed', 'Shared'], sink);
  const { diskURI, kind } = source;
  if (typeof diskURI !== 'string' || diskURI === '') return;
  const managed = kind === 'Managed';
  if (diskURI.toLowerCase().startsWith(managed ? '/subscriptions/' : 'https://')) return;
  const form = managed
    ? '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
    : 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
  sink(notSupported([...path, 'diskURI'], diskURI, [form]));
}

function fibreChannel(source: Fields, path: FieldPath, sink: Sink): void {
  const names = !isEmptyList(source.targetWWNs);
  const ids = !isEmptyList(source.wwids);
  const at = [...path, 'targetWWNs'];
  if (!names && !ids) sink(required(at, 'must specify either targetWWNs or wwids, but not both'));
  if (names && ids) sink(invalid(at, source.targetWWNs, 'targetWWNs and wwids can not be specified simultaneously'));
  if (names && isUnset(source.lun)) sink(required([...path, 'lun'], 'lun is required if targetWWNs is specified'));
  else if (names) lun(source, path, sink);
}

function lun(source: Fields, path: FieldPath, sink: Sink): void {
  if (typeof source.lun === 'number' && (source.lun < 0 || source.lun > 255)) {
    sink(invalid([...path, 'lun'], source.lun, 'must be between 0 and 255, inclusive'));
  }
}

function iscsi(source: Fields, path: FieldPath, sink: Sink, volume: string): void {
  const { targetPortal, iqn, initiatorName, secretRef } = source;
  if (isBlank(targetPortal)) sink(required([...path, 'targetPortal']));
  if (isBlank(iqn)) sink(required([...path, 'iqn']));
  else syntaxOf(iqn, [...path, 'iqn'], iscsiName, sink);
  lun(source, path, sink);
  if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && isUnset(secretRef)) {
    sink(required([...path, 'secretRef']));
  }
  if (!isUnset(secretRef) && isBlank(record(secretRef).name)) sink(required([...path, 'secretRef', 'name']));
  if (isUnset(initiatorName)) return;
  syntaxOf(initiatorName, [...path, 'initiatorName'], iscsiName, sink);
  if (typeof targetPortal === 'string' && `${volume}:${targetPortal}`.length > 64) {
    const limit = 'together with the name of the volume it must be under 64 characters if initiatorName is specified';
    sink(invalid([...path, 'targetPortal'], targetPortal, limit));
  }
}

function iscsiName(name: string): string | undefined {
  const forms = [
    /iqn\.\d{4}-\d{2}\.([a-zA-Z0-9.-]+)(:[^,;*&$|\s]+)$/,
    /^eui.[a-zA-Z0-9]{16}$/,
    /^naa.[a-zA-Z0-9]{32}$/,
  ];
  const form = forms[['iqn', 'eui', 'naa'].indexOf(name.slice(0, 3))];
  return form?.test(name) ? undefined : 'must be valid format';
}
