import { isMapping } from '../../../facts/is-mapping';
import type { Migration } from '../../migration';
import { renameKey } from '../rename-key';

const HOST = 'kubernetes.io/hostname';
const ZONE = 'topology.kubernetes.io/zone';

/** EndpointSlice before discovery.k8s.io/v1. */
export const ENDPOINT_SLICE: Migration = {
  id: 'kubernetes-endpoint-slice-v1',
  title: 'EndpointSlice of discovery.k8s.io/v1beta1 to v1',
  changes: ['topology of an endpoint becomes nodeName and zone; what else it says becomes deprecatedTopology.'],
  warnings: [],
  apply(object) {
    if (object.apiVersion !== 'discovery.k8s.io/v1beta1' || object.kind !== 'EndpointSlice') return;
    for (const [index] of object.list(['endpoints']).entries()) {
      const endpoint = ['endpoints', index];
      const move = (key: string, to: string): void => {
        const from = [...endpoint, 'topology', key];
        if (!object.has(from)) return;
        if (!object.has([...endpoint, to])) object.move(from, [...endpoint, to]);
        else if (object.at([...endpoint, to]) === object.at(from)) object.remove(from);
        else object.refuse(from, `differs from ${to} beside it`);
      };
      move(HOST, 'nodeName');
      move(ZONE, 'zone');
      if (isMapping(object.at([...endpoint, 'topology'])))
        renameKey(object, endpoint, 'topology', 'deprecatedTopology');
    }
    object.set(['apiVersion'], 'discovery.k8s.io/v1');
  },
};
