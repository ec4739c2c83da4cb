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

function end({ destination, destinations, path, host, redirect, status, missing }: RouteAnswer): string {
  if (redirect !== null) return `${status ?? ''} ${redirect}`;
  if (destination === null) return `${status ?? 'no answer'}${missing === undefined ? '' : `, ${missing} is missing`}`;
  const to = destinations ? destinations.join(' or ') : destination;
  return `${to} ${path ?? ''}${host === undefined ? '' : ` (host ${host})`}`;
}
