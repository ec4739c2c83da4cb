import { pageOf, partOf } from './support';

/** Not the examples of the rules, which are on the page. */
const VALUE = 'q7Rt5nWcX2';
const KEY = `AKIA${'K7QW5TZ2'.repeat(2)}`;
const encoded = Buffer.from(VALUE).toString('base64');
const applied = JSON.stringify({ stringData: { word: VALUE } });

const YAML = `apiVersion: v1
kind: Secret
metadata:
  name: one
  namespace: team
  annotations:
    kubectl.kubernetes.io/last-applied-configuration: '${applied}'
data: { word: ${encoded}, other: ${encoded} }
stringData: { plain: ${VALUE} }
---
apiVersion: v1
kind: Secret
metadata: { name: odd, namespace: team }
data: ${encoded}
---
apiVersion: v1
kind: ConfigMap
metadata: { name: settings, namespace: team }
data:
  DB_PASSWORD: ${VALUE}
  AMQP_URL: amqp://runner:${VALUE}@rabbitmq:5672/
  id: ${KEY}
  color: blue
---
apiVersion: v1
kind: Pod
metadata: { name: app, namespace: team }
spec:
  containers:
    - name: app
      image: r.example.com/app:1
      args: [--password, ${VALUE}, --token=${VALUE}]
      command: [sh, -c, 'PASSWORD=${VALUE} run']
      env:
        - { name: API_TOKEN, value: ${VALUE} }
        - { name: COLOR, value: green }
`;

const page = pageOf(YAML);

test('no value of a Secret and nothing that looks secret is on the page', () => {
  for (const secret of [VALUE, encoded, KEY]) expect(page).not.toContain(secret);
});

test('keys and what is no secret stay', () => {
  const shown = partOf(page, 'objects');
  expect(shown).toContain('data: word: (hidden) other: (hidden) stringData: plain: (hidden)');
  expect(shown).toContain('DB_PASSWORD: (hidden)');
  expect(shown).toContain('color: blue');
  expect(shown).toContain('- name: COLOR value: green');
  expect(shown).toContain('image: r.example.com/app:1');
});
