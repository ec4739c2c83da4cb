// User code that knows cdk8s-plus alone, on the App that is asked for: node plus.cjs N OUTDIR App|PlatformApp
const { App, Chart, Size } = require('cdk8s');
const plus = require('cdk8s-plus-27');

const [count, outdir, type] = process.argv.slice(2);
// Stock cdk8s loads nothing of the library.
const app =
  type === 'App' ? new App({ outdir }) : new (require('cdk8s-ml-platform').PlatformApp)({ outdir, checks: false });

for (let index = 0; index < Number(count); index++) {
  const name = `team-${index}`;
  const chart = new Chart(app, name, { namespace: name, labels: { team: name } });
  const account = new plus.ServiceAccount(chart, 'account');
  const settings = new plus.ConfigMap(chart, 'settings', { data: { LEVEL: 'info', QUEUE: `queue-${index}` } });
  const files = new plus.ConfigMap(chart, 'files', { data: { 'team.yaml': `team: ${name}\nretries: 3\n` } });
  const role = new plus.Role(chart, 'role');
  role.allowRead(plus.ApiResource.CONFIG_MAPS);
  role.bind(account);
  const deployment = new plus.Deployment(chart, 'web', {
    replicas: 1 + (index % 3),
    serviceAccount: account,
    securityContext: { ensureNonRoot: true, user: 1000 },
  });
  const container = deployment.addContainer({
    image: `registry.example.com/web:1.${index}`,
    portNumber: 8080,
    envFrom: [plus.Env.fromConfigMap(settings)],
    envVariables: { TEAM: plus.EnvValue.fromValue(name) },
    resources: { memory: { limit: Size.mebibytes(512) } },
    liveness: plus.Probe.fromHttpGet('/healthz'),
  });
  container.mount('/etc/team', plus.Volume.fromConfigMap(chart, 'volume', files));
  const service = deployment.exposeViaService();
  const ingress = new plus.Ingress(chart, 'ingress');
  ingress.addHostRule(`${name}.example.com`, '/', plus.IngressBackend.fromService(service));
}
app.synth();
