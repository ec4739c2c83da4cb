import { objectsIn, Workplace } from './delivery';

jest.setTimeout(60_000);

let place: Workplace;

afterEach(() => {
  place.remove();
});

// The CLI reads the files at the same time and puts no `---` between them.
test.each([1, 10_000])('cdk8s synth --stdout prints all charts in the order of apply (%d lines an object)', (lines) => {
  place = Workplace.of(`
    const app = new PlatformApp();
    for (const id of ['a', 'b', 'c', 'd']) {
      const chart = new Chart(app, id, { disableResourceNameHashes: true });
      for (const name of [id + '1', id + '2']) {
        const data = { text: (name.repeat(40) + '\\n').repeat(${lines}) };
        new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'x' }, data });
      }
    }
    app.synth();
  `);
  const stdout = place.synth('--stdout');
  const names = ['a1', 'a2', 'b1', 'b2', 'c1', 'c2', 'd1', 'd2'];
  expect(stdout.match(/^ {2}name: \w+$/gm)).toEqual(names.map((name) => `  name: ${name}`));
  const objects = objectsIn(stdout);
  expect(objects).toHaveLength(8);
  for (const { metadata, data } of objects)
    expect(data).toEqual({ text: `${metadata.name.repeat(40)}\n`.repeat(lines) });
});
