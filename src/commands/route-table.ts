import { hideSecrets } from '../checks/secret/hide-secrets';
import type { Hop, RouteAnswer, WeightedOutcome } from '../checks/route/engine/types';

/** Answers as text: a line that says where the request goes, and one a hop. */
export function toTable(answers: readonly RouteAnswer[]): string {
  return answers.map(one).join('\n');
}

function one(answer: RouteAnswer): string {
  const width = Math.max(0, ...answer.hops.map(({ kind }) => kind.length));
  const lines = answer.hops.map((hop) => `  ${hop.kind.padEnd(width)}  ${shown(hop)}\n`);
  return hideSecrets(`${answer.method} ${answer.url}\n${lines.join('')}=> ${end(answer)}\n`);
}

function shown({ object, file, line, text }: Hop): string {
  const place = file === undefined ? '' : `   ${file}${line === undefined ? '' : `:${line}`}`;
  return `${object === undefined ? '' : `${object}  `}${text}${place}`;
}

function end(answer: RouteAnswer): string {
  const { dependsOn } = answer;
  const on = dependsOn === undefined ? '' : `\n   it depends on ${dependsOn.join(', and on ')}`;
  return `${last(answer)}${on}`;
}

/** One line a destination where they answer differently. */
function byWeight(outcomes: readonly WeightedOutcome[], path: string | null): string {
  const lines = outcomes.map(({ destination, subset, weight, status, denied, missing, dependsOn }) => {
    const to = `${weight} to ${destination}${subset === undefined ? '' : ` (subset ${subset})`} ${path ?? ''}`;
    if (denied) return `${to}: ${status ?? ''}, refused by ${denied.policy}: ${denied.reason}`;
    if (missing !== undefined) return `${to}: ${status ?? ''}, it cannot be reached`;
    return dependsOn === undefined ? to : `${to}, which depends on ${dependsOn.join(', and on ')}`;
  });
  return `by weight:\n${lines.map((line) => `   ${line}`).join('\n')}`;
}

function last({
  destination,
  destinations,
  outcomes,
  path,
  host,
  redirect,
  status,
  missing,
  denied,
}: RouteAnswer): string {
  if (denied) {
    const reached =
      denied.by === 'gateway' ? 'at the gateway' : `at the ${denied.by} of ${destination ?? ''} ${path ?? ''}`;
    return `${status ?? ''} ${reached}, refused by ${denied.policy}: ${denied.reason}`;
  }
  if (redirect !== null) return `${status ?? ''} ${redirect}`;
  if (destination === null) return `${status ?? 'no answer'}${missing === undefined ? '' : `, ${missing} is missing`}`;
  if (outcomes?.some(({ status, dependsOn }) => status !== null || dependsOn)) return byWeight(outcomes, path);
  const to = destinations ? destinations.join(' or ') : destination;
  return `${to} ${path ?? ''}${host === undefined ? '' : ` (host ${host})`}`;
}
