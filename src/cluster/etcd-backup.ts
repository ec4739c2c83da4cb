import { Construct } from 'constructs';
import { scheduleProblem } from '../checks/accept/workload/cron-schedule';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireInteger, requireMatch, requireSyntax } from '../core/fail';
import { Placement } from '../core/placement';
import { notRestricted } from '../core/pod/not-restricted';
import { Taint } from '../core/taint';
import { ToolFile } from '../core/tool-file';
import { CronJob } from '../core/workload/cron-job';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { Target } from '../facts/target';
import { BUSYBOX_IMAGE, etcdImage } from './etcd-backup-images';
import type { EtcdBackupProps } from './etcd-backup-props';
import { BACKUP, KEEP_SCRIPT, restoreScript } from './etcd-backup-script';
import { requireProps } from '../core/require-props';
import { ETCD_BACKUP } from './known-props';

const SCHEDULE = '0 */6 * * *';
const CERTIFICATES = '/etc/kubernetes/pki/etcd';
const FILES = ['ca.crt', 'healthcheck-client.crt', 'healthcheck-client.key'];
const UNVERIFIED = `${BACKUP}/$(JOB_NAME).unverified`;
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

/**
 * Snapshots of etcd by a CronJob on the control plane: makes one, looks whether it is sound, gives it the time as its name, and deletes those
 * that are too many. It copies none to another machine, and it is for clusters whose etcd is one's own: of kind and kubeadm.
 *
 * The pods are root with a directory of the node, for the keys of etcd belong to root and are on the node alone; they have no capability, no
 * token and of the node's keys only those of a client. So their namespace cannot enforce the Pod Security level `baseline`.
 *
 * A script among the tools brings a snapshot back: `sh etcd-restore.sh FILE` on the node.
 *
 * @experimental
 * @example
 * const kind = new cluster.KindCluster(chart, 'kind');
 * new cluster.EtcdBackup(chart, 'backup', { data: { hostPath: kind.mount('etcd-backup', '/data/etcd-backup') } });
 * @see https://etcd.io/docs/v3.6/op-guide/recovery/
 */
export class EtcdBackup extends Construct {
  /** The script that brings a snapshot back; none with `endpoint`. */
  public readonly restoreFile?: ToolFile;

  /** @throws where the target's provider keeps etcd itself, or a value is not one of those allowed */
  public constructor(scope: Construct, id: string, props: EtcdBackupProps) {
    super(scope, id);
    requireProps(this, 'an EtcdBackup', props, ETCD_BACKUP);
    const target = Target.of(this);
    if (target.provider !== 'kind' && target.provider !== 'generic')
      throw fail(
        this,
        `the target is ${target.toString()}, whose provider keeps etcd itself, allowed are kind and generic`,
      );
    this.requireValues(props);
    const image = props.image ?? etcdImage(target.minor);
    this.render(props, image);
    if (props.endpoint !== undefined) return;
    const { restoreFile: file = 'etcd-restore.sh', data } = props;
    const hostPath = 'hostPath' in data ? data.hostPath : undefined;
    const content = restoreScript({ file, hostPath, image, minor: target.minor });
    this.restoreFile = new ToolFile(this, 'Restore', { name: file, content });
  }

  private requireValues(props: EtcdBackupProps): void {
    const { data, name = 'etcd-backup', namespace = 'kube-system', schedule = SCHEDULE } = props;
    // A CronJob's name becomes a label of its Jobs, after eleven characters more.
    requireSyntax(this, 'name', name, (text) =>
      text.length > 52 ? `must be no more than 52 characters, has ${text.length}` : dns1123Label(text),
    );
    requireSyntax(this, 'namespace', namespace, dns1123Label);
    if (data === undefined || 'hostPath' in data === 'claim' in data)
      throw fail(this, 'data has not exactly one of hostPath and claim');
    const path = /^(\/[^/\s:,']+)+$/;
    if ('hostPath' in data)
      requireMatch(this, 'data.hostPath', data.hostPath ?? '', path, 'an absolute path such as /var/lib/etcd-backup');
    else requireSyntax(this, 'data.claim', data.claim ?? '', dns1123Subdomain);
    // A snapshot among the data is lost with them.
    if ('hostPath' in data && /^\/var\/lib\/etcd(\/|$)/.test(data.hostPath))
      throw fail(this, `data.hostPath is '${data.hostPath}', the data of etcd, allowed is a directory of its own`);
    const problem = scheduleProblem(schedule);
    if (problem !== undefined) throw fail(this, `schedule is '${schedule}': ${problem}`);
    requireInteger(this, 'keep', props.keep, 1, 1000);
    const endpoint = 'one URL such as https://10.0.0.5:2379, for a snapshot is that of one member';
    requireMatch(this, 'endpoint', props.endpoint, /^https:\/\/[^\s,/]+:\d+$/, endpoint);
    requireMatch(this, 'certificates', props.certificates, path, `an absolute path such as ${CERTIFICATES}`);
    for (const image of ['image', 'busyboxImage'] as const)
      requireMatch(this, image, props[image], IMAGE, 'an image with its tag');
    if (props.endpoint !== undefined && props.restoreFile !== undefined)
      throw fail(this, 'restoreFile is given with endpoint, whose etcd is restored where it runs');
  }

  private render(props: EtcdBackupProps, image: string): void {
    const { name = 'etcd-backup', namespace = 'kube-system', endpoint, data, certificates = CERTIFICATES } = props;
    const labels = { 'app.kubernetes.io/name': name };
    // The Job's name, so that a second attempt replaces the file of the first.
    const job = {
      name: 'JOB_NAME',
      valueFrom: { fieldRef: { fieldPath: "metadata.labels['batch.kubernetes.io/job-name']" } },
    };
    const backup = { name: 'backup', mountPath: BACKUP };
    const resources = { requests: { cpu: '50m', memory: '64Mi' } };
    const keys = FILES.map((file) => ({ name: file.replace('.', '-'), file }));
    const client = [
      `--endpoints=${endpoint ?? 'https://127.0.0.1:2379'}`,
      ...['cacert', 'cert', 'key'].map((flag, index) => `--${flag}=/pki/${FILES[index]}`),
    ];
    new CronJob(this, 'Resource', {
      metadata: {
        ...{ name, namespace, labels },
        annotations: notRestricted(
          "it reads etcd's certificates and keeps snapshots in directories of the node that belong to root",
        ),
      },
      schedule: props.schedule ?? SCHEDULE,
      concurrencyPolicy: 'Forbid',
      startingDeadlineSeconds: 3600,
      successfulJobsHistoryLimit: 1,
      failedJobsHistoryLimit: 3,
      jobTemplate: {
        backoffLimit: 2,
        activeDeadlineSeconds: 3600,
        template: {
          labels,
          restartPolicy: 'Never',
          // etcd of kubeadm listens at 127.0.0.1 whatever the addresses of its node are.
          ...(endpoint === undefined && { hostNetwork: true }),
          placement: placementOf(props.placement),
          // Root, for the key is readable for its owner alone; with no capability it is that owner and nothing more.
          safeDefaults: { nonRoot: false },
          securityContext: { runAsUser: 0, runAsGroup: 0 },
          initContainers: [
            {
              name: 'snapshot',
              image,
              command: ['/usr/local/bin/etcdctl'],
              args: [...client, 'snapshot', 'save', UNVERIFIED],
              env: [job],
              resources,
              volumeMounts: [
                backup,
                ...keys.map((key) => ({ name: key.name, mountPath: `/pki/${key.file}`, readOnly: true })),
              ],
            },
            {
              name: 'verify',
              image,
              command: ['/usr/local/bin/etcdutl'],
              args: ['snapshot', 'status', UNVERIFIED, '--write-out=table'],
              env: [job],
              resources,
              volumeMounts: [backup],
            },
          ],
          containers: [
            {
              name: 'keep',
              image: props.busyboxImage ?? BUSYBOX_IMAGE,
              command: ['/bin/sh', '-eu', '-c', KEEP_SCRIPT],
              env: [job, { name: 'KEEP', value: String(props.keep ?? 28) }],
              resources,
              volumeMounts: [backup],
            },
          ],
          volumes: [
            'hostPath' in data
              ? { name: 'backup', hostPath: { path: data.hostPath, type: 'DirectoryOrCreate' } }
              : { name: 'backup', persistentVolumeClaim: { claimName: data.claim } },
            ...keys.map((key) => ({ name: key.name, hostPath: { path: `${certificates}/${key.file}`, type: 'File' } })),
          ],
        },
      },
    });
  }
}

/** The taint `node-role.kubernetes.io/master` is gone since Kubernetes 1.25, before the oldest target. */
function placementOf(own: Placement | undefined): Placement {
  const controlPlane = new Placement({
    taints: [Taint.noSchedule(CONTROL_PLANE)],
    nodeSelector: { [CONTROL_PLANE]: '', 'kubernetes.io/os': 'linux' },
  });
  return own ? controlPlane.and(own) : controlPlane;
}
