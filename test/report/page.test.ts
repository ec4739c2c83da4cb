import { createHash } from 'crypto';
import { report } from '../../src/report/report';
import { Target } from '../../src/facts/target';
import { pageOf, partOf, PLATFORM, reference, textOf } from './support';

const page = report(reference(), Target.aks('1.34')).html;

describe('the page of the reference platform', () => {
  test('it has every part, in order, and headings leave no level out', () => {
    expect([...page.matchAll(/<h2 [^>]*>([^<]*)/g)].map(([, text]) => text)).toEqual([
      'Summary',
      'Findings',
      'Graph',
      'Schedule',
      'Pod Security',
      'Who can do what',
      'Who can call what',
      'Images',
      'Objects by file',
    ]);
    const levels = [...page.matchAll(/<h([1-6])[ >]/g)].map(([, level]) => Number(level));
    expect(levels[0]).toBe(1);
    for (const [index, level] of levels.entries()) expect(level - (levels[index - 1] ?? 0)).toBeLessThanOrEqual(1);
  });

  test('the same manifests give the same bytes on another day, and no folder of this machine', () => {
    jest.useFakeTimers({ now: new Date('2001-02-03') });
    try {
      expect(report(reference(), Target.aks('1.34')).html).toBe(page);
    } finally {
      jest.useRealTimers();
    }
    expect(page).not.toContain(process.cwd());
  });

  test('its policy allows its own style and its own program, and nothing else', () => {
    const policy = textOf(/Content-Security-Policy"\s+content="([^"]*)"/.exec(page)![1]!);
    const style = /<style>([^]*?)<\/style>/.exec(page)![1]!;
    const script = /<script>([^]*?)<\/script>/.exec(page)![1]!;
    const hash = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
    expect(policy).toBe(
      `default-src 'none'; style-src ${hash(style)}; script-src ${hash(script)}; base-uri 'none'; form-action 'none'`,
    );
    expect(page.match(/<style|<script/g)).toHaveLength(2);
    expect(page).not.toMatch(/\s(style|on\w+)="/);
    expect(page).not.toMatch(/(src|href)="(?!#)/);
    expect(page.match(/url\(|@import/g)).toBeNull();
  });

  test('ids are given once, and each link of the page leads somewhere', () => {
    const ids = [...page.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of page.matchAll(/href="#([^"]*)"/g)) expect(ids).toContain(id);
  });

  test('what the other commands say is in it', () => {
    expect(partOf(page, 'findings')).toContain('REF005 Secret that does not exist');
    expect(partOf(page, 'findings')).toMatch(/dist\/manifests\/30-runner\.k8s\.yaml:\d+/);
    expect(partOf(page, 'schedule')).toContain('ScaledJob studioml/studioml-go-runner 0 to 8 by ScaledJob');
    expect(partOf(page, 'schedule')).toContain('pool a100 : Standard_NC24ads_A100_v4');
    expect(partOf(page, 'pod-security')).toContain(
      'ScaledJob studioml/studioml-go-runner baseline baseline the image of studio-go-runner runs as root',
    );
    expect(partOf(page, 'pod-security')).toContain('Deployment kubeflow/minio restricted');
    expect(partOf(page, 'pod-security')).not.toContain('nobody says');
    expect(partOf(page, 'rights')).toContain('studioml/studioml-account');
    expect(partOf(page, 'calls')).toContain('minio-service.kubeflow:9000');
    expect(partOf(page, 'calls')).toContain('does not ask provider oauth2-proxy for this request');
    expect(partOf(page, 'images')).toContain('quay.io/oauth2-proxy/oauth2-proxy:v7.15.4');
    expect(partOf(page, 'objects')).toMatch(/dist\/manifests\/20-nvidia\.k8s\.yaml \d+ objects/);
    expect(page.match(/<svg /g)).toHaveLength(3);
  });
});

test('a workload that is not restricted and says no reason is marked', () => {
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'it' },
    spec: { containers: [{ name: 'a', image: 'b:1' }] },
  };
  expect(partOf(report([pod], Target.aks('1.34')).html, 'pod-security')).toMatch(
    /Pod it baseline \w+ nobody says .*runAsNonRoot/,
  );
});

describe('numbers', () => {
  const shown = pageOf(PLATFORM);

  test('requests at rest are those of the smallest number of pods, at limits those of the largest', () => {
    const summary = partOf(shown, 'summary');
    expect(summary).toContain('Pods 2 8');
    expect(summary).toContain('CPU cores 2 5');
    expect(summary).toContain('Memory 2 GiB 5 GiB');
    expect(summary).toContain('nvidia.com/gpu 0 3');
    expect(summary).toContain('GPUs, at rest to limits 0 to 3');
  });

  test('the price is that of the nodes that the pods need, within the limits of the pools, and what is over them is said', () => {
    const summary = partOf(shown, 'summary');
    expect(summary).toContain('general 1 × Standard_D4s_v5 0.1920 2 × Standard_D4s_v5 0.3840');
    expect(summary).toContain('t4 none 0.00 2 × Standard_NC4as_T4_v3 1.05');
    expect(summary).toContain('0 pods at rest and 1 at limits are over the limits of their pools');
  });

  test('without a pool no price is told', () => {
    const alone = PLATFORM.split('---\n').filter((one) => !one.includes('NodePool'));
    const summary = partOf(pageOf(alone.join('---\n')), 'summary');
    expect(summary).toContain('USD an hour, at rest to limits not known');
    expect(summary).toContain('The price is not known. There is no NodePool among the manifests');
    expect(partOf(pageOf(alone.join('---\n')), 'schedule')).toContain('not known');
  });

  test('sizes without a price leave it open', () => {
    const sizes = ['Standard_D4s_v5', 'Standard_NC4as_T4_v3'].map((name) => ({
      name,
      labels: { 'karpenter.azure.com/sku-name': name },
      allocatable: { cpu: '4', memory: '16Gi', pods: 50, 'nvidia.com/gpu': 1 },
    }));
    const summary = partOf(pageOf(PLATFORM, { sizes }), 'summary');
    expect(summary).toContain('USD an hour, at rest to limits not known');
    expect(summary).toContain('Sizes and prices are those of the file that --sizes names.');
  });
});

test('a list to mirror has each image once, with its registry and its tag or digest', () => {
  const list = /<textarea[^>]*>\n([^<]*)</.exec(pageOf(PLATFORM))![1];
  expect(list).toBe(`r.example.com/train@sha256:${'a'.repeat(64)}\nr.example.com/web:1`);
});

test('rights that lead further are marked, others are not', () => {
  const rights = (rules: string): string =>
    partOf(
      pageOf(`apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: r, namespace: team }
rules: [${rules}]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: team }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: r }
subjects: [{ kind: ServiceAccount, name: a, namespace: team }, { kind: User, name: ana }]
`),
      'rights',
    );
  const secrets = rights("{ apiGroups: [''], resources: [secrets], verbs: [list] }");
  expect(secrets).toContain('team/a reads Secrets none among the manifests list secrets in team reads Secrets');
  expect(secrets).toContain('User ana reads Secrets');
  expect(rights("{ apiGroups: [''], resources: [secrets], verbs: [get], resourceNames: [one] }")).toContain(
    'get secrets named one in team reads named Secrets',
  );
  expect(rights("{ apiGroups: [''], resources: [configmaps], verbs: [list] }")).toContain('0 of 2 marked');
  expect(rights("{ apiGroups: [''], resources: [pods/exec], verbs: [create] }")).toContain('runs commands in pods');
});

test('findings that are accepted are shown with their reason, and not among the others', () => {
  const [first] = reference();
  const { html } = report([first!], Target.aks('1.34'), { suppressions: [{ rule: 'ACC024', reason: 'as agreed' }] });
  expect(html).toContain('The checks found nothing to mend.');
  const image =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: b }\nspec: { containers: [{ name: a, image: x }] }\n';
  const suppressed = pageOf(image, { suppressions: [{ rule: 'IMG002', reason: 'as agreed' }] });
  expect(partOf(pageOf(image), 'findings')).toContain('IMG002 Image without a version');
  expect(partOf(suppressed, 'findings')).toContain("image 'x' has no tag, which means latest as agreed");
});

test('no manifest at all is a page too', () => {
  const { html, errors } = report([], Target.kind('1.34'));
  expect(errors).toBe(0);
  expect(partOf(html, 'graph')).toContain('The manifests have nothing of this.');
  expect(partOf(html, 'calls')).toContain('No Service among the manifests selects pods.');
});
