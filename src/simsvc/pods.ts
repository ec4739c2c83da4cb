import type * as k8s from '../../imports/kubernetes';
import type { ContainerProps } from '../core/pod/container';
import type { PodTemplateProps } from '../core/pod/pod-template';
import type { SimsvcNames } from './names';
import type { Exposure } from './render-exposure';
import type { SimsvcProps } from './simsvc';
import { virtualNodePods } from './virtual-node';

/** The port of Dask's scheduler. */
export const SCHEDULER_PORT = 8786;

/** What the pods of a release are made from. */
export interface PodSettings extends Pick<SimsvcProps, 'image' | 'imagePullSecrets' | 'workers' | 'server' | 'user'> {
  readonly names: SimsvcNames;
  /** Whether there is a volume of shared files. */
  readonly work: boolean;
  /** The namespace, where scheduler and workers run on virtual nodes. */
  readonly namespace?: string;
}

type Pods = Omit<PodTemplateProps, 'containers'> & { readonly container: ContainerProps };

const WORK: k8s.VolumeMount = { name: 'work', mountPath: '/work' };
const TMP: k8s.VolumeMount = { name: 'tmp', mountPath: '/tmp' };

/** What all pods of a release are. The image names its user `nobody`, and Kubernetes can check numbers only. */
function base({ imagePullSecrets, user = 65534 }: PodSettings): Omit<Pods, 'container'> {
  return {
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    imagePullSecrets: imagePullSecrets?.map((name) => ({ name })),
    securityContext: { runAsUser: user, runAsGroup: user, fsGroup: user },
    // Where else the image writes is not known.
    safeDefaults: { readOnlyRootFilesystem: false },
  };
}

function dask(settings: PodSettings): Omit<Pods, 'container'> {
  return { ...base(settings), ...(settings.namespace !== undefined && virtualNodePods(settings.namespace)) };
}

/** The scheduler. */
export function schedulerPods(settings: PodSettings): Pods {
  const probe = { tcpSocket: { port: 'scheduler' } };
  return {
    ...dask(settings),
    container: {
      name: 'scheduler',
      image: settings.image,
      args: ['dask-scheduler'],
      ports: [
        { name: 'scheduler', containerPort: SCHEDULER_PORT, protocol: 'TCP' },
        { name: 'web-ui', containerPort: 8787, protocol: 'TCP' },
      ],
      readinessProbe: probe,
      livenessProbe: { ...probe, initialDelaySeconds: 30, periodSeconds: 20 },
      resources: { requests: { cpu: '100m', memory: '256Mi' } },
    },
  };
}

/** The workers. No probe: they listen on ports of their own choice, and their supervisor starts a dead one again. */
export function workerPods(settings: PodSettings): Pods {
  const { names, work, workers = {}, image } = settings;
  const { threads = 4 } = workers;
  return {
    ...dask(settings),
    container: {
      name: 'worker',
      image,
      args: [
        'dask-worker',
        `${names.fullname}-scheduler:${SCHEDULER_PORT}`,
        ...(threads === 0 ? [] : ['--nthreads', String(threads)]),
      ],
      // What does not fit into memory goes to files there.
      env: [{ name: 'DASK_TEMPORARY_DIRECTORY', value: '/tmp' }],
      volumeMounts: [TMP, ...(work ? [WORK] : [])],
      resources: { requests: { cpu: '500m', memory: '1Gi' } },
    },
    volumes: [{ name: 'tmp', emptyDir: {} }, ...workVolume(settings)],
  };
}

/** The web server. */
export function serverPods(settings: PodSettings, exposure: Exposure | undefined): Pods {
  const { names, work, server = {}, image } = settings;
  const probe = { tcpSocket: { port: 'http' } };
  const { fullname } = names;
  return {
    ...base(settings),
    container: {
      name: 'server',
      image,
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
      env: [
        ...(server.debug ? [{ name: 'FLASK_DEBUG', value: '1' }] : []),
        { name: 'DASK_SCHEDULER_ADDRESS', value: `${fullname}-scheduler:${SCHEDULER_PORT}` },
        { name: 'WORK_DIR', value: work ? WORK.mountPath : '' },
        ...(exposure?.env ?? []),
      ],
      volumeMounts: [{ name: 'db', mountPath: '/db' }, ...(work ? [WORK] : []), ...(exposure?.volumeMounts ?? [])],
      readinessProbe: probe,
      livenessProbe: { ...probe, initialDelaySeconds: 30, periodSeconds: 20 },
      resources: { requests: { cpu: '100m', memory: '256Mi' } },
    },
    volumes: [
      { name: 'db', persistentVolumeClaim: { claimName: `${fullname}-db` } },
      ...workVolume(settings),
      ...(exposure?.volumes ?? []),
    ],
  };
}

function workVolume({ names, work }: PodSettings): k8s.Volume[] {
  return work ? [{ name: 'work', persistentVolumeClaim: { claimName: `${names.fullname}-work` } }] : [];
}
