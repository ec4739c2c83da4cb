// Document 001: studio-go-runner on any Kubernetes.
import { Chart } from 'cdk8s';
import { Placement, runner } from 'cdk8s-ml-platform';

/** Document 001, "Configuration Map support". It names no namespace. */
function stateMap(app) {
  new runner.RunnerState(new Chart(app, 'state-map'), 'state', { state: 'Running' });
}

/** Document 001, "Kubernetes labelling": a pod template, here in the Deployment that the text speaks of. */
function podTemplate(app) {
  new runner.Runner(new Chart(app, 'pod-template'), 'runner', {
    edition: 'documented',
    version: '0.9.9',
    imagePullSecrets: ['studioml-go-docker-key'],
    placement: Placement.labels({ 'leafai.affinity': 'production' }),
    resources: {
      requests: { 'nvidia.com/gpu': 1, memory: '8G', cpu: 2 },
      limits: { 'nvidia.com/gpu': 1, memory: '16G', cpu: 2 },
    },
  });
}

/** What one cluster of the document holds, by its folder. */
export default {
  '001': (app) => {
    stateMap(app);
    podTemplate(app);
  },
};
