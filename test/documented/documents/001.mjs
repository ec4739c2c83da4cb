// Document 001: studio-go-runner on any Kubernetes.
import { Chart } from 'cdk8s';
import { Placement, runner, SecretSource } from 'cdk8s-ml-platform';

/** The branch of the document's transcript. */
const BRANCH = 'feature/137_service_management';

/** Document 001, "Configuration Map support". It names no namespace. */
function stateMaps(app) {
  new runner.RunnerState(new Chart(app, 'state-map'), 'state', { state: 'Running' });
  // The map of one pod, by the name of its host; the pod is one of the document's transcript.
  new runner.RunnerState(new Chart(app, 'state-map-of-one-pod'), 'state', {
    state: 'DrainAndSuspend',
    podName: 'studioml-go-runner-deployment-847d7d5874-5lrs7',
  });
}

/** Document 001, "Security requirements". */
function access(app) {
  new runner.RunnerAccess(new Chart(app, 'cluster-admin'), 'access', {
    serviceAccount: { name: 'default' },
    namespace: 'default',
    insecureClusterAdmin: true,
  });
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

/** Document 001, "k8s testing builds": `build.yaml` as it stood at the time of the document. */
function build(app) {
  const namespace = runner.buildNamespace('user');
  new runner.BuildAndTest(new Chart(app, 'build', { namespace }), 'build', { edition: 'documented', branch: BRANCH });
}

/** The form of `build.yaml` that the document's transcript was made with. */
function olderBuild(app) {
  new runner.BuildAndTest(new Chart(app, 'build'), 'build', {
    edition: 'documented-older',
    branch: BRANCH,
    image: 'quotaworkaround001.azurecr.io/leafai/studio-go-runner/standalone-build',
    githubToken: SecretSource.existing('studioml-runner-github-token', 'github_token'),
  });
}

/** What each cluster of the document holds, by its folder. */
export default {
  '001': (app) => {
    stateMaps(app);
    access(app);
    podTemplate(app);
  },
  '001-build': build,
  '001-build-2018': olderBuild,
};
