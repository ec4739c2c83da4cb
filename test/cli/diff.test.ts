import { Folder } from './run';

const OLD = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: team }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:1
---
apiVersion: v1
kind: Secret
metadata: { name: key, namespace: team }
stringData: { word: 'first-word' }
---
apiVersion: v1
kind: ConfigMap
metadata: { name: gone, namespace: team }
data: { a: b }
`;
const NEW = `apiVersion: v1
kind: Secret
metadata: { name: key, namespace: team }
stringData: { word: 'other-word' }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: team }
spec:
  replicas: 3
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - name: web
          image: registry.example.com/web:2
          args: ['--motto=a|b\`c\`<d>']
---
apiVersion: v1
kind: Service
metadata: { name: web, namespace: team }
spec: { selector: { app: web }, ports: [{ port: 80 }] }
`;

let folder: Folder;

beforeEach(() => {
  folder = new Folder();
  folder.write('old/all.yaml', OLD);
  folder.write('new/all.yaml', NEW);
});

afterEach(() => folder.remove());

test('text: each object with what it disrupts and its fields, and a line that counts', () => {
  const { code, stdout, stderr } = folder.run(['diff', 'old', 'new']);
  expect([code, stderr]).toEqual([0, '']);
  expect(stdout).toBe(`- ConfigMap team/gone

~ Deployment team/web
  ! rolls its 3 pods: containers[web].args, containers[web].image differ
    + spec.template.spec.containers[web].args: ["--motto=a|b\`c\`<d>"]
    - spec.template.spec.containers[web].image: registry.example.com/web:1
    + spec.template.spec.containers[web].image: registry.example.com/web:2

~ Secret team/key
    ~ data[word]: the value changes (not shown)

+ Service team/web

4 objects: 1 made, 2 changed, 1 removed; 1 disruptive
`);
});

test('Markdown: what is disruptive first, the rest folded, and nothing in it is markup by accident', () => {
  const { code, stdout } = folder.run(['diff', 'old', 'new', '--format', 'markdown']);
  expect(code).toBe(0);
  expect(stdout).toBe(`**4 objects: 1 made, 2 changed, 1 removed; 1 disruptive**

| Disruptive | What happens |
| --- | --- |
| \`Deployment team/web\` | rolls its 3 pods: containers\\[web\\].args, containers\\[web\\].image differ |

- \`ConfigMap team/gone\` removed

<details>
<summary><code>Deployment team/web</code> changed, disruptive</summary>

- rolls its 3 pods: containers\\[web\\].args, containers\\[web\\].image differ

\`\`\`diff
+ spec.template.spec.containers[web].args: ["--motto=a|b\`c\`<d>"]
- spec.template.spec.containers[web].image: registry.example.com/web:1
+ spec.template.spec.containers[web].image: registry.example.com/web:2
\`\`\`

</details>

<details>
<summary><code>Secret team/key</code> changed</summary>

\`\`\`diff
! data[word]: the value changes (not shown)
\`\`\`

</details>

- \`Service team/web\` made
`);
});

test('JSON, without a value of a Secret', () => {
  const { code, stdout } = folder.run(['diff', 'old', 'new', '--format', 'json']);
  expect(code).toBe(0);
  const answer = JSON.parse(stdout) as { summary: unknown; objects: { object: { kind: string }; fields: unknown }[] };
  expect(answer.summary).toEqual({ made: 1, changed: 2, removed: 1, disruptive: 1 });
  expect(answer.objects.find(({ object }) => object.kind === 'Secret')?.fields).toEqual([
    { path: 'data[word]', pattern: 'data.word', change: 'changed', hidden: true },
  ]);
  const [old, next] = ['first-word', 'other-word'].map((one) => Buffer.from(one).toString('base64'));
  for (const secret of ['first-word', 'other-word', old!, next!]) expect(stdout).not.toContain(secret);
});

test('no changes, and the exit code that says so', () => {
  expect(folder.run(['diff', 'old', 'old'])).toEqual({ code: 0, stdout: 'no changes\n', stderr: '' });
  expect(folder.run(['diff', 'old', 'old', '--exit-code']).code).toBe(0);
  expect(folder.run(['diff', 'old', 'new', '--exit-code']).code).toBe(1);
});

test('one side from standard input', () => {
  const { stdout } = folder.run(['diff', '-', 'new'], OLD);
  expect(stdout).toMatch(/\n4 objects: 1 made, 2 changed, 1 removed; 1 disruptive\n$/);
});

test.each<[args: string[], message: string]>([
  [['diff', 'old'], 'diff needs OLD and NEW, 1 given\nsee cdk8s-ml-platform diff --help\n'],
  [['diff', 'old', 'new', 'old'], 'diff needs OLD and NEW, 3 given\nsee cdk8s-ml-platform diff --help\n'],
  [['diff', '-', '-'], 'OLD and NEW cannot both be standard input\nsee cdk8s-ml-platform diff --help\n'],
  [['diff', 'old', 'none'], 'none: there is no such file or folder\n'],
  [
    ['diff', 'old', 'new', '--format', 'html'],
    "--format is 'html', allowed are text, markdown, json\nsee cdk8s-ml-platform diff --help\n",
  ],
])('%j cannot be used', (args, message) => {
  expect(folder.run(args)).toEqual({ code: 2, stdout: '', stderr: message });
});
