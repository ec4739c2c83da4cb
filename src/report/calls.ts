import { calleesOf, callersOf } from '../checks/authorize/callers/endpoints';
import { callersIn } from '../checks/authorize/callers/callers';
import type { Call } from '../checks/authorize/callers/callers';
import type { Ternary } from '../checks/authorize/callers/ternary';
import type { Context, Section } from './context';
import { html } from './html';
import type { Html, Part } from './html';
import { count, grouped } from './show';
import { some, table } from './table';
import type { Row } from './table';
import { waysIn } from './ways-in';

/** So many pairs of a caller and a port are asked about; a fleet of thousands of pods has millions. */
const MOST_PAIRS = 400_000;

/** Which hosts and paths lead to which Services and who must sign in, and which workloads can call which Services. */
export function calls(context: Context): Section {
  const { rows: ways, table: shown } = waysIn(context);
  const { body, ports } = between(context);
  return {
    id: 'calls',
    title: 'Who can call what',
    count: ways + ports,
    body: html`<h3>From outside</h3>
      ${shown}
      <h3>Between workloads</h3>
      ${body}`,
  };
}

function between({ model }: Context): { readonly body: Html; readonly ports: number } {
  const [from, to] = [callersOf(model).length, calleesOf(model).length];
  if (to === 0) return { body: html`<p>No Service among the manifests selects pods.</p>`, ports: 0 };
  if (from * to > MOST_PAIRS) {
    return {
      body: html`<p>
        ${grouped(from)} callers and ${grouped(to)} ports are too many pairs for one page. The command
        <code>callers --to SERVICE.NAMESPACE</code> answers for one Service.
      </p>`,
      ports: 0,
    };
  }
  const byCallee = new Map<string, Call[]>();
  for (const call of callersIn(model)) {
    const known = byCallee.get(call.to);
    if (known) known.push(call);
    else byCallee.set(call.to, [call]);
  }
  const rows = [...byCallee].map(([to, all]): Row => {
    const cell = (allowed: Ternary): Part =>
      callersText(
        all.filter((one) => one.allowed === allowed),
        all.length,
      );
    const by = [...new Set(all.flatMap((one) => one.by))];
    return {
      cells: [
        html`<code>${to}</code>`,
        cell('yes'),
        cell('some'),
        cell('no'),
        by.length === 0 ? 'no policy' : some(by, 4),
      ],
      filters: { ns: to.slice(to.indexOf('.') + 1, to.lastIndexOf(':')) },
    };
  });
  return {
    ports: byCallee.size,
    body: html`<p>
        What NetworkPolicies and the policies of Istio allow to the pods among the manifests. It is about being allowed;
        whether a program listens is not asked. It depends, where the request decides, or addresses and answers that no
        manifest tells.
      </p>
      ${table('Which workloads can call which Services', ['Service and port', 'Can call', 'It depends', 'Cannot call', 'Decided by'], rows)}`,
  };
}

/** Where all have one answer, their names say no more. */
function callersText(calls: readonly Call[], all: number): Part {
  if (calls.length === 0) return html`<span class="quiet">none</span>`;
  if (calls.length === all && all > 6) return `all ${count(all, 'workload')}`;
  return some([...new Set(calls.map(({ from, pods }) => (pods === '' ? from : `${pods} as ${from}`)))], 4);
}
