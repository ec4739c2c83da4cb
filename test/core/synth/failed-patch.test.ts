import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import { Deployment, PlatformApp } from '../../../src';
import { messageOf } from '../../support/chart';

function patched(...patches: JsonPatch[]): PlatformApp {
  const app = new PlatformApp();
  const containers = [{ name: 'web', image: 'registry.example.com/web:1' }];
  const web = new Deployment(new Chart(app, 'web'), 'it', { template: { containers } });
  ApiObject.of(web).addJsonPatch(...patches);
  return app;
}
const told = (patch: string): string =>
  `[web/it/Resource] JSON patch '${patch}' cannot be applied: the object has nothing at that path, or something else than it tests`;

test.each([
  ['replace /spec/replica/x', JsonPatch.replace('/spec/replica/x', 2)],
  ['test /spec/replicas', JsonPatch.test('/spec/replicas', 9)],
])('the patch that cannot be applied is named: %s', (name, patch) => {
  const good = JsonPatch.add('/spec/replicas', 2);
  expect(messageOf(() => patched(good, patch).synthYaml())).toBe(told(name));
});

test('patches that can be applied are', () => {
  expect(patched(JsonPatch.add('/spec/replicas', 2)).synthYaml()).toContain('replicas: 2');
});
