import { createHash } from 'crypto';
import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { KubeObject } from '../core/kube-object';
import type { ContainerProps } from '../core/pod/container';
import { configFile } from './plugin-config';
import type { PluginConfig } from './plugin-config';

/** The node label whose value names the config of that node. */
export const CONFIG_LABEL = 'nvidia.com/device-plugin.config';

const CONFIG_FILE = '/config/config.yaml';
const AVAILABLE = '/available-configs';

/** What a {@link ConfigFiles} is made of. */
export interface ConfigFilesProps {
  /** The name of the DaemonSet, from which the names of the objects are made. */
  readonly name: string;
  readonly namespace: string;
  /** One config for all nodes, or several by name. */
  readonly configs: PluginConfig | { readonly default: string; readonly map: Readonly<Record<string, PluginConfig>> };
  /** Image and pull policy of the containers that choose among several configs. */
  readonly container: Pick<ContainerProps, 'image' | 'imagePullPolicy'>;
}

/**
 * The plugin's config in a ConfigMap. Several configs need more: a container that reads the node's label, links the config of that
 * name and signals the plugin when the label changes, and the right to read nodes.
 *
 * @see https://github.com/NVIDIA/k8s-device-plugin#passing-configuration-to-the-plugin-via-a-configmap
 */
export class ConfigFiles extends Construct {
  /** Of the files' content, so that a change of it starts new pods. */
  public readonly annotations: Readonly<Record<string, string>>;
  /** What the container that reads the config needs. */
  public readonly env: readonly k8s.EnvVar[] = [{ name: 'CONFIG_FILE', value: CONFIG_FILE }];
  public readonly volumeMounts: readonly k8s.VolumeMount[];
  public readonly volumes: readonly k8s.Volume[];
  /** The account that may read nodes; none where there is one config. */
  public readonly serviceAccount?: string;

  private readonly defaultConfig?: string;

  public constructor(
    scope: Construct,
    id: string,
    private readonly props: ConfigFilesProps,
  ) {
    super(scope, id);
    const { name, namespace, configs } = props;
    const several = isSeveral(configs);
    const data = several
      ? Object.fromEntries(Object.entries(configs.map).map(([key, config]) => [key, configFile(config)]))
      : { 'config.yaml': configFile(configs) };
    const metadata = { name: `${name}-config`, namespace };
    new KubeObject(this, 'Resource', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data });
    this.annotations = { 'checksum/config': createHash('sha256').update(JSON.stringify(data)).digest('hex') };

    const configMap = { name: metadata.name };
    this.volumes = several
      ? [
          { name: 'available-configs', configMap },
          { name: 'config', emptyDir: {} },
        ]
      : [{ name: 'config', configMap }];
    this.volumeMounts = [
      ...(several ? [{ name: 'available-configs', mountPath: AVAILABLE, readOnly: true }] : []),
      { name: 'config', mountPath: '/config', readOnly: true },
    ];
    if (!several) return;
    this.defaultConfig = configs.default;
    this.serviceAccount = name;
    this.allowReadingNodes();
  }

  /** The container that chooses the config before the program starts; none where there is one config. */
  public initContainers(name: string): ContainerProps[] {
    return this.serviceAccount === undefined ? [] : [this.manager(name, { once: true })];
  }

  /**
   * The container that follows the node's label while the program runs; none where there is one config.
   *
   * @param processName the program, as its command has it, that reads its config again
   * @param securityContext that of the program: a stronger program takes no signal from a weaker one
   */
  public sidecars(name: string, processName: string, securityContext: k8s.SecurityContext): ContainerProps[] {
    return this.serviceAccount === undefined ? [] : [{ ...this.manager(name, { processName }), securityContext }];
  }

  private manager(
    name: string,
    { once = false, processName = '' }: { once?: boolean; processName?: string },
  ): ContainerProps {
    const values = {
      ONESHOT: String(once),
      NODE_LABEL: CONFIG_LABEL,
      CONFIG_FILE_SRCDIR: AVAILABLE,
      CONFIG_FILE_DST: CONFIG_FILE,
      DEFAULT_CONFIG: this.defaultConfig,
      SEND_SIGNAL: String(!once),
      ...(!once && { SIGNAL: '1', PROCESS_TO_SIGNAL: processName }),
    };
    return {
      name,
      ...this.props.container,
      command: ['config-manager'],
      env: [
        { name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
        ...Object.entries(values).map(([key, value]) => ({ name: key, value })),
      ],
      // It watches one node and copies nothing.
      resources: { requests: { cpu: '10m', memory: '32Mi' } },
      volumeMounts: [
        { name: 'available-configs', mountPath: AVAILABLE, readOnly: true },
        { name: 'config', mountPath: '/config' },
      ],
    };
  }

  private allowReadingNodes(): void {
    const { name, namespace } = this.props;
    const apiVersion = 'rbac.authorization.k8s.io/v1';
    new KubeObject(this, 'ServiceAccount', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } });
    new KubeObject(this, 'ClusterRole', {
      apiVersion,
      kind: 'ClusterRole',
      metadata: { name },
      rules: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get', 'list', 'watch'] }],
    });
    new KubeObject(this, 'ClusterRoleBinding', {
      apiVersion,
      kind: 'ClusterRoleBinding',
      metadata: { name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    });
  }
}

type Several = Exclude<ConfigFilesProps['configs'], PluginConfig>;

function isSeveral(configs: ConfigFilesProps['configs']): configs is Several {
  return 'map' in configs;
}
