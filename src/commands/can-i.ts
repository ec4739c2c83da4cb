import * as fs from 'fs';
import { answer, identityOf } from '../checks/authorize/can-i';
import type { AccessQuestion } from '../checks/authorize/can-i';
import { chainText, requestText } from '../checks/authorize/rbac/explain';
import { permissionsOf } from '../checks/authorize/rbac/permissions';
import { RbacPolicy } from '../checks/authorize/rbac/policy';
import { readQuestions } from '../checks/authorize/rbac/read-questions';
import { parseResource, verbWarning } from '../checks/authorize/rbac/parse-resource';
import { Model } from '../checks/model/model';
import { readPaths, readText } from '../checks/model/read-paths';
import { columns } from '../checks/authorize/columns';
import { DEFAULT_TARGET, oneOf, parseOptions, targetOf, UsageError } from './arguments';
import type { Command } from './command';
import { requireManifests } from './require-some';
import { print, printData, say } from './print';

const HELP = `usage: cdk8s-ml-platform can-i VERB RESOURCE[.GROUP][/SUBRESOURCE] [NAME] --as SUBJECT [options] PATH...
       cdk8s-ml-platform can-i VERB /URL --as SUBJECT PATH...
       cdk8s-ml-platform can-i --list --as SUBJECT [-n NAMESPACE] PATH...
       cdk8s-ml-platform can-i --questions FILE PATH...

Says whether RBAC allows it, and what grants it, from manifests alone. The roles and bindings of Kubernetes itself count too.
RESOURCE is a plural, a singular or a short name, as kubectl takes them: pods, pod, po, deploy, workflows.argoproj.io.
Of two or more that follow it, the first is a NAME if it is no file or folder and does not look like one.

  --as SUBJECT               a user name; a service account as system:serviceaccount:NAMESPACE:NAME
  --as-group GROUP           a group of the subject, again and again; those that the API server adds need not be given
  -n, --namespace NAMESPACE  the namespace of the request; default all namespaces, or none for a cluster-scoped resource
  -A, --all-namespaces       all namespaces, which is the default
  --name NAME                the name of the object, where NAME could be taken for a PATH
  --subresource NAME         as /SUBRESOURCE
  --list                     everything that the subject may do, in the namespace or in each
  --questions FILE           a JSON list of {subject: {kind, namespace, name, groups}, namespace, verb, group, resource,
                             subresource, name, nonResourceURL}; it comes back with allowed and chain; - is standard input
  --target PROVIDER@VERSION  aks, eks, kind or generic, and a Kubernetes version, or a platform.yaml with both; default ${DEFAULT_TARGET}
  --format NAME              table or json; default table
  --exclude PATTERN          leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                     prints this

examples:
  cdk8s-ml-platform can-i list pods --as system:serviceaccount:admin:default-editor -n admin dist/manifests
  cdk8s-ml-platform can-i create pods/exec --as ana --as-group devs -n team dist/manifests
  cdk8s-ml-platform can-i get secrets queue --as system:serviceaccount:studioml:runner -n studioml dist/manifests
  cdk8s-ml-platform can-i --list --as system:serviceaccount:studioml:runner dist/manifests

exit code 0: yes; 1: no; 2: input that cannot be used
`;

const OPTIONS = {
  as: { type: 'string' },
  'as-group': { type: 'string', multiple: true },
  namespace: { type: 'string', short: 'n' },
  'all-namespaces': { type: 'boolean', short: 'A' },
  name: { type: 'string' },
  subresource: { type: 'string' },
  list: { type: 'boolean' },
  questions: { type: 'string' },
  target: { type: 'string' },
  format: { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

type Values = ReturnType<typeof parseOptions<typeof OPTIONS>>['values'];

/** `can-i`: what RBAC allows a subject, and what grants it. */
export const CAN_I: Command = {
  name: 'can-i',
  summary: 'says whether RBAC allows a subject something, and what grants it',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const json = oneOf('--format', values.format ?? 'table', ['table', 'json']) === 'json';
    const target = targetOf(values.target);
    if (values['all-namespaces'] && values.namespace !== undefined) throw new UsageError('give -n or -A, not both');
    const policyOf = (model: Model): RbacPolicy => RbacPolicy.of(model, target);
    if (values.questions !== undefined) return askAll(values.questions, policyOf(load(positionals, values)), json);
    if (values.list) return list(values, load(positionals, values), policyOf, json);
    return askOne(values, positionals, policyOf, json);
  },
};

function load(paths: readonly string[], { exclude }: Values): Model {
  if (paths.length === 0) throw new UsageError('can-i needs at least one PATH, or - for standard input');
  const manifests = readPaths(paths, { exclude });
  requireManifests(paths, manifests, exclude);
  return new Model(manifests);
}

function askAll(file: string, policy: RbacPolicy, json: boolean): number {
  const questions = readQuestions(readText(file), file);
  const answers = answer(policy, questions);
  if (json) {
    printData(`${JSON.stringify(questions.map((question, index) => ({ ...question, ...answers[index]! })))}\n`);
    return 0;
  }
  const rows = questions.map((question, index) => {
    const { allowed, chain } = answers[index]!;
    return [allowed ? 'yes' : 'no', who(question), requestText(question), chain ? chainText(chain) : ''];
  });
  print(`${columns(['allowed', 'subject', 'request', 'granted by'], rows)}\n`);
  return 0;
}

function list(values: Values, model: Model, policyOf: (model: Model) => RbacPolicy, json: boolean): number {
  const subject = subjectOf(values);
  const warning = subjectWarning(subject.name, model);
  if (warning !== undefined) say(`Warning: ${warning}\n`);
  const permissions = permissionsOf(policyOf(model), identityOf(subject), values.namespace);
  if (json) {
    printData(`${JSON.stringify(permissions, null, 2)}\n`);
    return 0;
  }
  const rows = permissions.map(({ namespace, what, names, verbs, chain }) => [
    namespace === '' ? '*' : namespace,
    what,
    names.join(','),
    verbs.join(','),
    `${chain.binding} -> ${chain.role}`,
  ]);
  print(`${columns(['namespace', 'resources', 'names', 'verbs', 'granted by'], rows)}\n`);
  return 0;
}

function askOne(
  values: Values,
  args: readonly string[],
  policyOf: (model: Model) => RbacPolicy,
  json: boolean,
): number {
  const [verb, what, ...rest] = args;
  if (verb === undefined || what === undefined) throw new UsageError('can-i needs VERB, RESOURCE and PATH');
  const subject = subjectOf(values);
  const named = values.name === undefined && rest.length > 1 && !isPath(rest[0]!);
  const model = load(named ? rest.slice(1) : rest, values);
  const name = values.name ?? (named ? rest[0] : undefined);
  const policy = policyOf(model);
  const { warnings, ...request } = parseResource(what, model, policy, values);
  const ofVerb = verbWarning(verb, request);
  const ofSubject = subjectWarning(subject.name, model);
  for (const warning of [ofVerb, ofSubject, ...warnings]) if (warning !== undefined) say(`Warning: ${warning}\n`);
  const question: AccessQuestion = { subject, namespace: values.namespace ?? '', verb, ...request, name };
  const [{ allowed, chain }] = answer(policy, [question]) as [ReturnType<typeof answer>[number]];
  const masters = allowed && !chain ? 'the group system:masters, whom no policy is asked of' : undefined;
  if (json)
    printData(`${JSON.stringify({ ...question, allowed, chain, ...(masters && { bypass: masters }) }, null, 2)}\n`);
  else print(`${allowed ? 'yes' : 'no'}${chain ? `: ${chainText(chain)}` : masters ? `: ${masters}` : ''}\n`);
  return allowed ? 0 : 1;
}

function subjectOf(values: Values): AccessQuestion['subject'] {
  if (values.as === undefined) throw new UsageError('can-i needs --as SUBJECT');
  return { kind: 'User', name: values.as, groups: values['as-group'] ?? [] };
}

/** Why a subject may not be the service account that is meant: no binding names it so, and the answer would be no without a word. */
function subjectWarning(name: string, model: Model): string | undefined {
  const form = 'a service account is system:serviceaccount:NAMESPACE:NAME';
  if (name.startsWith('system:serviceaccount:'))
    return /^system:serviceaccount:[^:/]+:[^:/]+$/.test(name) ? undefined : `'${name}' is no service account; ${form}`;
  const [namespace, account, ...more] = name.split('/');
  const isAccount = more.length === 0 && model.find('', 'ServiceAccount', namespace ?? '', account ?? '') !== undefined;
  return isAccount ? `'${name}' is the name of a user; ${form}` : undefined;
}

/** Whether an argument is a file or folder, or looks like one. */
function isPath(text: string): boolean {
  return (
    text === '-' || text.includes('/') || /\.(ya?ml|json)$/.test(text) || /^\.+$/.test(text) || fs.existsSync(text)
  );
}

function who({ subject: { kind, namespace, name } }: AccessQuestion): string {
  return kind === 'ServiceAccount' ? `${namespace ?? ''}/${name}` : name;
}
