import type { Hop, RouteAnswer } from '../checks/route/engine/types';

/** Answers as text: a line that says where the request goes, and one a hop. */
export function toTable(answers: readonly RouteAnswer[]): string {
  return answers.map(one).join('\n');
}

function one(answer: RouteAnswer): string {
  const width = Math.max(0, ...answer.hops.map(({ kind }) => kind.length));
  const lines = answer.hops.map((hop) => `  ${hop.kind.padEnd(width)}  ${shown(hop)}\n`);
  return `${answer.method} ${answer.url}\n${lines.join('')}=> ${end(answer)}\n`;
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

function last({ destination, destinations, path, host, redirect, status, missing, denied }: RouteAnswer): string {
  if (denied) {
    const reached = denied.by === 'gateway' ? 'at the gateway' : `at the pods of ${destination ?? ''} ${path ?? ''}`;
    return `${status ?? ''} ${reached}, refused by ${denied.policy}: ${denied.reason}`;
  }
  if (redirect !== null) return `${status ?? ''} ${redirect}`;
  if (destination === null) return `${status ?? 'no answer'}${missing === undefined ? '' : `, ${missing} is missing`}`;
  const to = destinations ? destinations.join(' or ') : destination;
  return `${to} ${path ?? ''}${host === undefined ? '' : ` (host ${host})`}`;
}
