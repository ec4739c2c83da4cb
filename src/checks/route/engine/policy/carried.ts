import { list, record } from '../../../accept/read';
import { textMap } from '../objects';
import { known, unknown } from './seen';
import type { Fact, Seen } from './seen';

/** What changes headers between a gateway and the pods. */
export interface HeaderChanges {
  /** The headers that the gateway got. */
  readonly sent: Seen['header'];
  /** `headers` of a route and of its destination, in this order. */
  readonly operations: readonly unknown[];
  /** Headers that the gateway writes from tokens, in lower case. */
  readonly written: ReadonlySet<string>;
  /** Who may write any header, such as a provider that is asked; `undefined` where nobody does. */
  readonly changedBy: string | undefined;
}

/** The headers as pods see them. */
export function carriedHeaders({ sent, operations, written, changedBy }: HeaderChanges): Seen['header'] {
  return (name) => {
    let fact: Fact<string | undefined> = sent(name);
    if (changedBy !== undefined) fact = unknown(`header ${name}, which ${changedBy} may write`);
    else if (written.has(name)) fact = unknown(`header ${name}, which the gateway writes from the token`);
    for (const one of operations) {
      const { set, add, remove } = record(record(one).request);
      if (list(remove).some((other) => typeof other === 'string' && other.toLowerCase() === name))
        fact = known(undefined);
      const appended = valueIn(add, name);
      if (appended !== undefined && 'value' in fact)
        fact = known(fact.value === undefined ? appended : `${fact.value},${appended}`);
      const given = valueIn(set, name);
      if (given !== undefined) fact = known(given);
    }
    return fact;
  };
}

function valueIn(given: unknown, name: string): string | undefined {
  for (const [key, value] of textMap(given)) if (key.toLowerCase() === name) return value;
  return undefined;
}
