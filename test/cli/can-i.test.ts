import * as fs from 'fs';
import * as path from 'path';
import { Folder } from './run';

const PAGE = fs.readFileSync(path.resolve(__dirname, '../../docs/can-i.md'), 'utf8');
/** The blocks of the page: language, file name and text. */
const BLOCKS = [...PAGE.matchAll(/^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm)].map(([, language, file, text]) => ({
  language,
  file,
  text: text!,
}));
const COMMANDS = BLOCKS.flatMap((block, index) => {
  const next = BLOCKS[index + 1];
  if (block.language !== 'sh') return [];
  return [[block.text.trim(), next?.language === 'text' ? next.text : undefined] as const];
});

const RUNNER = ['--as', 'system:serviceaccount:team:runner'];
const KEDA = `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: keda }
rules: [{ apiGroups: ['', keda.sh], resources: [scaledobjects, pods], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: keda }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: keda }
subjects: [{ kind: User, name: ana, apiGroup: rbac.authorization.k8s.io }]
`;

let folder: Folder;

beforeAll(() => {
  folder = new Folder();
  for (const { file, text } of BLOCKS) if (file !== undefined) folder.write(file, text);
});

afterAll(() => folder.remove());

test('the page has its files and commands', () => {
  expect(BLOCKS.flatMap(({ file }) => file ?? [])).toEqual(['access.yaml', 'questions.json', 'mesh.yaml']);
  expect(COMMANDS.length).toBeGreaterThanOrEqual(7);
});

test.each(COMMANDS)('the page: %s', (command, output) => {
  const { code, stdout, stderr } = folder.run(command.split(' ').slice(1));
  expect(stderr).toBe('');
  expect(code).toBe(stdout === 'no\n' ? 1 : 0);
  if (output !== undefined) expect(stdout).toBe(output);
});

describe('one question', () => {
  const ask = (...args: string[]): ReturnType<Folder['run']> =>
    folder.run(['can-i', ...args, ...RUNNER, 'access.yaml']);

  test.each([
    [['get', 'cm', '-n', 'team'], 'yes'],
    [['get', 'configmap', '-n', 'team'], 'yes'],
    [['get', 'ConfigMaps', '-n', 'team'], 'yes'],
    [['get', 'configmaps', '-n', 'other'], 'no'],
    [['get', 'configmaps', '-A'], 'no'],
    [['get', 'configmaps.', '-n', 'team'], 'yes'],
    [['get', 'configmaps.apps', '-n', 'team'], 'no'],
    [['get', 'secrets', 'queue', '-n', 'team'], 'yes'],
    [['get', 'secrets', 'other', '-n', 'team'], 'no'],
    [['get', 'secrets', '--name', 'queue', '-n', 'team'], 'yes'],
    [['get', 'cm', 'queue', '--subresource', 'status', '-n', 'team'], 'no'],
    [['get', '/version'], 'yes'],
    [['get', '/metrics'], 'no'],
    [['create', 'selfsubjectreviews.authentication.k8s.io'], 'yes'],
    [['create', 'selfsubjectreviews.v1.authentication.k8s.io'], 'yes'],
  ])('%j: %s', (args, answer) => {
    const { code, stdout } = ask(...args);
    expect(stdout.split(/[:\n]/)[0]).toBe(answer);
    expect(code).toBe(answer === 'yes' ? 0 : 1);
  });

  test('as JSON', () => {
    const { stdout } = ask('get', 'secrets', 'queue', '-n', 'team', '--format', 'json');
    expect(JSON.parse(stdout)).toEqual({
      subject: { kind: 'User', name: 'system:serviceaccount:team:runner', groups: [] },
      namespace: 'team',
      verb: 'get',
      group: '',
      resource: 'secrets',
      subresource: '',
      name: 'queue',
      allowed: true,
      chain: {
        binding: 'RoleBinding team/runner',
        subject: 'ServiceAccount team/runner',
        role: 'Role team/reader',
        index: 1,
        rule: { verbs: ['get'], apiGroups: [''], resources: ['secrets'], resourceNames: ['queue'] },
      },
    });
  });

  test('warns of a resource that is odd, and of groups that are superusers', () => {
    expect(ask('get', 'nodes', '-n', 'team').stderr).toBe("Warning: resource 'nodes' is not namespace scoped\n");
    expect(ask('get', 'widgets', '-n', 'team').stderr).toBe("Warning: no resource is named 'widgets'\n");
    expect(ask('get', 'nodes', '--as-group', 'system:masters').stdout).toBe(
      'yes: the group system:masters, whom no policy is asked of\n',
    );
  });

  test('warns of a resource that a group of Kubernetes does not have, and of none in a group that is not known', () => {
    expect(ask('get', 'pods.apps', '-n', 'team').stderr).toBe("Warning: no resource is named 'pods' in group apps\n");
    expect(ask('get', 'pod.v1.batch', '-n', 'team').stderr).toBe(
      "Warning: no resource is named 'pod' in group v1.batch\n",
    );
    expect(ask('get', 'jobs.', '-n', 'team').stderr).toBe("Warning: no resource is named 'jobs' in the core group\n");
    expect(ask('get', '.', '-n', 'team').stderr).toBe("Warning: no resource is named '' in the core group\n");
    for (const one of ['jobs.batch', 'deploy.v1.apps', 'pods.v1', 'pods.', 'widgets.example.com', '*.apps'])
      expect([one, ask('get', one, '-n', 'team').stderr]).toEqual([one, '']);
  });

  test('a custom resource of a known kind is meant by its singular too, where rules name its group', () => {
    folder.write('keda.yaml', KEDA);
    const of = (resource: string): unknown => {
      const { code, stderr } = folder.run(['can-i', 'list', resource, '--as', 'ana', '-n', 'team', 'keda.yaml']);
      return [code, stderr];
    };
    expect(of('scaledobject')).toEqual([0, '']);
    expect(of('ScaledObjects')).toEqual([0, '']);
    expect(of('nodepool')).toEqual([1, "Warning: no resource is named 'nodepool'\n"]);
  });

  test('warns of a name that was read as a subresource, which is how kubectl writes it', () => {
    expect(ask('get', 'secret/queue', '-n', 'team').stderr).toBe(
      "Warning: resource 'secrets' has no subresource 'queue'; a name stands apart: secrets queue\n",
    );
    for (const one of ['pods/log', 'deploy/scale', 'pods/*', 'widgets.example.com/status'])
      expect(ask('get', one, '-n', 'team').stderr).toBe('');
  });

  test('warns of a verb that nothing is asked by, as kubectl does', () => {
    expect(ask('GET', 'pods', '-n', 'team').stderr).toBe("Warning: verb 'GET' is not a known verb\n");
    expect(ask('list', '/metrics').stderr).toBe("Warning: verb 'list' is not a known verb\n");
    for (const verb of ['*', 'watch', 'bind', 'impersonate', 'impersonate:user-info', 'sign'])
      expect(ask(verb, 'pods', '-n', 'team').stderr).toBe('');
    expect(ask('post', '/metrics').stderr).toBe('');
  });

  test('a version has its own roles', () => {
    const roles = folder.write(
      'edit.yaml',
      `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: b, namespace: team }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: User, name: ana, apiGroup: rbac.authorization.k8s.io }]
`,
    );
    const at = (target: string): number | null =>
      folder.run(['can-i', 'create', 'resourceclaims', '--as', 'ana', '-n', 'team', '--target', target, roles]).code;
    expect([at('aks@1.33'), at('aks@1.34')]).toEqual([1, 0]);
  });
});

test('a custom resource is found by its definition, or by the rules that name it', () => {
  const crd = folder.write(
    'crd.yaml',
    `apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: widgets.example.com }
spec: { group: example.com, scope: Namespaced, names: { kind: Widget, plural: widgets, singular: widget, shortNames: [wi] }, versions: [] }
`,
  );
  const roles = folder.write(
    'widgets.yaml',
    `apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: r }
rules: [{ apiGroups: [example.com], resources: [widgets], verbs: [list] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: b }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: r }
subjects: [{ kind: User, name: ana, apiGroup: rbac.authorization.k8s.io }]
`,
  );
  const code = (...args: string[]): number | null => folder.run(['can-i', 'list', ...args, '--as', 'ana']).code;
  expect(code('wi', crd, roles)).toBe(0);
  expect(code('widget', crd, roles)).toBe(0);
  expect(code('widgets', roles)).toBe(0);
  expect(code('wi', roles)).toBe(1);
});

describe('everything that a subject may do', () => {
  test('as a table', () => {
    const { stdout, code } = folder.run(['can-i', '--list', ...RUNNER, '-n', 'team', 'access.yaml']);
    expect(code).toBe(0);
    expect(stdout.split('\n').filter((line) => line.startsWith('team'))).toEqual([
      expect.stringMatching(/^team +configmaps +get,list,watch +RoleBinding team\/runner -> Role team\/reader$/),
      expect.stringMatching(/^team +secrets +queue +get +RoleBinding team\/runner -> Role team\/reader$/),
    ]);
    expect(stdout).toMatch(/^\* +selfsubjectaccessreviews\.authorization\.k8s\.io +create /m);
  });

  test('in one namespace and in each', () => {
    const list = (...args: string[]): string =>
      folder.run(['can-i', '--list', ...RUNNER, ...args, 'access.yaml']).stdout;
    expect(list()).toContain('Role team/reader');
    expect(list('-n', 'other')).not.toContain('Role team/reader');
    expect(list('-n', 'other')).toContain('/version');
  });
});

describe('input that cannot be used', () => {
  test.each<[string, string[], string]>([
    ['nothing', ['can-i'], 'can-i needs VERB, RESOURCE and PATH'],
    ['no resource', ['can-i', 'get', ...RUNNER], 'can-i needs VERB, RESOURCE and PATH'],
    ['no subject', ['can-i', 'get', 'pods', 'access.yaml'], 'can-i needs --as SUBJECT'],
    ['no path', ['can-i', 'get', 'pods', ...RUNNER], 'can-i needs at least one PATH, or - for standard input'],
    ['no path for a list', ['can-i', '--list', ...RUNNER], 'can-i needs at least one PATH'],
    ['two namespaces', ['can-i', 'get', 'pods', '-A', '-n', 'a', ...RUNNER, '.'], 'give -n or -A, not both'],
    [
      'a format',
      ['can-i', 'get', 'pods', ...RUNNER, '.', '--format', 'xml'],
      "--format is 'xml', allowed are table, json",
    ],
    ['a missing file', ['can-i', 'get', 'pods', ...RUNNER, 'gone.yaml'], 'gone.yaml: there is no such file or folder'],
    ['callers of nothing', ['callers'], 'callers needs at least one PATH'],
    ['a wrong service', ['callers', '--to', 'a:b', '.'], "--to is 'a:b', the form is SERVICE.NAMESPACE[:PORT]"],
    ['a wrong caller', ['callers', '--from', 'a/b/c', '.'], "--from is 'a/b/c', the form is NAMESPACE[/ACCOUNT]"],
  ])('%s', (_what, args, message) => {
    const { code, stdout, stderr } = folder.run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(message)).toBe(true);
  });

  test.each<[string, string]>([
    ['{', 'q.json: is not JSON: '],
    ['{}', 'q.json: is not a list of questions'],
    ['[1]', 'q.json: [0]: is not an object with subject, verb and resource'],
    ['[{}]', 'q.json: [0]: needs verb, which is text'],
    ['[{"verb":"get"}]', 'q.json: [0]: needs resource, or nonResourceURL'],
    ['[{"verb":"get","apiGroup":"apps"}]', "q.json: [0]: has the unknown field 'apiGroup'; did you mean 'group'?"],
    ['[{"verb":"get","resuorce":"a"}]', "q.json: [0]: has the unknown field 'resuorce'; did you mean 'resource'?"],
    ['[{"verb":"get","resource":5}]', 'q.json: [0]: resource is not text'],
    ['[{"verb":"get","resource":"pods"}]', 'q.json: [0]: needs subject, which is an object with kind and name'],
    [
      '[{"verb":"get","resource":"pods","subject":{"kind":"Robot"}}]',
      'q.json: [0]: subject.kind is none of User, Group, ServiceAccount',
    ],
    ['[{"verb":"get","resource":"pods","subject":{"kind":"User"}}]', 'q.json: [0]: subject.name is not text'],
    [
      '[{"verb":"get","resource":"pods","subject":{"kind":"ServiceAccount","name":"a"}}]',
      'q.json: [0]: subject.namespace is not text',
    ],
    [
      '[{"verb":"get","resource":"pods","subject":{"kind":"User","name":"a","groups":"b"}}]',
      'q.json: [0]: subject.groups is not a list of text',
    ],
  ])('questions %s', (text, message) => {
    folder.write('q.json', text);
    const { code, stdout, stderr } = folder.run(['can-i', '--questions', 'q.json', 'access.yaml']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr.startsWith(message)).toBe(true);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});

test('questions come back with their own fields', () => {
  const asked = { id: 7, subject: { kind: 'Group', name: 'devs' }, verb: 'get', resource: 'pods', name: null };
  folder.write('q.json', JSON.stringify([asked]));
  const { stdout } = folder.run(['can-i', '--questions', 'q.json', 'access.yaml', '--format', 'json']);
  expect(JSON.parse(stdout)).toEqual([
    { id: 7, subject: { kind: 'Group', name: 'devs' }, verb: 'get', resource: 'pods', allowed: false, chain: null },
  ]);
});

test('help has examples', () => {
  for (const command of ['can-i', 'callers']) {
    const { code, stdout } = folder.run([command, '--help']);
    expect(code).toBe(0);
    expect(stdout).toContain(`examples:\n  cdk8s-ml-platform ${command} `);
  }
});
