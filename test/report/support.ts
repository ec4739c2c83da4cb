import * as path from 'path';
import { parseManifests } from '../../src/checks/model/parse';
import { readPaths } from '../../src/checks/model/read-paths';
import type { Manifest } from '../../src/checks/manifest';
import { report } from '../../src/report/report';
import type { ReportOptions } from '../../src/report/report';
import { Target } from '../../src/facts/target';

const ROOT = path.resolve(__dirname, '../..');

/** The manifests of the reference platform, their files named from the root of the repository on. */
export function reference(): Manifest[] {
  return readPaths([path.join(ROOT, 'dist/manifests')]).map(({ object, origin }) => ({
    object,
    origin: { ...origin, file: path.relative(ROOT, origin.file!) },
  }));
}

/** The page of some YAML. */
export function pageOf(yaml: string, options: ReportOptions = {}, file = '10-team.yaml'): string {
  return report(parseManifests(yaml, file), Target.aks('1.34'), options).html;
}

/** The part of a page with an id, its tags left out and its white space made one. */
export function partOf(page: string, id: string): string {
  const begin = page.indexOf(`<section id="${id}"`);
  if (begin < 0) throw new Error(`the page has no part ${id}`);
  return textOf(page.slice(begin, page.indexOf('</section>', begin)));
}

/** HTML as text. */
export function textOf(html: string): string {
  const text = html.replaceAll('<wbr>', '').replace(/<[^>]*>/g, ' ');
  const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'");
  return plain.replaceAll('&amp;', '&').replace(/\s+/g, ' ').trim();
}

/** Two pools with pods that scale. */
export const PLATFORM = `apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: general }
spec:
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      requirements: [{ key: karpenter.azure.com/sku-name, operator: In, values: [Standard_D4s_v5] }]
---
apiVersion: karpenter.sh/v1
kind: NodePool
metadata: { name: t4 }
spec:
  limits: { nvidia.com/gpu: 2 }
  template:
    spec:
      nodeClassRef: { group: karpenter.azure.com, kind: AKSNodeClass, name: default }
      taints: [{ key: nvidia.com/gpu, effect: NoSchedule }]
      requirements: [{ key: karpenter.azure.com/sku-name, operator: In, values: [Standard_NC4as_T4_v3] }]
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: team }
spec:
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: 'r.example.com/web:1', resources: { requests: { cpu: '1', memory: 1Gi } } }] }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: team }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 5
---
apiVersion: batch/v1
kind: Job
metadata: { name: train, namespace: team }
spec:
  parallelism: 3
  completions: 3
  template:
    spec:
      restartPolicy: Never
      tolerations: [{ key: nvidia.com/gpu, operator: Exists }]
      containers: [{ name: train, image: 'r.example.com/train@sha256:${'a'.repeat(64)}', resources: { limits: { nvidia.com/gpu: 1 } } }]
`;
