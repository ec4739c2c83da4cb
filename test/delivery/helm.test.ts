import { describeWith } from '../tools/tool';
import { Workplace, objectsIn, objectsInDirectory } from './delivery';

jest.setTimeout(60_000);

/** What means something to Helm's template language, to Go's text of literals, or to the way Helm divides a file. */
const TEXTS = {
  action: '{{ .Values.x }}',
  three: '{{{',
  six: '{{{{{{',
  trim: '{{- if .Values.y -}}',
  close: '}}',
  comment: '{{/* x */}}',
  escaped: '}}{{ "{{" }}',
  backticks: 'a `raw {{ x }}` b',
  backslash: '\\{{ "\\n" }}',
  lines: 'first {{ a }}\n  {{- b -}}\n{{{ c }}}\n',
  documents: '---\na: {{ a }}\n---\nb: {{ b }}\n',
  folded: '{{ a }} '.repeat(40).trim(),
  carriage: 'a {{ b }}\r\nc\r\n',
};

const HELM = ['--format', 'helm', '--chart-version', '0.1.0', '--output', 'chart'];

let place: Workplace;

afterEach(() => place.remove());

describeWith('helm', (helm) => {
  test('helm template of this repository gives the objects of the plain manifests', () => {
    place = Workplace.ofRepository();
    place.synth();
    place.synth(...HELM);
    const plain = objectsInDirectory(place.path('dist/manifests'));
    expect(plain.length).toBeGreaterThan(0);
    expect(objectsIn(helm('template', 'x', place.path('chart')))).toEqual(plain);
  });

  test('texts in the template language come out of helm template as they went in', () => {
    place = Workplace.of(`
      const app = new PlatformApp();
      const texts = ${JSON.stringify(TEXTS)};
      const annotations = Object.fromEntries(Object.entries(texts).map(([key, text]) => ['example.com/' + key, text]));
      const metadata = { name: 'texts', namespace: 'x', annotations };
      new ApiObject(new Chart(app, 'chart'), 'texts', { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: texts });
      new Chart(app, 'empty');
      app.synth();
    `);
    place.synth(...HELM);
    const objects = objectsIn(helm('template', 'x', place.path('chart')));
    expect(objects).toHaveLength(1);
    expect(objects[0]!.data).toEqual(TEXTS);
    const annotations = Object.entries(TEXTS).map(([key, text]) => [`example.com/${key}`, text]);
    expect(objects[0]!.metadata.annotations).toEqual(Object.fromEntries(annotations));
  });

  test('blank lines at the end of a text, last in its document, come out of helm template', () => {
    const texts = { a: 'a\n\n\n', b: 'b\n \n', c: 'c\n' };
    place = Workplace.of(`
      const app = new PlatformApp();
      const chart = new Chart(app, 'chart');
      for (const [name, text] of Object.entries(${JSON.stringify(texts)})) {
        new ApiObject(chart, name, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'x' }, data: { text } });
      }
      app.synth();
    `);
    place.synth(...HELM);
    const objects = objectsIn(helm('template', 'x', place.path('chart')));
    expect(Object.fromEntries(objects.map(({ metadata, data }) => [metadata.name, data!.text]))).toEqual(texts);
  });
});
