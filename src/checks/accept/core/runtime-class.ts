import { dns1123Label } from '../../../facts/names';
import { isQuantity, parseMilli } from '../../../facts/quantity';
import type { FieldPath } from '../../field-path';
import type { Rule } from '../../rule';
import { forbidden, invalid } from '../field-error';
import type { Sink } from '../field-error';
import { record } from '../read';
import { eachObject } from './each-object';
import type { Fields } from './each-object';
import { resourceQuantity } from './quantities';
import { containerResourceName, isHugePages } from './resource-names';
import { labels, requiredSyntax } from './syntax';
import { tolerations } from './tolerations';

/** ACC098: the handler of a RuntimeClass and what it costs. */
export const runtimeClass: Rule = {
  id: 'ACC098',
  title: 'handler of a RuntimeClass',
  severity: 'error',
  why: 'the API server refuses a class whose handler no runtime can have',
  fix: 'name the handler as the configuration of containerd does, in lower case',
  page: {
    reports:
      'a `handler` that is missing or no DNS label; an overhead of a resource that containers do not have, that is negative, or that is no whole number where the resource is counted; and node selectors and tolerations that are none.',
    mend: 'The handler is the name of the runtime in the configuration of the nodes, such as `nvidia`.',
    before: `apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata:
  name: nvidia
handler: Nvidia
`,
    after: [['handler: Nvidia', 'handler: nvidia']],
  },
  *check(model, target) {
    yield* eachObject(model, target, 'node.k8s.io', 'RuntimeClass', validate);
  },
};

function validate(object: Fields, sink: Sink): void {
  requiredSyntax(object.handler, ['handler'], dns1123Label, sink);
  validateOverhead(record(object.overhead).podFixed, ['overhead', 'podFixed'], sink);
  const { nodeSelector, tolerations: tolerated } = record(object.scheduling);
  labels(nodeSelector, ['scheduling', 'nodeSelector'], sink);
  tolerations(tolerated, ['scheduling', 'tolerations'], sink);
}

function validateOverhead(podFixed: unknown, path: FieldPath, sink: Sink): void {
  const overhead = record(podFixed);
  const names = Object.keys(overhead);
  for (const [name, value] of Object.entries(overhead)) {
    const at = [...path, name];
    const problem = containerResourceName(name);
    if (problem !== undefined) sink(invalid(at, name, problem));
    resourceQuantity(name, value ?? 0, at, sink);
    const page = isHugePages(name) ? parseMilli(name.slice('hugepages-'.length)) : undefined;
    if (page !== undefined && page > 0n && isQuantity(value) && (parseMilli(value) ?? 0n) % page !== 0n) {
      sink(invalid(at, value, `is not positive integer multiple of ${name}`));
    }
  }
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    sink(forbidden(path, 'HugePages require cpu or memory'));
  }
}
