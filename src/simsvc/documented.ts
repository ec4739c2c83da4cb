import { Construct } from 'constructs';
import { KubeObject } from '../core/kube-object';
import type { ContainerProps } from '../core/pod/container';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { WorkloadObject } from '../core/workload/workload-object';

/** What the chart of document 002 is installed with. */
export interface DocumentedSimsvcProps {
  /** @default 'intens.azurecr.io/simsvc-mpt:latest' */
  readonly image?: string;
  /** @default 'intens.westeurope.cloudapp.azure.com' */
  readonly host?: string;
}

/**
 * The chart `simsvc` 0.1.0 as document 002 installs it, its mistakes included; only the Ingress is in the version that servers still take,
 * where the chart has `extensions/v1beta1`.
 */
export function documentedSimsvc(scope: Construct, release: string, props: DocumentedSimsvcProps): void {
  const { image = 'intens.azurecr.io/simsvc-mpt:latest', host = 'intens.westeurope.cloudapp.azure.com' } = props;
  const fullname = `${release}-simsvc`.slice(0, 63);
  const labels = (component: string): Record<string, string> => ({ app: 'simsvc', release, component });
  const work = { name: 'work', mountPath: '/work' };
  const workVolume = { name: 'work', persistentVolumeClaim: { claimName: `${fullname}-work` } };
  const scheduler = `${fullname}-scheduler:8786`;

  deploy(scope, `${fullname}-scheduler`, labels('scheduler'), labels('scheduler'), 1, {
    container: {
      name: `${fullname}-scheduler`,
      image,
      args: ['dask-scheduler'],
      ports: [{ containerPort: 8786 }, { containerPort: 8787 }],
    },
  });
  service(scope, `${fullname}-scheduler`, labels('scheduler'), [
    { name: `${fullname}-scheduler`, port: 8786 },
    { name: `${fullname}-webui`, port: 8787 },
  ]);
  deploy(scope, `${fullname}-worker`, labels('worker'), labels('worker'), 4, {
    container: {
      name: `${fullname}-worker`,
      image,
      args: ['dask-worker', scheduler, '--nthreads', '4'],
      volumeMounts: [work],
    },
    volumes: [workVolume],
  });
  // The chart calls its server a scheduler here (SIM-03).
  deploy(scope, `${fullname}-server`, labels('scheduler'), labels('server'), 1, {
    container: {
      name: `${fullname}-server`,
      image,
      ports: [{ containerPort: 8080 }],
      env: [
        { name: 'DASK_SCHEDULER_ADDRESS', value: scheduler },
        { name: 'WORK_DIR', value: '/work' },
      ],
      volumeMounts: [work, { name: 'db', mountPath: '/db' }],
    },
    volumes: [workVolume, { name: 'db', persistentVolumeClaim: { claimName: `${fullname}-db` } }],
  });
  service(scope, `${fullname}-server`, labels('server'), [{ port: 8080 }]);
  claim(scope, `${fullname}-work`, 'ReadWriteMany');
  claim(scope, `${fullname}-db`, 'ReadWriteOnce');
  ingress(scope, release, fullname, host);
}

interface Pods {
  readonly container: ContainerProps;
  readonly volumes?: PodTemplateProps['volumes'];
}

function deploy(
  scope: Construct,
  name: string,
  own: Readonly<Record<string, string>>,
  labels: Readonly<Record<string, string>>,
  replicas: number,
  { container, volumes }: Pods,
): void {
  new WorkloadObject(new Construct(scope, name), {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels: { ...own } },
    spec: { replicas },
    template: {
      labels,
      safeDefaults: false,
      containers: [{ ...container, imagePullPolicy: 'Always', tty: true }],
      ...(volumes && { volumes }),
    },
    selector: true,
  });
}

function service(scope: Construct, name: string, selector: Record<string, string>, ports: object[]): void {
  new KubeObject(scope, `service-${name}`, {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name },
    spec: { ports, selector },
  });
}

function claim(scope: Construct, name: string, accessMode: string): void {
  new KubeObject(scope, `claim-${name}`, {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { storageClassName: 'intens-work', accessModes: [accessMode], resources: { requests: { storage: '5Gi' } } },
  });
}

function ingress(scope: Construct, release: string, fullname: string, host: string): void {
  const nginx = 'nginx.ingress.kubernetes.io';
  new KubeObject(scope, 'Ingress', {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: {
      name: `${fullname}-ingress`,
      annotations: {
        'certmanager.k8s.io/cluster-issuer': 'intens-issuer',
        [`${nginx}/rewrite-target`]: '/',
        [`${nginx}/proxy-redirect-from`]: '~^http://[^/]+/(.*)',
        [`${nginx}/proxy-redirect-to`]: `/${release}/$1`,
        [`${nginx}/auth-type`]: 'basic',
        [`${nginx}/auth-secret`]: 'intens-pw',
        [`${nginx}/auth-realm`]: release,
      },
    },
    spec: {
      rules: [
        {
          host,
          http: {
            paths: [
              {
                path: `/${release}/`,
                pathType: 'ImplementationSpecific',
                backend: { service: { name: `${fullname}-server`, port: { number: 8080 } } },
              },
            ],
          },
        },
      ],
      tls: [{ hosts: [host], secretName: `${host}-cert` }],
    },
  });
}
