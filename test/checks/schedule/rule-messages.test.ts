import { RULES } from '../../../src/checks/rules';
import { runYaml } from './run';

/** What a rule says of the YAML of its page that it reports, where a text of it is another. */
function said(id: string, [from, to] = ['', '']): string[] {
  const { before } = RULES.find((rule) => rule.id === id)!.page;
  if (!before.includes(from)) throw new Error(`the page of ${id} has no '${from}'`);
  return runYaml([before.replace(from, to)]).filter((one) => one.startsWith(id));
}

test.each<[id: string, message: string, neighbour: [from: string, to: string]]>([
  [
    'SCH009',
    'Job train spec.template.spec: asks for nvidia.com/gpu, which the device plugin offers as nvidia.com/gpu.shared',
    ['nvidia.com/gpu: 1', 'nvidia.com/gpu.shared: 1'],
  ],
  [
    'SCH010',
    'Job train spec.template.spec: asks for 2 of nvidia.com/gpu, of which the device plugin makes 4 shares a GPU, which the plugin refuses',
    ['replicas: 4', 'replicas: 1'],
  ],
  [
    'SCH017',
    'Job train spec.template.spec.terminationGracePeriodSeconds: asks for 7200 s to end, and pool a100 gives its nodes 1h',
    ['terminationGracePeriod: 1h', 'terminationGracePeriod: 2h'],
  ],
  [
    'SCH021',
    'Deployment worker spec.template.spec.terminationGracePeriodSeconds: is scaled by a queue and has 30 s to end a task on a GPU',
    [
      'kind: ScaledObject\nmetadata:\n  name: worker\n  namespace: default',
      'kind: ScaledObject\nmetadata:\n  name: worker\n  namespace: other',
    ],
  ],
])('%s says: %s, and nothing of what is nearly the same and right', (id, message, neighbour) => {
  expect(said(id)).toEqual([`${id} ${message}`]);
  expect(said(id, neighbour)).toEqual([]);
});
