import { kindFacts } from '../../facts/kinds';
import { dns1123Label, pathSegment } from '../../facts/names';
import type { Rule } from '../rule';

/** ACC001: `metadata.name` and `metadata.namespace` are what the API server allows for the kind. */
export const nameSyntax: Rule = {
  id: 'ACC001',
  title: 'object name',
  severity: 'error',
  fix: 'rename the object',
  why: 'the API server refuses an object whose name is missing or not of the syntax of its kind',
  *check(model, target) {
    for (const manifest of model.manifests) {
      const { apiVersion = '', kind = '', metadata } = manifest.object;
      // To the API server null and empty text are no name.
      const name: unknown = metadata?.name ?? '';
      const generateName: unknown = metadata?.generateName ?? '';
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
        const rule = kindFacts(apiVersion, kind)?.nameRule ?? pathSegment;
        const problem = rule(name, target.minor);
        if (problem !== undefined) {
          yield { manifest, path: ['metadata', 'name'], message: `name '${name}' ${problem}` };
        }
      }
      const namespace = metadata?.namespace;
      const problem = typeof namespace === 'string' && namespace !== '' ? dns1123Label(namespace) : undefined;
      if (problem !== undefined) {
        const fix = 'name the namespace as a DNS label';
        yield { manifest, path: ['metadata', 'namespace'], message: `namespace '${namespace}' ${problem}`, fix };
      }
    }
  },
};
