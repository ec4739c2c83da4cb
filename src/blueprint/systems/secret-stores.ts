import { ApiObject } from 'cdk8s';
import { NAMED_AS_EXISTING, declareExternal } from '../../core/declare-external';
import type { Context } from '../context';

const GROUP = 'external-secrets.io';

/** The stores that `externalSecret` names exist: no key of the file makes one. */
export function secretStores({ app }: Context): void {
  for (const object of app.node.findAll()) {
    if (!ApiObject.isApiObject(object) || object.apiGroup !== GROUP || object.kind !== 'ExternalSecret') continue;
    const { metadata, spec } = object.toJson() as {
      readonly metadata: { readonly namespace?: string };
      readonly spec: { readonly secretStoreRef: { readonly name: string; readonly kind: string } };
    };
    const { name, kind } = spec.secretStoreRef;
    const where = kind === 'SecretStore' ? { namespace: metadata.namespace } : {};
    declareExternal(object, { group: GROUP, kind, name, ...where, reason: NAMED_AS_EXISTING });
  }
}
