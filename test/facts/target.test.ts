import { App, Chart } from 'cdk8s';
import { KUBERNETES_VERSIONS, Target } from '../../src/facts/target';
import type { Dataplane, TargetOptions } from '../../src/facts/target';

const RANGE = `${KUBERNETES_VERSIONS.oldest} to ${KUBERNETES_VERSIONS.newest}`;

describe('a target', () => {
  test.each([
    ['1.27', '1.27', 27],
    ['1.36', '1.36', 36],
    ['v1.34', '1.34', 34],
    ['1.34.7', '1.34', 34],
    ['v1.34.0', '1.34', 34],
  ])('of Kubernetes %s is %s', (given, kubernetesVersion, minor) => {
    expect(Target.kind(given)).toMatchObject({ provider: 'kind', kubernetesVersion, minor });
  });

  test.each([
    '',
    '1',
    '1.26',
    `1.${Number(KUBERNETES_VERSIONS.newest.slice(2)) + 1}`,
    '2.30',
    '1.x',
    '1.34.x',
    '1.034x',
    ' 1.34',
    '1.34 ',
    '1.34-alpha',
    'latest',
    '134',
  ])("refuses Kubernetes '%s'", (version) => {
    expect(() => Target.generic(version)).toThrow(
      `target kubernetes version '${version}' is not known, allowed are ${RANGE}`,
    );
  });

  test('refuses a data plane that it does not know', () => {
    expect(() => Target.aks('1.34', { dataplane: 'calico' as Dataplane })).toThrow(
      "target dataplane 'calico' is not known, allowed are cilium, azure, iptables",
    );
  });

  test('has the admission plugins of its provider unless others are given', () => {
    const plugin = 'ExtendedResourceToleration';
    expect(Target.aks('1.34').hasAdmissionPlugin(plugin)).toBe(true);
    expect(Target.eks('1.34').hasAdmissionPlugin(plugin)).toBe(true);
    expect(Target.kind('1.34').hasAdmissionPlugin(plugin)).toBe(false);
    expect(Target.generic('1.34').hasAdmissionPlugin(plugin)).toBe(false);
    expect(Target.aks('1.34', { admissionPlugins: [] }).hasAdmissionPlugin(plugin)).toBe(false);
    expect(Target.kind('1.34', { admissionPlugins: [plugin] }).hasAdmissionPlugin(plugin)).toBe(true);
  });

  test('keeps its options when the given ones change', () => {
    const admissionPlugins = ['A'];
    const options: TargetOptions = { admissionPlugins };
    const target = Target.kind('1.34', options);
    admissionPlugins.push('B');
    expect(target.admissionPlugins).toEqual(['A']);
  });
});

describe('Target.parse', () => {
  test.each(['aks@1.34', 'eks@1.27', 'kind@1.36', 'generic@1.30'])('reads %s as it is written', (text) => {
    expect(Target.parse(text).toString()).toBe(text);
  });

  test('takes options', () => {
    expect(Target.parse('aks@1.34', { dataplane: 'cilium' }).dataplane).toBe('cilium');
  });

  test.each([
    ['', "target '' is not provider@version, such as aks@1.34"],
    ['aks', "target 'aks' is not provider@version, such as aks@1.34"],
    ['aks@1.34@x', "target 'aks@1.34@x' is not provider@version, such as aks@1.34"],
    ['gke@1.34', "target provider 'gke' is not known, allowed are aks, eks, kind, generic"],
    ['AKS@1.34', "target provider 'AKS' is not known, allowed are aks, eks, kind, generic"],
    ['@1.34', "target provider '' is not known, allowed are aks, eks, kind, generic"],
    ['aks@', `target kubernetes version '' is not known, allowed are ${RANGE}`],
  ])("refuses '%s'", (text, message) => {
    expect(() => Target.parse(text)).toThrow(message);
  });
});

describe('existing node pools', () => {
  const pool = { name: 'system', count: 2, allocatable: { cpu: '3860m', memory: '12Gi' } };

  test('are copied, and none is known by default', () => {
    const given = [{ ...pool, labels: { a: 'b' } }];
    const target = Target.aks('1.34', { nodePools: given });
    expect(target.nodePools).toEqual(given);
    expect(target.nodePools[0]).not.toBe(given[0]);
    expect(Target.aks('1.34').nodePools).toEqual([]);
  });

  test.each([
    ['no name', { ...pool, name: '' }, 'target nodePools: a pool needs a name'],
    ['no node', { ...pool, count: 0 }, 'target nodePools: system has count 0, allowed are 1 and more'],
    [
      'no quantity',
      { ...pool, allocatable: { cpu: 'many' } },
      "target nodePools: system has cpu 'many', which is not a quantity, such as 4 or 16Gi",
    ],
    ['nothing', { ...pool, allocatable: {} }, 'target nodePools: system needs allocatable, such as cpu: 3860m'],
  ])('%s is an error', (_name, given, message) => {
    expect(() => Target.aks('1.34', { nodePools: [given] as never })).toThrow(new Error(message));
  });
});

describe('the target of an app that is no PlatformApp', () => {
  test('is given to its constructs', () => {
    const app = new App();
    Target.aks('1.34').applyTo(app);
    expect(Target.of(new Chart(app, 'chart')).toString()).toBe('aks@1.34');
    expect(Target.of(new Chart(new App(), 'chart')).provider).toBe('generic');
  });

  test('comes before the first construct, which would not have it', () => {
    const app = new App();
    new Chart(app, 'chart');
    expect(() => {
      Target.aks('1.34').applyTo(app);
    }).toThrow('the target is given after the first construct was made, give it before');
  });

  test('may be of another copy of this library', () => {
    const app = new App();
    app.node.setContext('cdk8s-ml-platform.target', { provider: 'aks', kubernetesVersion: '1.34' });
    expect(Target.of(new Chart(app, 'chart')).provider).toBe('aks');
  });
});
