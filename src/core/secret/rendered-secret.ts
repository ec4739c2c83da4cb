import { ApiObject } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { isMapping } from '../../facts/is-mapping';

/** Whether a Secret is a construct of the workload's own app that renders an object, and not the name of one that exists. */
export function isRenderedBeside(workload: IConstruct, secret: object | undefined): secret is IConstruct {
  if (secret === undefined || !('node' in secret) || !isMapping(secret.node)) return false;
  const { node } = secret as IConstruct;
  return node.root === workload.node.root && objectsOf(secret as IConstruct).length > 0;
}

/** Fails a synthesis where the Secret is in another namespace than all that the workload renders: a pod reads those of its own alone. */
export function requireNamespace(workload: IConstruct, secret: IConstruct): void {
  workload.node.addValidation({
    validate: () => {
      const [object] = objectsOf(secret);
      const namespaces = new Set(objectsOf(workload).map(({ metadata }) => metadata.namespace));
      const place = object?.metadata.namespace;
      if (object === undefined || place === undefined || namespaces.has(place) || namespaces.has(undefined)) return [];
      return [
        `Secret '${object.name}' is in namespace '${place}', and a pod reads Secrets of its own namespace alone; make the Secret in that of the workload`,
      ];
    },
  });
}

function objectsOf(construct: IConstruct): ApiObject[] {
  return construct.node.findAll().filter((one): one is ApiObject => ApiObject.isApiObject(one));
}
