import { typeOf } from '../../facts/kinds';
import { list, number, record, text } from '../accept/read';
import type { KubernetesObject } from '../manifest';
import { filled } from './table/row';

/** An object with what others ask of it. */
export interface Existing {
  readonly group: string;
  readonly kind: string;
  /** Empty where its manifest names none, and for cluster-scoped kinds. */
  readonly namespace: string;
  readonly name: string;
  /** The keys of a Secret or ConfigMap; `undefined` where any may be there. */
  readonly keys?: readonly string[];
  /** The ports of a Service; `undefined` where any may be there. */
  readonly ports?: readonly ServicePort[];
}

/** One port of a Service. */
export interface ServicePort {
  readonly name?: string;
  readonly port: number;
}

type Maker = (object: KubernetesObject, name: string, namespace: string) => Existing[];

/** What a controller makes of an object, by `group/kind`. */
const MAKERS: Readonly<Record<string, Maker>> = {
  'apps/StatefulSet': claims,
  'networking.k8s.io/Ingress': (object, _name, namespace) =>
    certificates(object, namespace, list(record(object.spec).tls), 'secretName'),
  'gateway.networking.k8s.io/Gateway': (object, _name, namespace) => {
    const refs = list(record(object.spec).listeners).flatMap((one) => list(record(record(one).tls).certificateRefs));
    return certificates(object, namespace, refs, 'name');
  },
  'cert-manager.io/Certificate': certificate,
  'cert-manager.io/Issuer': accountKey,
  'cert-manager.io/ClusterIssuer': accountKey,
  'external-secrets.io/ExternalSecret': externalSecret,
  'bitnami.com/SealedSecret': sealedSecret,
  'secrets-store.csi.x-k8s.io/SecretProviderClass': providerClass,
  'kubeflow.org/Profile': profile,
  'kubeflow.org/Notebook': (_object, name, namespace) => [
    { group: '', kind: 'Service', namespace, name, ports: [{ name: `http-${name}`, port: 80 }] },
    { group: 'apps', kind: 'StatefulSet', namespace, name },
  ],
  'keda.sh/ScaledObject': (_object, name, namespace) => [
    { group: 'autoscaling', kind: 'HorizontalPodAutoscaler', namespace, name: `keda-hpa-${name}` },
  ],
  'nvidia.com/ClusterPolicy': () =>
    ['nvidia', 'nvidia-cdi', 'nvidia-legacy'].map((name) => ({
      group: 'node.k8s.io',
      kind: 'RuntimeClass',
      namespace: '',
      name,
    })),
  'helm.toolkit.fluxcd.io/HelmRelease': (object) => {
    const { install, targetNamespace } = record(object.spec);
    return record(install).createNamespace === true ? namespaces(targetNamespace) : [];
  },
  'argoproj.io/Application': (object) => {
    const { syncPolicy, destination } = record(object.spec);
    const creates = list(record(syncPolicy).syncOptions).includes('CreateNamespace=true');
    return creates ? namespaces(record(destination).namespace) : [];
  },
  // Of static volumes the class is only a word that the claim repeats.
  '/PersistentVolume': (object) => {
    const name = text(record(object.spec).storageClassName);
    return name ? [{ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name }] : [];
  },
};

/** Whether a known controller makes other objects of those of a type, which is `group/kind`. */
export function isMaker(type: string): boolean {
  return type === 'kustomize.config.k8s.io/Kustomization' || Object.hasOwn(MAKERS, type);
}

/** What known controllers make of an object. */
export function providedBy(object: KubernetesObject): readonly Existing[] {
  const { apiVersion, kind } = object;
  const type = typeOf(text(apiVersion) ?? '', text(kind) ?? '');
  if (type === 'kustomize.config.k8s.io/Kustomization') return generated(object);
  const metadata = record(object.metadata);
  const name = text(metadata.name);
  if (!name || !Object.hasOwn(MAKERS, type)) return NONE;
  return MAKERS[type]!(object, name, text(metadata.namespace) ?? '');
}

const NONE: readonly Existing[] = [];

function secret(namespace: string, name: unknown, keys?: readonly string[]): Existing[] {
  return typeof name === 'string' && name !== '' ? [{ group: '', kind: 'Secret', namespace, name, keys }] : [];
}

function namespaces(name: unknown): Existing[] {
  return text(name) ? [{ group: '', kind: 'Namespace', namespace: '', name: text(name)! }] : [];
}

/** One claim for each template and pod; `#` stands for the number of the pod. */
function claims(object: KubernetesObject, name: string, namespace: string): Existing[] {
  return list(record(object.spec).volumeClaimTemplates).flatMap((template) => {
    const claim = text(record(record(template).metadata).name);
    return claim ? [{ group: '', kind: 'PersistentVolumeClaim', namespace, name: `${claim}-${name}-#` }] : [];
  });
}

const TLS_KEYS = ['tls.crt', 'tls.key', 'ca.crt'];

/** cert-manager makes the Secrets of an Ingress or a Gateway that carries one of its annotations. */
function certificates(object: KubernetesObject, namespace: string, entries: readonly unknown[], field: string) {
  const annotations = record(record(object.metadata).annotations);
  const issued = ['cert-manager.io/issuer', 'cert-manager.io/cluster-issuer', 'kubernetes.io/tls-acme'];
  if (!issued.some((key) => text(annotations[key]))) return [];
  return entries.flatMap((entry) => secret(text(record(entry).namespace) ?? namespace, record(entry)[field], TLS_KEYS));
}

function certificate(object: KubernetesObject, _name: string, namespace: string): Existing[] {
  const { secretName, keystores, additionalOutputFormats } = record(object.spec);
  const keys = [...TLS_KEYS];
  if (record(keystores).jks) keys.push('keystore.jks', 'truststore.jks');
  if (record(keystores).pkcs12) keys.push('keystore.p12', 'truststore.p12');
  for (const format of list(additionalOutputFormats)) {
    keys.push(record(format).type === 'DER' ? 'key.der' : 'tls-combined.pem');
  }
  return secret(namespace, secretName, keys);
}

function accountKey(object: KubernetesObject, _name: string, namespace: string): Existing[] {
  const { acme } = record(object.spec);
  return secret(namespace, record(record(acme).privateKeySecretRef).name);
}

function externalSecret(object: KubernetesObject, name: string, namespace: string): Existing[] {
  const { target, data, dataFrom } = record(object.spec);
  const { name: given, creationPolicy, template } = record(target);
  if (creationPolicy === 'None') return [];
  // A template renames keys, `dataFrom` brings those of the vault, and a merge keeps those that are there.
  const any = list(dataFrom).length > 0 || (template ?? undefined) !== undefined || creationPolicy === 'Merge';
  const keys = any ? undefined : list(data).flatMap((one) => text(record(one).secretKey) ?? []);
  return secret(namespace, filled(given) ?? name, keys);
}

function sealedSecret(object: KubernetesObject, name: string, namespace: string): Existing[] {
  const { encryptedData, template } = record(object.spec);
  return secret(namespace, name, [
    ...Object.keys(record(encryptedData)),
    ...Object.keys(record(record(template).data)),
  ]);
}

/** The driver makes them when the first pod mounts the class. */
function providerClass(object: KubernetesObject, _name: string, namespace: string): Existing[] {
  return list(record(object.spec).secretObjects).flatMap((one) => {
    const { secretName, data } = record(one);
    return secret(
      namespace,
      secretName,
      list(data).flatMap((item) => text(record(item).key) ?? []),
    );
  });
}

/** The namespace of a profile, and what Kubeflow and its pipelines keep in it. */
function profile(_object: KubernetesObject, name: string): Existing[] {
  const own = (kind: string, one: string, keys?: readonly string[]): Existing => ({
    group: '',
    kind,
    namespace: name,
    name: one,
    keys,
  });
  return [
    ...namespaces(name),
    ...['default', 'default-editor', 'default-viewer'].map((account) => own('ServiceAccount', account)),
    own('Secret', 'mlpipeline-minio-artifact', ['accesskey', 'secretkey']),
    own('ConfigMap', 'metadata-grpc-configmap', ['METADATA_GRPC_SERVICE_HOST', 'METADATA_GRPC_SERVICE_PORT']),
  ];
}

/** What kustomize makes of a list of files; its namespace is that of the kustomization. */
function generated(object: KubernetesObject): Existing[] {
  const of = (field: string, kind: string): Existing[] =>
    list(object[field]).flatMap((one) => {
      const name = text(record(one).name);
      return name ? [{ group: '', kind, namespace: text(object.namespace) ?? '', name }] : [];
    });
  return [...of('configMapGenerator', 'ConfigMap'), ...of('secretGenerator', 'Secret')];
}

/** The keys that a Secret or ConfigMap has; `undefined` where it has no data yet, for a program fills such an object. */
export function keysOf(object: KubernetesObject): readonly string[] | undefined {
  const maps = [object.data, object.binaryData, object.stringData].filter((map) => map !== undefined && map !== null);
  if (maps.length === 0) return undefined;
  const keys = maps.flatMap((map) => Object.keys(record(map)));
  return object.type === 'kubernetes.io/service-account-token' ? [...keys, 'token', 'ca.crt', 'namespace'] : keys;
}

/** The ports of a Service; `undefined` where it is only a name for a host. */
export function portsOf(object: KubernetesObject): readonly ServicePort[] | undefined {
  const { type, ports } = record(object.spec);
  if (type === 'ExternalName') return undefined;
  return list(ports).flatMap((one) => {
    const port = number(record(one).port);
    return port === undefined ? [] : [{ name: text(record(one).name), port }];
  });
}
