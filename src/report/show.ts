import type { Amounts } from '../checks/schedule/engine/amounts';
import { plural } from '../facts/count';

/** `1 object`, `2,000 objects`. */
export function count(amount: number, one: string, many?: string): string {
  return `${grouped(amount)} ${plural(amount, one, many)}`;
}

/** A whole number with its thousands apart, the same in every locale. */
export function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ',');
}

const GIB = 2 ** 30;

/** An amount of a resource for people: `cpu` in cores, `memory` and storage in GiB or MiB. */
export function amountText(name: string, amount: number): string {
  if (name === 'cpu') return short(amount / 1000);
  if (name === 'memory' || name === 'ephemeral-storage') {
    return amount >= GIB ? `${short(amount / GIB)} GiB` : `${short(amount / 2 ** 20)} MiB`;
  }
  return short(amount);
}

function short(amount: number): string {
  const [whole = '0', rest] = String(Math.round(amount * 100) / 100).split('.');
  return `${grouped(Number(whole))}${rest === undefined ? '' : `.${rest}`}`;
}

/** US dollars with so many digits as tell something. */
export function usd(amount: number): string {
  const [whole = '0', cents = '00'] = amount.toFixed(amount !== 0 && amount < 1 ? 4 : 2).split('.');
  return `${grouped(Number(whole))}.${cents}`;
}

/** What a pod asks for, cpu and memory first. */
export function requestsText(requests: Amounts): string {
  const order = ['cpu', 'memory'];
  const names = [...requests.keys()].sort((a, b) => rank(order, a) - rank(order, b) || (a < b ? -1 : 1));
  const shown = names.flatMap((name) => {
    const amount = requests.get(name)!;
    return amount === 0 ? [] : [name === 'memory' ? amountText(name, amount) : `${amountText(name, amount)} ${name}`];
  });
  return shown.length === 0 ? 'nothing' : shown.join(', ');
}

function rank(order: readonly string[], name: string): number {
  const found = order.indexOf(name);
  return found < 0 ? order.length : found;
}
