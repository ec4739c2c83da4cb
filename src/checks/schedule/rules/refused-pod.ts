import type { Rule } from '../../rule';
import { planOf } from '../engine/plan';
import { documents, jobYaml, quotaYaml } from './examples';

/** SCH022: the LimitRanges and ResourceQuotas of its namespace let a pod in. */
export const refusedPod: Rule = {
  id: 'SCH022',
  title: 'pod that a LimitRange or a ResourceQuota refuses',
  severity: 'error',
  fix: 'ask for what the LimitRange and the ResourceQuota of the namespace allow, and name what they count',
  why: 'the API server refuses each of its pods: the Deployment or Job is there, and no pod ever is',
  page: {
    reports:
      'a container, or a pod in all, below `min`, above `max` or beyond `maxLimitRequestRatio` of a LimitRange of its namespace, after the defaults of all LimitRanges are filled in; a container without the CPU or memory that a ResourceQuota counts; and a pod that alone asks for more than a quota has, that of a Kubeflow Profile among them. Of a quota with scopes only pods are judged that it surely counts. Pods that run already, and what a VerticalPodAutoscaler gives other resources, are not judged. A quota of GPUs does not make every container name them.',
    mend: 'Ask for less, write requests and limits, or give the namespace a LimitRange with defaults. `kubectl describe quota,limits -n NAMESPACE` shows what there is.',
    before: documents(quotaYaml(4), jobYaml({ gpus: 8 })),
    after: documents(quotaYaml(8), jobYaml({ gpus: 8 })),
  },
  *check(model, target) {
    for (const { manifest, path, refusals } of planOf(model, target).workloads) {
      for (const { path: field, message } of refusals) {
        yield { manifest, path: [...path, 'spec', ...field], message };
      }
    }
  },
};
