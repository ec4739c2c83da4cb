import { dns1123Label, dns1123Subdomain } from '../../../facts/names';
import type { FieldPath } from '../../field-path';
import { isBlank, isEmptyList, isUnset } from '../core/each-object';
import type { Fields } from '../core/each-object';
import { oneOf, requiredSyntax, syntaxOf } from '../core/syntax';
import { invalid, notSupported, required, tooLong } from '../field-error';
import type { FieldError } from '../field-error';
import { record } from '../read';

/** What is wrong with one source; `volume` is the name of the PersistentVolume. */
type ValidateSource = (source: Fields, path: FieldPath, volume: string) => Iterable<FieldError>;

/** The sources of a PersistentVolume in the order in which the API server looks at them. */
export const VOLUME_SOURCES: readonly (readonly [type: string, validate: ValidateSource])[] = [
  ['hostPath', hostPath],
  ['gcePersistentDisk', needs(['pdName'], partition)],
  ['awsElasticBlockStore', needs(['volumeID'], partition)],
  ['glusterfs', needs(['endpoints', 'path'])],
  ['flocker', flocker],
  ['nfs', nfs],
  ['rbd', needs(['image'], monitors)],
  ['quobyte', needs(['registry', 'volume'])],
  ['cephfs', needs([], monitors)],
  ['iscsi', iscsi],
  ['cinder', needs(['volumeID'], secretWithNamespace)],
  ['fc', fibreChannel],
  ['flexVolume', needs(['driver'])],
  ['azureFile', needs(['secretName', 'shareName'], azureFile)],
  ['vsphereVolume', needs(['volumePath'])],
  ['photonPersistentDisk', needs(['pdID'])],
  ['portworxVolume', needs(['volumeID'])],
  ['azureDisk', needs(['diskName', 'diskURI'], azureDisk)],
  ['scaleIO', needs(['gateway', 'system', 'volumeName'])],
  ['local', needs(['path'], withoutSteps)],
  ['storageos', needs(['volumeName'], secretWithNamespace)],
  ['csi', csi],
];

/** A validation of fields that must be there, and of more. */
function needs(fields: readonly string[], more?: ValidateSource): ValidateSource {
  return function* (source, path, volume) {
    for (const field of fields) if (isBlank(source[field])) yield required([...path, field]);
    if (more) yield* more(source, path, volume);
  };
}

/** The name of a CSI driver, which may have capitals. */
export function* csiDriverName(name: unknown, path: FieldPath): Iterable<FieldError> {
  if (isBlank(name)) yield required(path);
  else if (typeof name === 'string') {
    if (name.length > 63) yield tooLong(path, 63);
    yield* syntaxOf(name, path, (text) => dns1123Subdomain(text.toLowerCase()));
  }
}

function* csi(source: Fields, path: FieldPath): Iterable<FieldError> {
  yield* csiDriverName(source.driver, [...path, 'driver']);
  if (isBlank(source.volumeHandle)) yield required([...path, 'volumeHandle']);
  // The secret for staging is not among them: of that the API server reads nothing.
  for (const step of ['controllerPublish', 'controllerExpand', 'nodePublish', 'nodeExpand']) {
    const field = `${step}SecretRef`;
    if (isUnset(source[field])) continue;
    const { name, namespace } = record(source[field]);
    yield* requiredSyntax(name, [...path, field, 'name'], dns1123Subdomain);
    yield* requiredSyntax(namespace, [...path, field, 'namespace'], dns1123Label);
  }
}

function* hostPath(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (isBlank(source.path)) {
    yield required([...path, 'path']);
    return;
  }
  yield* withoutSteps(source, path);
  if (source.type === '') return;
  yield* oneOf(
    source.type,
    [...path, 'type'],
    ['BlockDevice', 'CharDevice', 'Directory', 'DirectoryOrCreate', 'File', 'FileOrCreate', 'Socket'],
  );
}

function* withoutSteps(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (typeof source.path === 'string' && source.path.split('/').includes('..')) {
    yield invalid([...path, 'path'], source.path, "must not contain '..'");
  }
}

function* nfs(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (isBlank(source.server)) yield required([...path, 'server']);
  if (isBlank(source.path)) yield required([...path, 'path']);
  else if (typeof source.path === 'string' && !source.path.startsWith('/')) {
    yield invalid([...path, 'path'], source.path, 'must be an absolute path');
  }
}

function* partition(source: Fields, path: FieldPath): Iterable<FieldError> {
  const { partition: number } = source;
  if (typeof number === 'number' && (number < 0 || number > 255)) {
    yield invalid([...path, 'partition'], number, 'must be between 1 and 255, inclusive');
  }
}

function* monitors(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (isEmptyList(source.monitors)) yield required([...path, 'monitors']);
}

function* flocker(source: Fields, path: FieldPath): Iterable<FieldError> {
  const { datasetName, datasetUUID } = source;
  if (isBlank(datasetName) && isBlank(datasetUUID)) {
    yield required(path, 'one of datasetName and datasetUUID is required');
  }
  if (!isBlank(datasetName) && !isBlank(datasetUUID)) {
    yield invalid(path, 'resource', 'datasetName and datasetUUID can not be specified simultaneously');
  }
  if (typeof datasetName === 'string' && datasetName.includes('/')) {
    yield invalid([...path, 'datasetName'], datasetName, "must not contain '/'");
  }
}

function* secretWithNamespace(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (isUnset(source.secretRef)) return;
  const secret = record(source.secretRef);
  for (const field of ['name', 'namespace']) if (isBlank(secret[field])) yield required([...path, 'secretRef', field]);
}

function* azureFile(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (source.secretNamespace === '') yield required([...path, 'secretNamespace']);
}

function* azureDisk(source: Fields, path: FieldPath): Iterable<FieldError> {
  yield* oneOf(source.cachingMode, [...path, 'cachingMode'], ['None', 'ReadOnly', 'ReadWrite']);
  yield* oneOf(source.kind, [...path, 'kind'], ['Dedicated', 'Managed', 'Shared']);
  const { diskURI, kind } = source;
  if (typeof diskURI !== 'string' || diskURI === '') return;
  const managed = kind === 'Managed';
  if (diskURI.toLowerCase().startsWith(managed ? '/subscriptions/' : 'https://')) return;
  const form = managed
    ? '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}'
    : 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';
  yield notSupported([...path, 'diskURI'], diskURI, [form]);
}

function* fibreChannel(source: Fields, path: FieldPath): Iterable<FieldError> {
  const names = !isEmptyList(source.targetWWNs);
  const ids = !isEmptyList(source.wwids);
  const at = [...path, 'targetWWNs'];
  if (!names && !ids) yield required(at, 'must specify either targetWWNs or wwids, but not both');
  if (names && ids) yield invalid(at, source.targetWWNs, 'targetWWNs and wwids can not be specified simultaneously');
  if (names && isUnset(source.lun)) yield required([...path, 'lun'], 'lun is required if targetWWNs is specified');
  else if (names) yield* lun(source, path);
}

function* lun(source: Fields, path: FieldPath): Iterable<FieldError> {
  if (typeof source.lun === 'number' && (source.lun < 0 || source.lun > 255)) {
    yield invalid([...path, 'lun'], source.lun, 'must be between 0 and 255, inclusive');
  }
}

function* iscsi(source: Fields, path: FieldPath, volume: string): Iterable<FieldError> {
  const { targetPortal, iqn, initiatorName, secretRef } = source;
  if (isBlank(targetPortal)) yield required([...path, 'targetPortal']);
  if (isBlank(iqn)) yield required([...path, 'iqn']);
  else yield* syntaxOf(iqn, [...path, 'iqn'], iscsiName);
  yield* lun(source, path);
  if ((source.chapAuthDiscovery === true || source.chapAuthSession === true) && isUnset(secretRef)) {
    yield required([...path, 'secretRef']);
  }
  if (!isUnset(secretRef) && isBlank(record(secretRef).name)) yield required([...path, 'secretRef', 'name']);
  if (isUnset(initiatorName)) return;
  yield* syntaxOf(initiatorName, [...path, 'initiatorName'], iscsiName);
  if (typeof targetPortal === 'string' && `${volume}:${targetPortal}`.length > 64) {
    const limit = 'together with the name of the volume it must be under 64 characters if initiatorName is specified';
    yield invalid([...path, 'targetPortal'], targetPortal, limit);
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
