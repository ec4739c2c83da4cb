import type { ConfigProblem } from '../../blueprint/problem';
import type { DeliveryConfig } from '../config';

/** What is wrong with the settings of a delivery beyond the types of its keys. */
export function requireDelivery(delivery: DeliveryConfig | undefined): ConfigProblem[] {
  if (!delivery) return [];
  const { engine, repository, prerequisites = 'none', argocd } = delivery;
  const problem = (key: string, message: string): ConfigProblem => ({ path: ['delivery', ...key.split('.')], message });
  const problems: ConfigProblem[] = [];
  if (engine === undefined) return [problem('engine', 'is missing')];
  if (repository === undefined && engine !== 'kubectl') problems.push(problem('repository', 'is missing'));
  if (repository !== undefined && !/^(https?|ssh|oci):\/\/[^\s/]+(\/\S*)?$|^git@[^\s:/]+:\S+$/.test(repository))
    problems.push(
      problem(
        'repository',
        `is ${JSON.stringify(repository)}, allowed are URLs of https, ssh and oci, and git@host:path`,
      ),
    );
  if (delivery.path !== undefined && !/^[\w.-]+(\/[\w.-]+)*$/.test(delivery.path))
    problems.push(problem('path', `is ${JSON.stringify(delivery.path)}, allowed are folders such as dist/fleet`));
  if (delivery.path?.split('/').includes('..'))
    problems.push(problem('path', `is ${JSON.stringify(delivery.path)}, allowed are folders inside of the repository`));
  if (engine === 'flux' && prerequisites === 'argocd')
    problems.push(problem('prerequisites', "is 'argocd', which engine flux does not run; allowed are flux, none"));
  if (engine === 'argocd' && prerequisites === 'flux')
    problems.push(problem('prerequisites', "is 'flux', which engine argocd does not run; allowed are argocd, none"));
  if (engine === 'kubectl' && prerequisites !== 'none')
    problems.push(
      problem('prerequisites', `is '${prerequisites}', which engine kubectl does not run; allowed is none`),
    );
  if (argocd?.applicationSet === true && engine !== 'argocd')
    problems.push(problem('argocd.applicationSet', `is true, and the engine is ${engine}`));
  return problems;
}
