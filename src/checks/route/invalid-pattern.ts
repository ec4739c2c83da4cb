import type { Rule } from '../rule';
import type { FieldPath } from '../field-path';
import { isPattern } from './engine/regex';
import { virtualServices } from './engine/istio/virtual-service';
import { documents, gateway, service, virtualService } from './page-parts';
import type { StringMatch } from './engine/istio/string-match';

const ROUTE = (pattern: string): string => `    - match:
        - uri:
            regex: '${pattern}'
      route:
        - destination:
            host: web
`;

/** NET013: each regular expression of a VirtualService is one of RE2. */
export const invalidPattern: Rule = {
  id: 'NET013',
  title: 'regular expression that Envoy refuses',
  severity: 'error',
  fix: 'write it in the syntax of RE2, without lookaround and back references',
  why: 'Envoy refuses the whole route table with it and goes on with the last one that it took, so no later change of any route has an effect',
  page: {
    reports:
      'a `regex` of a match, or `match` of `uriRegexRewrite`, of a VirtualService that RE2 does not take. `*` alone is one that Istio reads as any value, except for `uri`.',
    mend: 'RE2 has no `(?=`, `(?!`, `(?<=` and no `\\\\1` in a pattern. What must not fit is a route of its own in front.',
    before: documents(gateway(), virtualService('studio', ROUTE('/(?!admin).*')), service('web')),
    after: documents(gateway(), virtualService('studio', ROUTE('/pages/.*')), service('web')),
  },
  *check(model) {
    for (const { http } of virtualServices(model)) {
      for (const { matches, rewrite, place } of http) {
        const report = (path: FieldPath, pattern: string, manifest = place.manifest) => ({
          manifest,
          path,
          message: `RE2 does not take the regular expression ${pattern}`,
        });
        for (const one of matches) {
          const fields = ['uri', 'method', 'scheme', 'authority'] as const;
          const texts: [FieldPath, StringMatch | undefined][] = fields.map((field) => [[field], one[field]]);
          for (const field of ['headers', 'withoutHeaders', 'queryParams'] as const)
            for (const [name, given] of one[field]) texts.push([[field, name], given]);
          for (const [path, given] of texts) {
            if (given?.kind !== 'regex' || isPattern(given.value)) continue;
            if (given.value === '*' && path[0] !== 'uri') continue;
            yield report([...one.place.path, ...path, 'regex'], given.value);
          }
        }
        const pattern = rewrite?.regex?.match;
        if (pattern !== undefined && !isPattern(pattern))
          yield report([...place.path, 'rewrite', 'uriRegexRewrite', 'match'], pattern);
      }
    }
  },
};
