import type { Construct } from 'constructs';
import { requireSyntax } from '../core/fail';
import { dns1035Label } from '../facts/names';

/** Names and labels of all objects of one release. */
export interface SimsvcNames {
  /** The release, which is also the first part of the path of its URLs. */
  readonly release: string;
  /** What all names begin with; with `-scheduler` behind it is still the name of a Service, of 63 characters at most. */
  readonly fullname: string;
}

/** The longest of `-scheduler`, `-worker`, `-server`, `-work`, `-db` has ten characters. */
const ROOM = 53;

/** The names of a release, cut as the chart of document 002 cuts them, but short enough for what is put behind (SIM-12). */
export function namesOf(simsvc: Construct, release: string): SimsvcNames {
  requireSyntax(simsvc, 'release', release, dns1035Label);
  const fullname = `${release}-simsvc`.slice(0, ROOM).replace(/-+$/, '');
  return { release, fullname };
}

/** One of the three programs of a release. */
export type Component = 'scheduler' | 'worker' | 'server';

/** The labels of all objects and pods of one release. */
export function labelsOfRelease({ release }: SimsvcNames): Readonly<Record<string, string>> {
  return { app: 'simsvc', release };
}

/** The labels of the pods of one component, by which Services and policies find them. */
export function labelsOf(names: SimsvcNames, component: Component): Readonly<Record<string, string>> {
  return { ...labelsOfRelease(names), component };
}
