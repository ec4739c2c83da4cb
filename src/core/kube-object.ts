import { requireConstruct, requireMapping, requireText } from '../facts/given';
import { ApiObject } from 'cdk8s';
import type { ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { isMapping } from '../facts/is-mapping';
import { isClusterScoped } from '../facts/kinds';
import { copy } from './copy';

/** Properties of a {@link KubeObject}: a Kubernetes object as it stands in YAML. */
export interface KubeObjectProps {
  /** Group and version, such as `apps/v1`. */
  readonly apiVersion: string;
  /** The kind, such as `Deployment`. */
  readonly kind: string;
  /** Name, namespace, labels and annotations. A name that is left out is the one that cdk8s makes of the path of the construct. */
  readonly metadata?: ApiObjectMetadata;
  /** `spec`, `data`, `rules`, ... as the API reference has them. */
  readonly [field: string]: unknown;
}

/**
 * A Kubernetes object of any kind and version, rendered as it is given: no field is dropped, none is added.
 * Beyond cdk8s's `ApiObject` it copies what it is given, and an object of a cluster-scoped kind gets no namespace from its chart.
 */
export class KubeObject extends ApiObject {
  /** @internal */
  public static _withoutForeignNamespace<T extends { metadata?: unknown }>(object: ApiObject, json: T): T {
    if (isClusterScoped(object.apiVersion, object.kind))
      delete (json.metadata as { namespace?: string } | undefined)?.namespace;
    return json;
  }

  public constructor(scope: Construct, id: string, props: KubeObjectProps) {
    super(scope, id, copy(checked(scope, id, props)));
  }

  public override toJson(): { metadata?: { namespace?: string } } & Record<string, unknown> {
    return KubeObject._withoutForeignNamespace(this, super.toJson() as ReturnType<KubeObject['toJson']>);
  }
}

/** What cdk8s would read before it can be told which construct it is. */
function checked(scope: Construct, id: string, props: KubeObjectProps): KubeObjectProps {
  requireConstruct('the scope of a KubeObject', scope);
  const { apiVersion, kind }: { apiVersion?: unknown; kind?: unknown } = isMapping(props) ? props : {};
  if (typeof apiVersion === 'string' && typeof kind === 'string') return props;
  const at = [scope.node.path, id].filter((part) => part !== '').join('/');
  requireMapping(`[${at}] what a KubeObject is given`, props, ['apiVersion', 'kind', 'metadata', 'spec']);
  for (const field of ['apiVersion', 'kind'] as const) requireText(`[${at}] ${field} of a KubeObject`, props[field]);
  return props;
}
