import { Construct } from 'constructs';
import { withoutEmpty } from '../core/copy';
import { requireOneOf, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Subdomain } from '../facts/names';
import { requireOwnClass } from './built-in-classes';

/** What every class of volumes can say. */
export interface StorageClassOptions {
  /**
   * What becomes of a volume whose claim is deleted: `Delete` loses its data with it.
   * @default 'Retain', so that data outlive a mistake
   */
  readonly reclaimPolicy?: 'Retain' | 'Delete';

  /**
   * Whether a claim can be made larger later.
   * @default true
   */
  readonly allowVolumeExpansion?: boolean;

  /**
   * Options of the mount on each node, beside those that the construct makes.
   * @default - none
   */
  readonly mountOptions?: readonly string[];

  /**
   * Whether claims that name no class get this one. A cluster should have one such class.
   * @default false
   */
  readonly defaultClass?: boolean;
}

/** What a {@link StorageClassObject} is made of. */
export interface StorageClassObjectProps extends StorageClassOptions {
  readonly name: string;
  readonly provisioner: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/** The object of a class of volumes; a part of the constructs that know a driver. */
export class StorageClassObject extends KubeObject {
  public constructor(scope: Construct, props: StorageClassObjectProps) {
    const { name, provisioner, parameters = {}, mountOptions = [], defaultClass = false } = props;
    const { reclaimPolicy = 'Retain', allowVolumeExpansion = true } = props;
    requireSyntax(scope, 'name', name, dns1123Subdomain);
    requireOwnClass(scope, 'name', name);
    requireOneOf(scope, 'reclaimPolicy', reclaimPolicy, ['Retain', 'Delete']);
    const annotations = { ...(defaultClass && { 'storageclass.kubernetes.io/is-default-class': 'true' }) };
    super(scope, 'Resource', {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: withoutEmpty({ name, annotations }),
      provisioner,
      ...withoutEmpty({ parameters, mountOptions }),
      reclaimPolicy,
      allowVolumeExpansion,
      volumeBindingMode: 'Immediate',
    });
  }
}
