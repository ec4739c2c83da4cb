import type { Rule } from '../rule';
import { list, record, text } from '../accept/read';
import { namespaceOf, textMap } from './engine/objects';
import { titles, workloadsOf } from './engine/pods';
import { service } from './page-parts';
import { documents } from './page-parts';

const POD = (port: string): string => `apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: studioml
  labels:
    app: web
spec:
  containers:
    - name: web
      image: registry.example/web:1.4
      ports:
        - name: ${port}
          containerPort: 8080
`;
const SERVICE = service('web').replace('targetPort: 8080', 'targetPort: http-web');

/** Ports of containers that meshes and serverless layers add to a pod when it is made. */
const ADDED = ['http-envoy-prom', 'status-port', 'queue-port', 'user-port', 'http-autometric', 'http-usermetric'];

/** NET020: a named target port is one of the pods. */
export const targetPort: Rule = {
  id: 'NET020',
  title: 'target port that no container has',
  severity: 'error',
  fix: 'name a port of the containers, or give its number',
  why: 'the Service has no endpoints on this port, and a client gets no answer',
  page: {
    reports:
      'a name in `targetPort` of a Service that no container of the pods it selects has, where such pods are among the manifests. A number is not reported, for a container need not list its ports; nor is a name that a mesh or a serverless layer adds to pods.',
    mend: 'The name is that of `ports` of the container, which may differ from the name of the port of the Service.',
    before: documents(SERVICE, POD('http')),
    after: documents(SERVICE, POD('http-web')),
  },
  *check(model) {
    const workloads = workloadsOf(model);
    for (const manifest of model.ofKind('', 'Service')) {
      const { ports, selector, type } = record(manifest.object.spec);
      if (type === 'ExternalName') continue;
      const pods = workloads.select(namespaceOf(manifest), textMap(selector));
      if (pods.length === 0) continue;
      for (const [index, one] of list(ports).entries()) {
        const name = text(record(one).targetPort);
        if (name === undefined || ADDED.includes(name) || pods.some((pod) => pod.ports.has(name))) continue;
        const has = [...new Set(pods.flatMap((pod) => [...pod.ports.keys()]))].join(', ') || 'no named port';
        const path = ['spec', 'ports', index, 'targetPort'];
        yield { manifest, path, message: `${titles(pods)} has no port named ${name}, but ${has}` };
      }
    }
  },
};
