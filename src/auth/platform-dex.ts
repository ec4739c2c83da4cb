import { Yaml } from 'cdk8s';
import type * as k8s from '../../imports/kubernetes';
import { fail, requireInteger, requireOneOf } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import type { SecretSource } from '../core/secret/secret-source';
import { renderDisruptionBudget } from '../core/workload/disruption-budget';
import { WorkloadObject } from '../core/workload/workload-object';
import type { Dex, DexProps } from './dex';
import { dexConfig } from './dex-config';
import { renderDexNetwork } from './dex-network';
import { renderRights } from './dex-rights';
import { DexStorage } from './dex-storage';
import { seconds } from './duration';
import { DEX_IMAGE } from './images';
import { checksumOf } from './pod-parts';

const LABELS = { app: 'dex' };
const RESOURCES: k8s.ResourceRequirements = {
  requests: { cpu: '50m', memory: '64Mi' },
  limits: { memory: '256Mi' },
};

/** Renders the platform edition of Dex. */
export function renderPlatformDex(dex: Dex, props: DexProps): void {
  const { storage = DexStorage.sqlite(), replicas = storage.shared ? 2 : 1 } = props;
  requireValues(dex, props, storage, replicas);
  const { config, secretEnv } = dexConfig(dex, props, storage);
  const { name } = dex;
  const metadata = { name };
  new KubeObject(dex, 'ServiceAccount', {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata,
    automountServiceAccountToken: false,
  });
  if (storage.customResources) renderRights(dex);
  const text = Yaml.stringify(config);
  new KubeObject(dex, 'Config', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { 'config.yaml': text } });
  if (storage.volume) {
    const { size, storageClassName } = storage.volume;
    new KubeObject(dex, 'Claim', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata,
      spec: {
        accessModes: ['ReadWriteOnce'],
        ...(storageClassName !== undefined && { storageClassName }),
        resources: { requests: { storage: size } },
      },
    });
  }
  new KubeObject(dex, 'Service', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { type: 'ClusterIP', selector: LABELS, ports: [{ name: 'http', port: 5556, targetPort: 'http' }] },
  });
  if (replicas > 1) {
    renderDisruptionBudget(dex, 'DisruptionBudget', metadata, LABELS);
  }
  if (props.networkPolicy) renderDexNetwork(dex, LABELS, props.networkPolicy.allowFrom, storage.customResources);
  renderPods(dex, props, { storage, replicas, text, secretEnv });
}

function requireValues(dex: Dex, props: DexProps, storage: DexStorage, replicas: number): void {
  const { idTokenLifetime = '24h', logLevel } = props;
  requireInteger(dex, 'replicas', replicas, 1);
  requireOneOf(dex, 'logLevel', logLevel, ['debug', 'info', 'warn', 'error']);
  if ((seconds(idTokenLifetime) ?? 0) <= 0)
    throw fail(dex, `idTokenLifetime is '${idTokenLifetime}', allowed are times such as 24h`);
  if (replicas > 1 && !storage.shared) {
    const type = String(storage.config.type);
    throw fail(
      dex,
      `replicas is ${replicas} and the storage is ${type}, which one pod alone can use; allowed is 1, or DexStorage.kubernetes or .postgres`,
    );
  }
}

interface Pods {
  readonly storage: DexStorage;
  readonly replicas: number;
  readonly text: string;
  readonly secretEnv: Readonly<Record<string, SecretSource>>;
}

function renderPods(dex: Dex, props: DexProps, { storage, replicas, text, secretEnv }: Pods): void {
  const { resources = RESOURCES } = props;
  const onVolume = storage.volume !== undefined;
  new WorkloadObject(dex, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: dex.name },
    spec: {
      replicas,
      selector: { matchLabels: LABELS },
      // The new pod cannot open the file while the old one has it.
      ...(!storage.shared && { strategy: { type: 'Recreate' } }),
    },
    selector: true,
    template: {
      labels: { ...LABELS, 'sidecar.istio.io/inject': 'false' },
      annotations: checksumOf(text),
      serviceAccount: { name: dex.name },
      needsApi: storage.customResources,
      placement: props.placement,
      imagePullSecrets: props.imagePullSecrets?.map((name) => ({ name })),
      securityContext: { runAsUser: 1001, runAsGroup: 1001, ...(onVolume && { fsGroup: 1001 }) },
      containers: [
        {
          name: 'dex',
          image: props.image ?? DEX_IMAGE,
          // Past the entry point of the image, which would write a rendered copy of the file.
          command: ['dex', 'serve', '/etc/dex/cfg/config.yaml'],
          ports: [
            { name: 'http', containerPort: 5556 },
            { name: 'telemetry', containerPort: 5558 },
          ],
          ...(storage.customResources && {
            env: [{ name: 'KUBERNETES_POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } }],
          }),
          secretEnv,
          resources,
          readinessProbe: { httpGet: { path: '/healthz/ready', port: 'telemetry' } },
          livenessProbe: { httpGet: { path: '/healthz/live', port: 'telemetry' } },
          volumeMounts: [
            { name: 'config', mountPath: '/etc/dex/cfg', readOnly: true },
            // SQLite sorts what is large in temporary files.
            ...(onVolume
              ? [
                  { name: 'data', mountPath: '/var/dex' },
                  { name: 'tmp', mountPath: '/tmp' },
                ]
              : []),
          ],
        },
      ],
      volumes: [
        { name: 'config', configMap: { name: dex.name } },
        ...(onVolume
          ? [
              { name: 'data', persistentVolumeClaim: { claimName: dex.name } },
              { name: 'tmp', emptyDir: { sizeLimit: '64Mi' } },
            ]
          : []),
      ],
    },
  });
}
