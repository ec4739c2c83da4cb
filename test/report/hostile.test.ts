import type { KubernetesObject } from '../../src/checks/manifest';
import { Target } from '../../src/facts/target';
import { escapeHtml, html } from '../../src/report/html';
import { report } from '../../src/report/report';
import { HOSTILE } from './hostile';
import { partOf } from './support';

test('text is text, in elements and in attributes', () => {
  expect(html`<a title="${`'"><b>&`}">${'<i>'}</a>`.text).toBe(
    '<a title="&#39;&quot;&gt;&lt;b&gt;&amp;">&lt;i&gt;</a>',
  );
  expect(html`${[1, undefined, html`<b></b>`]}`.text).toBe('1<b></b>');
});

test('indents of a template are left out, those of what is put in stay', () => {
  const template = Object.assign(['<p>\n    ', '\n  </p>'], { raw: [] });
  expect(html(template, 'a\n  b').text).toBe('<p>\na\n  b\n</p>');
});

test.each([
  ['a\u202eb', 'a\\u202eb'],
  ['a\u0000b\u001b', 'a\\u0000b\\u001b'],
  ['\ud800', '\\ud800'],
  ['é ✓ 𝒳\n\t', 'é ✓ 𝒳\n\t'],
])('%j is written as %j', (given, written) => expect(escapeHtml(given)).toBe(written));

test('names, files and values that are HTML add no element and no attribute', () => {
  const { html: page } = report(HOSTILE, Target.aks('1.34'), { title: '</title><script>alert(1)</script>' });
  expect(page.match(/<script/gi)).toHaveLength(1);
  expect(page.match(/<\/script/gi)).toHaveLength(1);
  expect(page).not.toMatch(/<(img|iframe|b\s|x\b)/i);
  expect(page.match(/<\/style/gi)).toHaveLength(1);
  expect(partOf(page, 'objects')).toContain('<img src=x onerror=alert(1)>');
});

test.each<[string, KubernetesObject]>([
  ['nothing', {}],
  [
    'names that are no text',
    { apiVersion: 1, kind: ['a'], metadata: { name: 7, namespace: {} } } as unknown as KubernetesObject,
  ],
  [
    'metadata that is text',
    { apiVersion: 'v1', kind: 'Secret', metadata: 'a', data: 'b' } as unknown as KubernetesObject,
  ],
  [
    'a Deployment of nulls',
    { apiVersion: 'apps/v1', kind: 'Deployment', metadata: null, spec: null } as unknown as KubernetesObject,
  ],
  [
    'scalers without a target',
    { apiVersion: 'keda.sh/v1alpha1', kind: 'ScaledObject', metadata: { name: 'a' }, spec: { scaleTargetRef: 1 } },
  ],
])('%s: an odd object is shown like any other', (_name, object) => {
  const { html: page } = report([object], Target.generic('1.36'));
  expect(partOf(page, 'summary')).toContain('Objects 1');
});
