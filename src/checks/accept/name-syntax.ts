import { isClusterScoped, kindFacts } from '../../facts/kinds';
import { dns1123Label, pathSegment } from '../../facts/names';
import type { Rule } from '../rule';
import { text } from './read';

/** ACC001: `metadata.name` and `metadata.namespace` are what the API server allows for the kind. */
export const nameSyntax: Rule = {
  id: 'ACC001',
  title: 'object name',
  severity: 'error',
  fix: 'rename the object',
  why: 'the API server refuses an object whose name is missing or not of the syntax of its kind',
  page: {
    reports:
      '`metadata.name` that is missing, not text, or not of the syntax of its kind, and `metadata.namespace` that is no DNS label. Most kinds take a DNS subdomain (lower-case letters, digits, `-` and `.`, at most 253 characters). A Namespace, a StatefulSet and a Service take one label of it, at most 63 characters; a Service must begin with a letter up to Kubernetes 1.35. A Job may have 63 characters and a CronJob 52. Roles and bindings take what a URL takes, such as `system:node`. Of a kind that is not known, only what no URL takes is reported.',
    mend: 'Rename the object. Names that cdk8s generates follow the ids of the constructs, so rename the construct or set `metadata.name`.',
    before: `apiVersion: v1
kind: Namespace
metadata:
  name: vision_lab
`,
    after: [['name: vision_lab', 'name: vision-lab']],
  },
  *check(model, target) {
    for (const manifest of model.manifests) {
      const { apiVersion = '', kind = '', metadata } = manifest.object;
      // To the API server null and empty text are no name.
      const name: unknown = metadata?.name ?? '';
      const generateName: unknown = metadata?.generateName ?? '';
      // What has neither is no manifest, and another rule says so.
      if ([apiVersion, kind].every((one: unknown) => (one ?? '') === '')) continue;
      if (name === '' && generateName === '') {
        yield { manifest, path: ['metadata', 'name'], message: 'has no name', fix: 'set metadata.name' };
      } else if (typeof name !== 'string') {
        yield {
          manifest,
          path: ['metadata', 'name'],
          message: `name ${JSON.stringify(name)} is not text`,
          fix: 'quote the name',
        };
      } else if (name !== '') {
        // Of a kind that is not known only this is certain: its name is a part of a URL path.
        const rule = kindFacts(apiVersion, text(kind) ?? '')?.nameRule ?? pathSegment;
        const problem = rule(name, target.minor);
        if (problem !== undefined) {
          yield { manifest, path: ['metadata', 'name'], message: `name '${name}' ${problem}` };
        }
      }
      // Of an object that has no namespace the API server drops it unread.
      if (isClusterScoped(apiVersion, text(kind) ?? '')) continue;
      const namespace = metadata?.namespace;
      const problem = typeof namespace === 'string' && namespace !== '' ? dns1123Label(namespace) : undefined;
      if (problem !== undefined) {
        const fix = 'name the namespace as a DNS label';
        yield { manifest, path: ['metadata', 'namespace'], message: `namespace '${namespace}' ${problem}`, fix };
      }
    }
  },
};
