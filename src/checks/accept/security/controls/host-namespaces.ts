import type { Control } from '../control';

/** Baseline: the pod does not share the node's network, processes or IPC. */
export const hostNamespaces: Control = {
  name: 'hostNamespaces',
  level: 'baseline',
  since: 0,
  evaluate({ spec, path }) {
    const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => spec[field] === true);
    const [first] = shared;
    if (first === undefined) return undefined;
    return {
      reason: 'host namespaces',
      detail: shared.map((field) => `${field}=true`).join(', '),
      path: [...path, 'spec', first],
    };
  },
};
