import { App, Chart } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Deployment, PlatformApp, SecretSource } from '../../../src';
import { toPassChecks } from '../../../src/jest';
import { messageOf } from '../../support/chart';

function app<T extends App>(root: T, place: string): T {
  const chart = new Chart(root, 'web', { namespace: 'web' });
  const secret = new kplus.Secret(new Chart(root, 'other', { namespace: place }), 'queue', {
    metadata: { name: 'queue' },
    stringData: { url: 'amqp://queue' },
  });
  const containers = [
    { name: 'web', image: 'registry.example.com/web:1', secretEnv: { URL: SecretSource.fromSecret(secret, 'url') } },
  ];
  new Deployment(chart, 'web', { template: { containers } });
  return root;
}
const OTHER =
  "[web/web] Secret 'queue' is in namespace 'other', and a pod reads Secrets of its own namespace alone; make the Secret in that of the workload";

test.each([
  ['PlatformApp', () => new PlatformApp()],
  ['App', () => new App()],
] as const)('a Secret that the app renders in another namespace fails a synthesis of %s', (_, make) => {
  expect(messageOf(() => app(make(), 'other').synthYaml())).toContain(OTHER);
  expect(messageOf(() => app(make(), 'web').synthYaml())).not.toContain('namespace alone');
});

test('of one in the same namespace nothing is said, and one that is named alone counts as existing', () => {
  const judged = (root: App) => toPassChecks(root, 'generic@1.36', { failOn: 'warning' }).message();
  expect(judged(app(new App(), 'web'))).not.toContain('Secret web/queue does not');

  const named = new App();
  const chart = new Chart(named, 'web', { namespace: 'web' });
  const url = SecretSource.fromSecret(kplus.Secret.fromSecretName(chart, 'queue', 'queue'), 'url');
  const containers = [{ name: 'web', image: 'registry.example.com/web:1', secretEnv: { URL: url } }];
  new Deployment(chart, 'web', { template: { containers } });
  expect(judged(named)).not.toContain('Secret web/queue does not');
});
