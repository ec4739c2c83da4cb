import { callersIn } from '../checks/authorize/callers/callers';
import { columns } from '../checks/authorize/columns';
import { Model } from '../checks/model/model';
import { ProgressBar } from '../checks/report/progress-bar';
import { oneOf, parseOptions, UsageError } from './arguments';
import type { Command } from './command';
import { readWith } from './read-with';
import { print, printData, say } from './print';

const HELP = `usage: cdk8s-ml-platform callers PATH... [options]

Says who can call what: for each workload and each port of a Service, whether NetworkPolicies and the AuthorizationPolicies,
PeerAuthentications and RequestAuthentications of Istio let the call through, and which of them decide.
'some' means that it depends on the request, or on addresses and answers that no manifest tells. Without --to and --from every
pair has its line: 1,000 workloads and 1,000 ports have a million, for which 1.5 GB of memory are needed.

  --to SERVICE.NAMESPACE[:PORT]  the Service; default every Service that selects pods
  --from NAMESPACE[/ACCOUNT]     the callers, by their service account; default every workload
  --method METHOD                the method of the request; default any
  --path PATH                    the path of the request; default any
  --format NAME                  table or json; default table
  --exclude PATTERN              leaves out what has the name or path, as in .gitignore; may be given again and again
  --help                         prints this

examples:
  cdk8s-ml-platform callers dist/manifests
  cdk8s-ml-platform callers --to ml-pipeline.kubeflow:8888 dist/manifests
  cdk8s-ml-platform callers --from admin/default-editor --to ml-pipeline.kubeflow:8888 --method GET dist/manifests

exit code 0: the table is printed; 2: input that cannot be used
`;

const OPTIONS = {
  to: { type: 'string' },
  from: { type: 'string' },
  method: { type: 'string' },
  path: { type: 'string' },
  format: { type: 'string' },
  exclude: { type: 'string', multiple: true },
} as const;

/** `callers`: who can call what, and by which policies. */
export const CALLERS: Command = {
  name: 'callers',
  summary: 'says which workloads can call which services, and by which policies',
  help: HELP,
  run(args) {
    const { values, positionals } = parseOptions(args, OPTIONS);
    const format = oneOf('--format', values.format ?? 'table', ['table', 'json']);
    if (positionals.length === 0) throw new UsageError('callers needs at least one PATH, or - for standard input');
    const name = /^[^.:/\s]+(\.[^.:/\s]+)?(\.svc(\.cluster\.local)?)?(:\d+)?$/;
    if (values.to !== undefined && !name.test(values.to))
      throw new UsageError(`--to is '${values.to}', the form is SERVICE.NAMESPACE[:PORT]`);
    if (values.from !== undefined && !/^[^/\s]+(\/[^/\s]+)?$/.test(values.from))
      throw new UsageError(`--from is '${values.from}', the form is NAMESPACE[/ACCOUNT]`);
    const bar = new ProgressBar(process.stderr, 'asking');
    const { manifests, step } = readWith(bar, positionals, values.exclude);
    const { to, from, method, path } = values;
    const calls = callersIn(new Model(manifests), { to, from, method, path }, step);
    bar.stop();
    if (calls.length === 0) say(`Warning: ${nothingAsked(to, from)}; the names are those of the manifests\n`);
    else if (from?.includes('/') && calls.every(({ pods }) => pods === ''))
      say(`Warning: no workload among the manifests is --from ${from}; a pod without labels is asked for it\n`);
    const rows = calls.map(({ from, pods, to, allowed, by }) => [from, pods, to, allowed, by.join(', ')]);
    const shown =
      format === 'json' ? JSON.stringify(calls, null, 2) : columns(['from', 'pods', 'to', 'allowed', 'by'], rows);
    (format === 'json' ? printData : print)(`${shown}\n`);
    return 0;
  },
};

/** Why a table is empty, by what was asked for. */
function nothingAsked(to: string | undefined, from: string | undefined): string {
  const given = [
    ...(from === undefined ? [] : [`no workload is --from ${from}, which is NAMESPACE[/ACCOUNT]`]),
    ...(to === undefined ? [] : [`no Service with pods is --to ${to}, which is SERVICE.NAMESPACE[:PORT]`]),
  ];
  return given.join(', or ') || 'there is no workload, or no Service with pods';
}
