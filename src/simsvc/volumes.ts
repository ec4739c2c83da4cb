import { Construct } from 'constructs';
import { fail, requireSyntax } from '../core/fail';
import { KubeObject } from '../core/kube-object';
import { dns1123Subdomain } from '../facts/names';
import { sizeProblem } from '../core/amount';
import type { Quantity } from '../facts/quantity';

/** A volume of a release. */
export interface SimsvcVolume {
  /**
   * The class of the claim.
   * @default - the cluster's default class
   */
  readonly storageClassName?: string;
  /**
   * How much the volume holds.
   * @default '5Gi'
   */
  readonly size?: Quantity;
}

/** Properties of a {@link SimsvcClaim}. */
export interface SimsvcClaimProps extends SimsvcVolume {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** What it is called in errors: `work` or `jobs`. */
  readonly what: string;
  readonly accessMode: 'ReadWriteMany' | 'ReadWriteOnce';
}

/** The claim of a volume of a release. */
export class SimsvcClaim extends Construct {
  public constructor(scope: Construct, id: string, props: SimsvcClaimProps) {
    super(scope, id);
    const { name, labels, what, accessMode, storageClassName, size = '5Gi' } = props;
    if (storageClassName !== undefined)
      requireSyntax(scope, `${what}.storageClassName`, storageClassName, dns1123Subdomain);
    const problem = sizeProblem(size, '5Gi');
    if (problem !== undefined) throw fail(scope, `${what}.size is '${size}', ${problem}`);
    new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name, labels },
      spec: {
        accessModes: [accessMode],
        ...(storageClassName !== undefined && { storageClassName }),
        resources: { requests: { storage: size } },
      },
    });
  }
}
