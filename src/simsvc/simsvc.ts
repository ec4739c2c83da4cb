import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import type * as k8s from '../../imports/kubernetes';
import { IMAGE } from '../checks/image/image-reference';
import { fail, requireInteger, requireKnown, requireMatch, requireOneOf, requireSyntax } from '../core/fail';
import { dns1123Subdomain } from '../facts/names';
import { KubeObject } from '../core/kube-object';
import type { PodTemplateProps } from '../core/pod/pod-template';
import { WorkloadObject } from '../core/workload/workload-object';
import { Target } from '../facts/target';
import { documentedSimsvc } from './documented';
import type { SimsvcExposure } from './exposure';
import { exposureOf } from './render-exposure';
import { labelsOf, labelsOfRelease, namesOf } from './names';
import type { SimsvcNames } from './names';
import { renderDaskPolicy, renderPolicies } from './network';
import { withOptions } from './pod-options';
import type { SimsvcPodOptions } from './pod-options';
import { SCHEDULER_PORT, schedulerPods, serverPods, workerPods } from './pods';
import { SimsvcClaim } from './volumes';
import type { SimsvcVolume } from './volumes';
import { requireProps } from '../core/require-props';
import { SIMSVC } from './known-props';

/** Properties of a {@link Simsvc}. */
export interface SimsvcProps {
  /**
   * The name of the release; its URLs begin with `/<release>/`.
   * @default - the id of the construct
   */
  readonly release?: string;

  /** The image of a model, with its tag or digest; `latest` is refused. */
  readonly image: string;

  /**
   * Names of registry secrets in the namespace.
   * @default - none
   */
  readonly imagePullSecrets?: readonly string[];

  /** Workers, which simulate. */
  readonly workers?: SimsvcPodOptions & {
    /** @default 4 */
    readonly replicas?: number;
    /**
     * Threads of each; 0 is as many as the machine has CPUs.
     * @default 4
     */
    readonly threads?: number;
  };

  /** The scheduler, which there is one of. */
  readonly scheduler?: SimsvcPodOptions;

  /** The web server, which there is one of, for it alone writes the store of jobs. */
  readonly server?: SimsvcPodOptions & {
    /** @default false */
    readonly debug?: boolean;
  };

  /**
   * Files that workers and server share; the class must let several nodes write. `false` for none.
   * @default - a claim of 5Gi of the cluster's default class; false with `virtualNode`
   */
  readonly work?: SimsvcVolume | false;

  /**
   * The store of jobs, a database file that one program writes: a disk, not a share.
   * @default - a claim of 5Gi of the cluster's default class
   */
  readonly jobs?: SimsvcVolume;

  /**
   * How it is reached from outside.
   * @default - only from inside the cluster
   */
  readonly exposure?: SimsvcExposure;

  /**
   * Whether scheduler and workers run on virtual nodes of AKS. Such nodes mount no volumes, so that there is no `work` then.
   * @default false
   */
  readonly virtualNode?: boolean;

  /**
   * Whether NetworkPolicies let the web server be reached, and the pods by which cert-manager proves the name of an Ingress over HTTP, in a
   * namespace that denies by default: by everyone, or by `allowFrom` alone, such as the namespace of the ingress controller. Out they let
   * everything but the metadata services of clouds. Scheduler and workers have a policy in any case, which says who reaches them.
   * @default false
   */
  readonly networkPolicy?: boolean | { readonly allowFrom: readonly k8s.NetworkPolicyPeer[] };

  /**
   * The user and group that the image runs as.
   * @default 65534, nobody
   */
  readonly user?: number;

  /**
   * `documented` renders the chart as document 002 installs it; every option but `release` and `image` is refused.
   * @default 'platform'
   */
  readonly edition?: 'platform' | 'documented';
}

/**
 * Simsvc, a web service for simulations (document 002): a web server that takes jobs, and a cluster of Dask that works on them. It renders
 * the three programs, their Services and volumes, and one way in from outside.
 *
 * There is exactly one scheduler, as Dask needs it, and one server, which stops before its successor starts: two would spoil the store of
 * jobs, which is a file.
 *
 * @example
 * new simsvc.Simsvc(chart, 'mpt', {
 *   image: 'intens.azurecr.io/simsvc-mpt:1.0',
 *   exposure: {
 *     ingress: { host: 'intens.westeurope.cloudapp.azure.com', clusterIssuer: 'intens-issuer' },
 *     htpasswd: SecretSource.existing('intens-pw', 'auth'),
 *   },
 * });
 * @see https://distributed.dask.org
 */
export class Simsvc extends Construct {
  /** What the names of all objects begin with. */
  public readonly fullname: string;
  /** The Service of the web server. */
  public readonly service: { readonly name: string; readonly port: number };

  /** @throws where a value is out of its bounds, a virtual node would need a volume, or the chart has no namespace for its DNS */
  public constructor(scope: Construct, id: string, props: SimsvcProps) {
    super(scope, id);
    requireProps(this, 'a Simsvc', props, SIMSVC);
    const names = namesOf(this, props.release ?? id);
    this.fullname = names.fullname;
    this.service = { name: `${names.fullname}-server`, port: 8080 };
    requireOneOf(this, 'edition', props.edition, ['platform', 'documented']);
    if (props.edition === 'documented') {
      requireKnown(this, "edition 'documented'", props, ['release', 'image', 'edition']);
      documentedSimsvc(this, names.release, { image: props.image });
      return;
    }
    this.requireValues(props);
    const work = props.work ?? (props.virtualNode ? false : {});
    this.claims(names, work, props.jobs ?? {});
    const settings = { ...props, names, work: work !== false, namespace: this.namespaceFor(props.virtualNode) };
    const exposure = props.exposure && exposureOf(this, names, props.exposure);
    this.deploy(names, 'scheduler', 1, withOptions(schedulerPods(settings), props.scheduler));
    this.deploy(names, 'worker', props.workers?.replicas ?? 4, withOptions(workerPods(settings), props.workers));
    this.deploy(names, 'server', 1, withOptions(serverPods(settings, exposure), props.server));
    this.services(names);
    renderDaskPolicy(this, names);
    renderPolicies(this, names, props);
    exposure?.render();
  }

  private requireValues(props: SimsvcProps): void {
    const { image, imagePullSecrets = [], workers = {}, user, virtualNode, work } = props;
    requireMatch(this, 'image', image ?? '', IMAGE, 'an image with its tag');
    if (!image.includes('@sha256:') && /(:latest|\/[^:]+|^[^:/]+)$/.test(image))
      throw fail(this, `image is '${image}', allowed is one with a tag other than latest, or with a digest`);
    for (const secret of imagePullSecrets) requireSyntax(this, 'imagePullSecrets', secret, dns1123Subdomain);
    // One scheduler, and one writer of the store: there is nothing to say how many.
    requireInteger(this, 'workers.replicas', workers.replicas, 0);
    requireInteger(this, 'workers.threads', workers.threads, 0);
    requireInteger(this, 'user', user, 1, 4294967294);
    requireOneOf(this, 'virtualNode', virtualNode, [true, false]);
    if (!virtualNode) return;
    const { provider } = Target.of(this);
    if (provider === 'eks' || provider === 'kind')
      throw fail(this, `virtualNode is given and the target is ${provider}, allowed with it is aks`);
    if (work !== undefined && work !== false)
      throw fail(this, 'work is given with virtualNode, whose nodes mount no volumes; leave it out, or give false');
    for (const component of ['scheduler', 'workers'] as const) {
      const { volumes = [], placement } = props[component] ?? {};
      const claim = volumes.find(({ emptyDir, configMap, secret }) => !emptyDir && !configMap && !secret);
      if (claim)
        throw fail(this, `${component}.volumes has '${claim.name}' with virtualNode, whose nodes mount no such volume`);
      if (placement)
        throw fail(
          this,
          `${component}.placement is given with virtualNode, which says where they run; give one of the two`,
        );
    }
  }

  private namespaceFor(virtualNode: boolean | undefined): string | undefined {
    if (!virtualNode) return undefined;
    const { namespace } = Chart.of(this);
    if (namespace !== undefined) return namespace;
    throw fail(this, 'virtual nodes need the names of the namespace in their DNS settings; give the chart a namespace');
  }

  private claims(names: SimsvcNames, work: SimsvcVolume | false, jobs: SimsvcVolume): void {
    const { fullname } = names;
    if (work !== false) {
      const labels = labelsOfRelease(names);
      new SimsvcClaim(this, 'Work', {
        ...work,
        name: `${fullname}-work`,
        labels,
        what: 'work',
        accessMode: 'ReadWriteMany',
      });
    }
    const labels = labelsOf(names, 'server');
    new SimsvcClaim(this, 'Jobs', {
      ...jobs,
      name: `${fullname}-db`,
      labels,
      what: 'jobs',
      accessMode: 'ReadWriteOnce',
    });
  }

  private deploy(
    names: SimsvcNames,
    component: 'scheduler' | 'worker' | 'server',
    replicas: number,
    template: PodTemplateProps,
  ): void {
    const labels = labelsOf(names, component);
    const scope = component === 'server' ? this : new Construct(this, component);
    // Of scheduler and server there is never a second one, not even for a moment.
    const strategy = component === 'worker' ? {} : { strategy: { type: 'Recreate' } };
    new WorkloadObject(scope, {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `${names.fullname}-${component}`, labels },
      spec: { replicas, ...strategy },
      template: { ...template, labels },
      selector: true,
    });
  }

  private services(names: SimsvcNames): void {
    const ports = {
      scheduler: [
        { name: 'scheduler', port: SCHEDULER_PORT, targetPort: 'scheduler' },
        { name: 'web-ui', port: 8787, targetPort: 'web-ui' },
      ],
      server: [{ name: 'http', port: this.service.port, targetPort: 'http' }],
    };
    for (const component of ['scheduler', 'server'] as const) {
      const labels = labelsOf(names, component);
      new KubeObject(this, `${component}-service`, {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `${names.fullname}-${component}`, labels },
        spec: { ports: ports[component], selector: labels },
      });
    }
  }
}
