import { dns1123Label } from '../../facts/names';

/**
 * The namespace in which a user builds, as build.yaml names it: for a chart that a {@link BuildAndTest} stands in. Two users never share
 * one, and nothing that a build renders stands outside of it.
 *
 * @param user a part of a DNS label: lower-case letters, digits and `-`
 * @param prefix what stands before it and a `-`
 * @throws where the name is no DNS label of at most 63 characters
 * @example
 * new Chart(app, 'build', { namespace: runner.buildNamespace('alice') }); // build-studio-go-runner-alice
 */
export function buildNamespace(user: string, prefix = 'build-studio-go-runner'): string {
  const problem = dns1123Label(user) ?? dns1123Label(`${prefix}-${user}`);
  if (problem !== undefined) throw new Error(`user '${user}' makes the namespace '${prefix}-${user}': it ${problem}`);
  return `${prefix}-${user}`;
}
