import { ApiObject, Chart, JsonPatch } from 'cdk8s';
import type { ApiObjectProps } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { CheckError } from '../../../src/checks/finding';
import { PlatformApp } from '../../../src/core/platform-app';
import { tempDir } from './support/temp';

const CONTAINER = '/spec/template/spec/containers/0';

/** A Deployment as cdk8s-plus renders it: through a generated class that keeps only the fields it knows. */
function deployment(...patches: JsonPatch[]): { app: PlatformApp; object: ApiObject } {
  const app = new PlatformApp({ outdir: tempDir() });
  const web = new kplus.Deployment(new Chart(app, 'chart'), 'web', {
    metadata: { name: 'web' },
    replicas: 2,
    containers: [{ image: 'nginx', args: ['first'], resources: { cpu: { limit: kplus.Cpu.units(1) } } }],
  });
  const object = ApiObject.of(web);
  object.addJsonPatch(...patches);
  return { app, object };
}

function generated(make: (chart: Chart) => ApiObject, ...patches: JsonPatch[]): PlatformApp {
  const app = new PlatformApp({ outdir: tempDir() });
  make(new Chart(app, 'chart')).addJsonPatch(...patches);
  return app;
}

/** The field that each lost patch missed, as the patch has it. */
function lost(app: PlatformApp): (string | undefined)[] {
  return app
    .check()
    .filter(({ rule }) => rule === 'REF003')
    .map(({ message }) => / at (\S+)$/.exec(message)?.[1]);
}

function lostOf(...patches: JsonPatch[]): (string | undefined)[] {
  return lost(deployment(...patches).app);
}

describe('a GPU limit', () => {
  const limits = `${CONTAINER}/resources/limits`;
  const gpu = `${limits}/nvidia.com~1gpu`;

  test.each([['1'], [1]])('as %p becomes null and is reported', (value) => {
    expect(lostOf(JsonPatch.add(gpu, value))).toEqual([gpu]);
  });

  test.each<[unknown]>([
    [{ value: 1 }],
    [{ value: '1' }],
    [kplus.k8s.Quantity.fromNumber(1)],
    [kplus.k8s.Quantity.fromString('1')],
  ])('as %p is fine', (value) => {
    const { app } = deployment(JsonPatch.add(gpu, value));
    expect(lost(app)).toEqual([]);
    expect(app.synthYaml()).toMatch(/nvidia\.com\/gpu: "?1"?\n/);
  });

  test('among limits of which the others arrive is reported alone', () => {
    const value = { cpu: { value: '2' }, 'nvidia.com/gpu': '1' };
    expect(lostOf(JsonPatch.replace(limits, value))).toEqual([gpu]);
  });
});

describe('fields', () => {
  test('spelt as in YAML where the class spells them otherwise are reported', () => {
    expect(lostOf(JsonPatch.add('/spec/template/spec/hostPID', true))).toEqual(['/spec/template/spec/hostPID']);
  });

  test('spelt as the class does are fine', () => {
    const { app } = deployment(JsonPatch.add('/spec/template/spec/hostPid', true));
    expect(lost(app)).toEqual([]);
    expect(app.synthYaml()).toContain('hostPID: true');
  });

  test('spelt as the class does inside a value are fine', () => {
    const { app } = deployment(JsonPatch.add(`${CONTAINER}/ports`, [{ containerPort: 1, hostIp: '10.0.0.1' }]));
    expect(lost(app)).toEqual([]);
    expect(app.synthYaml()).toContain('hostIP: 10.0.0.1');
  });

  test('spelt as in YAML beside the one that the class knows are reported where the values differ', () => {
    const patches = [
      JsonPatch.add('/spec/template/spec/hostPid', true),
      JsonPatch.add('/spec/template/spec/hostPID', false),
    ];
    expect(lostOf(...patches)).toEqual(['/spec/template/spec/hostPID']);
  });

  test('newer than the schema are reported', () => {
    const path = '/spec/template/spec/resources';
    expect(lostOf(JsonPatch.add(path, { limits: { cpu: '1' } }))).toEqual([path]);
  });

  test('newer than the schema inside a value are reported by their own path', () => {
    const value = { runAsUser: 1, supplementalGroupsPolicy: 'Strict' };
    const path = '/spec/template/spec/securityContext';
    expect(lostOf(JsonPatch.add(path, value))).toEqual([`${path}/supplementalGroupsPolicy`]);
  });

  test('with a tilde or a slash are named as JSON pointers', () => {
    const path = '/spec/template/spec/nodeSelectors';
    expect(lostOf(JsonPatch.add(path, { 'a/b~c': 'x' }))).toEqual([path]);
    const value = { limits: { 'a/b~c': '1' } };
    expect(lostOf(JsonPatch.add(`${CONTAINER}/resources`, value))).toEqual([`${CONTAINER}/resources/limits/a~1b~0c`]);
  });
});

describe('a number-or-text', () => {
  function budget(chart: Chart): ApiObject {
    return new kplus.k8s.KubePodDisruptionBudget(chart, 'budget', {
      metadata: { name: 'budget' },
      spec: { minAvailable: kplus.k8s.IntOrString.fromNumber(1) },
    });
  }

  test('replaced by plain text disappears and is reported', () => {
    const app = generated(budget, JsonPatch.replace('/spec/minAvailable', '50%'));
    expect(lost(app)).toEqual(['/spec/minAvailable']);
  });

  test('replaced by an IntOrString is fine', () => {
    const app = generated(budget, JsonPatch.replace('/spec/minAvailable', kplus.k8s.IntOrString.fromString('50%')));
    expect(lost(app)).toEqual([]);
    expect(app.synthYaml()).toContain('minAvailable: 50%');
  });
});

describe('operations', () => {
  test('remove of a missing path is reported', () => {
    expect(lostOf(JsonPatch.remove('/spec/paused'))).toEqual(['/spec/paused']);
  });

  test('remove of what is there is fine', () => {
    expect(lostOf(JsonPatch.remove('/spec/replicas'))).toEqual([]);
  });

  test('add under a missing parent fails, and names the patch', () => {
    const { app } = deployment(JsonPatch.add('/spec/none/such', 1));
    expect(() => app.check()).toThrow("[chart/web/Resource] JSON patch 'add /spec/none/such' cannot be applied");
  });

  test('test is fine where it holds', () => {
    expect(lostOf(JsonPatch.test('/spec/replicas', 2))).toEqual([]);
  });

  test('copy and move are fine where their value arrives', () => {
    expect(lostOf(JsonPatch.copy('/spec/replicas', '/spec/minReadySeconds'))).toEqual([]);
    expect(lostOf(JsonPatch.move('/spec/replicas', '/spec/minReadySeconds'))).toEqual([]);
  });

  test('copy and move to an unknown field are reported', () => {
    expect(lostOf(JsonPatch.copy('/spec/replicas', '/spec/copies'))).toEqual(['/spec/copies']);
    expect(lostOf(JsonPatch.move('/spec/replicas', '/spec/copies'))).toEqual(['/spec/copies']);
  });

  test('copy from a missing field is reported', () => {
    expect(lostOf(JsonPatch.copy('/spec/none', '/spec/paused'))).toEqual(['/spec/paused']);
  });

  test('copy from a field that the class spells otherwise is fine', () => {
    const patches = [
      JsonPatch.add('/spec/template/spec/hostPid', true),
      JsonPatch.copy('/spec/template/spec/hostPid', '/spec/template/spec/hostIpc'),
    ];
    expect(lostOf(...patches)).toEqual([]);
  });

  test('append and insert into an array are fine', () => {
    const { app } = deployment(
      JsonPatch.add(`${CONTAINER}/args/-`, 'last'),
      JsonPatch.add(`${CONTAINER}/args/0`, 'zeroth'),
    );
    expect(lost(app)).toEqual([]);
    expect(app.synthYaml()).toMatch(/- zeroth\n +- first\n +- last/);
  });

  test('append of the value that is last already is fine', () => {
    expect(lostOf(JsonPatch.add(`${CONTAINER}/args/-`, 'first'))).toEqual([]);
  });

  test('append of an object of which a field is unknown is reported by that field', () => {
    const value = { name: 'A', value: 'b', unknown: true };
    expect(lostOf(JsonPatch.add(`${CONTAINER}/env`, []), JsonPatch.add(`${CONTAINER}/env/-`, value))).toEqual([
      `${CONTAINER}/env/-/unknown`,
    ]);
  });
});

describe('several patches', () => {
  test('one that sets what is there already is fine', () => {
    expect(lostOf(JsonPatch.replace('/spec/replicas', 2))).toEqual([]);
  });

  test('a later one that overrides an earlier one makes neither lost', () => {
    expect(lostOf(JsonPatch.replace('/spec/replicas', 3), JsonPatch.replace('/spec/replicas', 4))).toEqual([]);
    expect(lostOf(JsonPatch.add('/spec/paused', true), JsonPatch.remove('/spec/paused'))).toEqual([]);
  });

  test('two that build on each other are fine', () => {
    const path = '/spec/template/spec/nodeSelector';
    expect(lostOf(JsonPatch.add(path, {}), JsonPatch.add(`${path}/agentpool`, 'gpu'))).toEqual([]);
  });

  test('only the lost one of three is reported', () => {
    const patches = ['paused', 'nonsense', 'minReadySeconds'].map((field, value) =>
      JsonPatch.add(`/spec/${field}`, value),
    );
    expect(lostOf(...patches)).toEqual(['/spec/nonsense']);
  });

  test('the array of patches is the same afterwards', () => {
    const patches = [JsonPatch.replace('/spec/replicas', 3), JsonPatch.add('/spec/nonsense', 1)];
    const { app, object } = deployment(...patches);
    const array = (object as unknown as { patches: JsonPatch[] }).patches;
    app.check();
    expect(array).toHaveLength(2);
    expect(array[0]).toBe(patches[0]);
    expect(array[1]).toBe(patches[1]);
  });

  test('the array of patches is the same after one of them failed', () => {
    const { app, object } = deployment(JsonPatch.replace('/spec/replicas', 3), JsonPatch.add('/spec/none/such', 1));
    expect(() => app.check()).toThrow("JSON patch 'add /spec/none/such' cannot be applied");
    expect((object as unknown as { patches: JsonPatch[] }).patches).toHaveLength(2);
  });
});

describe('objects that render themselves', () => {
  const props: ApiObjectProps = { apiVersion: 'example.com/v1', kind: 'Thing', metadata: { name: 'thing' } };

  test('a raw ApiObject drops nothing', () => {
    const app = generated(
      (chart) => new ApiObject(chart, 'thing', props),
      JsonPatch.add('/spec', { size: '2Gi', hostPID: true, limits: { 'nvidia.com/gpu': '1' }, empty: {}, none: null }),
      JsonPatch.add('/spec/sizes', [1]),
      JsonPatch.replace('/spec/size', '4Gi'),
    );
    expect(lost(app)).toEqual([]);
  });

  test('a class that puts back its own value is reported', () => {
    class Stubborn extends ApiObject {
      public override toJson(): unknown {
        return { ...(super.toJson() as object), spec: { size: 1 } };
      }
    }
    const app = generated((chart) => new Stubborn(chart, 'thing', props), JsonPatch.add('/spec', { size: 2 }));
    expect(lost(app)).toEqual(['/spec/size']);
  });
});

test('the error names the object, the field and the operation', () => {
  const { app } = deployment(JsonPatch.add('/spec/nonsense', 1));
  expect(() => app.synth()).toThrow(CheckError);
  expect(() => app.synth()).toThrow(
    /REF003 error {2}chart\/web\/Resource {2}Deployment web {2}spec\.nonsense\n {2}JSON patch 'add \/spec\/nonsense'/,
  );
});
