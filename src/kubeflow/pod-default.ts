import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { copy, withoutEmpty } from '../core/copy';
import { fail, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { requireSchema } from '../core/require-schema';
import { dns1123Label, dns1123Subdomain } from '../facts/names';
import { requireProps } from '../core/require-props';
import { POD_DEFAULT } from './known-props';

/** What a {@link PodDefault} adds to pods. */
export interface PodDefaultAdditions {
  /** Annotations of the pod. */
  readonly annotations?: Readonly<Record<string, string>>;
  /** Labels of the pod. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Variables of each container. */
  readonly env?: readonly k8s.EnvVar[];
  /** Secrets and ConfigMaps whose keys become variables of each container. */
  readonly envFrom?: readonly k8s.EnvFromSource[];
  /** Tolerations of the pod. */
  readonly tolerations?: readonly k8s.Toleration[];
  /** Volumes of the pod. */
  readonly volumes?: readonly k8s.Volume[];
  /** Mounts of each container. */
  readonly volumeMounts?: readonly k8s.VolumeMount[];
  /** Containers that run before the others. */
  readonly initContainers?: readonly k8s.Container[];
  /** Containers beside that of the notebook. */
  readonly sidecars?: readonly k8s.Container[];
  /** Secrets with which images are pulled. */
  readonly imagePullSecrets?: readonly k8s.LocalObjectReference[];
  /** Replaces the account of pods that have the namespace's `default`. */
  readonly serviceAccountName?: string;
  /** Whether the pod gets a token of its ServiceAccount. */
  readonly automountServiceAccountToken?: boolean;
}

/** Properties of a {@link PodDefault}. */
export interface PodDefaultProps extends PodDefaultAdditions {
  /**
   * The name of the object.
   * @default - the id of the construct
   */
  readonly name?: string;

  /**
   * The namespace of a profile. Kubeflow's webhook looks at no other.
   * @default - that of the chart
   */
  readonly namespace?: string;

  /** What the notebook form shows, such as `GPU nodes`. */
  readonly description: string;

  /**
   * The label by which a pod asks for it, as `key: "true"`; the notebook form sets it where the user ticks the description.
   * @default - the name of the object
   */
  readonly label?: string;
}

/**
 * What Kubeflow adds to pods of a profile's namespace that carry a label: variables, volumes, tolerations. The user ticks it in the
 * notebook form. It changes no pod that exists, and pods of other namespaces never.
 *
 * The namespace is made by Kubeflow after the Profile, so that this object belongs into a later file than the Profile.
 *
 * @example
 * new kubeflow.PodDefault(chart, 'proxy', {
 *   namespace: 'admin',
 *   description: 'Use the proxy',
 *   env: [{ name: 'HTTPS_PROXY', value: 'http://proxy.example.com:3128' }],
 * });
 * @see https://github.com/kubeflow/kubeflow/blob/master/components/admission-webhook/README.md
 */
export class PodDefault extends Construct {
  /** The name of the object. */
  public readonly name: string;
  /** The label by which a pod asks for it. */
  public readonly selector: Readonly<Record<string, string>>;

  /** @throws where nothing is added, or a field is not one of the API */
  public constructor(scope: Construct, id: string, props: PodDefaultProps) {
    super(scope, id);
    requireProps(this, 'a PodDefault', props, POD_DEFAULT);
    const { name = id, namespace, description, label = name, ...additions } = props;
    this.name = name;
    this.selector = { [label]: 'true' };
    requireSyntax(this, 'name', name, dns1123Subdomain);
    if (namespace !== undefined) requireSyntax(this, 'namespace', namespace, dns1123Label);
    const added = withoutEmpty(copy(additions));
    if (Object.keys(added).length === 0)
      throw fail(this, 'adds nothing to pods, give it env, volumes, tolerations or the like');
    const object = {
      apiVersion: 'kubeflow.org/v1alpha1',
      kind: 'PodDefault',
      metadata: withoutEmpty({ name, namespace }),
      spec: { desc: description, selector: { matchLabels: this.selector }, ...added },
    };
    requireSchema(this, object);
    new KubeObject(this, 'Resource', object);
  }
}
