import { readPaths } from '../checks/model/read-paths';
import { diff } from '../diff/diff';
import { diffMarkdown } from '../diff/markdown';
import { diffText } from '../diff/show';
import { DEFAULT_TARGET, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import type { Command } from './command';
import { requireKinds, requireSome } from './require-some';
import { print, printData } from './print';

const HELP = `usage: cdk8s-ml-platform diff OLD NEW [options]

Says what applying NEW over OLD changes, by object and field, and what of it is disruptive: pods that roll, nodes that are
replaced, objects that must be deleted and made anew, data, keys and namespaces that go away, rights that get wider.
OLD and NEW are files or folders of YAML, one of them may be - for standard input. What NEW lacks counts as removed.
Values of Secrets, and what looks secret, are never printed.

  --target PROVIDER@VERSION  aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --format NAME              text, markdown (for a pull request) or json; default text
  --exit-code                exit with 1 where anything changes
  --exclude PATTERN          leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                     prints this

examples:
  cdk8s-ml-platform diff main/dist/manifests dist/manifests --target aks@1.34
  git show main:dist/manifests/10-capacity.k8s.yaml | cdk8s-ml-platform diff - dist/manifests/10-capacity.k8s.yaml
  cdk8s-ml-platform diff main/dist/manifests dist/manifests --format markdown > comment.md

exit code 0: the changes are printed; 1: with --exit-code, where there are any; 2: input that cannot be used
`;

const OPTIONS = {
  target: { type: 'string' },
  format: { type: 'string' },
  'exit-code': { type: 'boolean' },
  exclude: { type: 'string', multiple: true },
} as const;

/** `diff`: what applying new manifests over old ones changes, and disrupts. */
export const DIFF: Command = {
  name: 'diff',
  summary: 'says what applying new manifests over old ones changes and disrupts',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const format = oneOf('--format', values.format ?? 'text', ['text', 'markdown', 'json']);
    const target = targetOf(values.target);
    const [old, next, ...more] = positionals;
    if (old === undefined || next === undefined || more.length > 0)
      throw new UsageError(`diff needs OLD and NEW, ${positionals.length} given`);
    if (old === '-' && next === '-') throw new UsageError('OLD and NEW cannot both be standard input');
    const { exclude } = values;
    const [before, after] = [readPaths([old], { exclude }), readPaths([next], { exclude })];
    requireSome([old, next], [...before, ...after], exclude);
    requireKinds([old], before);
    requireKinds([next], after);
    const answer = diff(before, after, target);
    const shown = {
      text: () => diffText(answer),
      markdown: () => diffMarkdown(answer),
      json: () => `${JSON.stringify(answer, null, 2)}\n`,
    }[format]();
    (format === 'json' ? printData : print)(shown);
    return values['exit-code'] && answer.objects.length > 0 ? 1 : 0;
  },
};
