import { SECRET_RULES } from '../../../src/checks/secret';
import { reportsOf } from '../image/pages';
import { configMap, container, env } from './objects';

/** Random text that stands for nothing. */
const P = ['Zq7Tr', '9Lm2x', 'W4'].join('');
const HEX = ['3f9a1c7e5b2d8046', 'af13c9d7e2b58460'].join('');

const rules = (object: unknown): string[] => [
  ...new Set(SECRET_RULES.flatMap((rule) => reportsOf(rule, [object]).map(() => rule.id))),
];

describe('a password in the settings of a program', () => {
  test.each([
    ['Fluent Bit', `[OUTPUT]\n    HTTP_User elastic\n    HTTP_Passwd ${P}\n`],
    ['Fluentd', `<match **>\n  user elastic\n  password ${P}\n</match>\n`],
    ['Logstash', `output {\n  elasticsearch {\n    password => "${P}"\n  }\n}\n`],
    ['Spark', `spark.executor.cores 4\nspark.ssl.keyStorePassword ${P}\n`],
    ['HAProxy', `userlist u\n  user admin insecure-password ${P}\n`],
    ['the page of HAProxy', `listen stats\n  stats auth admin:${P}\n`],
    ['a user of Redis', `user app on >${P} ~* +@all\n`],
    ['the guards of Redis', `sentinel auth-pass mymaster ${P}\n`],
    ['Dex', `connectors:\n- type: ldap\n  config:\n    bindPW: ${P}\n`],
    ['a radio network', `network={\n ssid="x"\n psk="${P}"\n}\n`],
    ['Flask', `app.config["SECRET_KEY"] = "${P}"\n`],
    ['TypeScript', `const password: string = "${P}";\n`],
    ['PHP', `define( 'DB_PASSWORD', '${P}' );\n`],
    ['a mapping of PHP', `return ['db' => ['password' => '${P}']];\n`],
    ['a batch file', `set DB_PASSWORD=${P}\r\n`],
    ['fish', `set -x DB_PASSWORD ${P}\n`],
    ['csh', `setenv DB_PASSWORD ${P}\n`],
    ['Docker', `FROM a\nENV DB_PASSWORD ${P}\n`],
    ['two variables of Docker', `FROM a\nENV OTHER=1 DB_PASSWORD=${P}\n`],
    ['Terraform', `variable "db_password" {\n  default = "${P}"\n}\n`],
    ['Ansible', `[db]\nh1 ansible_user=root ansible_ssh_pass=${P}\n`],
    ['a new machine', `chpasswd:\n  list: |\n    root:${P}\n`],
    ['NuGet', `<x><add key="Username" value="u"/><add key="ClearTextPassword" value="${P}"/></x>`],
    ['RubyGems', `---\n:rubygems_api_key: ${HEX}\n`],
    ['Kaggle', `{"username":"somebody","key":"${HEX}"}`],
    ['a list of keys and values', `- key: DB_PASSWORD\n  value: ${P}\n`],
    ['a patch', `- op: add\n  path: /spec/password\n  value: ${P}\n`],
    ['TOML over lines', `password = """\n${P}"""\n`],
    ['TOML in three quotes', `user = x\npassword = """${P}"""\n`],
    ['HCL over lines', `password = <<EOF\n${P}\nEOF\n`],
    ['properties over lines', `db.password=\\\n  ${P}\n`],
    ['a bracket within', `db.password=${P}(x)\n`],
    ['a dollar within', `db.password=${P}$x\n`],
    ['a dollar before', `password: "$${P}"\n`],
  ])('%s', (_what, text) => {
    expect(rules(configMap('settings', text))).toEqual([expect.stringMatching(/^SEC00[24]$/)]);
  });

  test.each(['DB_PASSWORD_OLD', 'REDIS_AUTH', 'WIFI_PSK', 'TS_AUTHKEY'])('%s', (name) => {
    expect(rules(env(name, P))).toEqual(['SEC004']);
  });

  test.each([`%${P}%`, `$${P}`, `@${P}@`])('%s is no variable', (value) => {
    expect(rules(env('DB_PASSWORD', value))).toEqual(['SEC004']);
  });

  test('what kubectl noted and the object no longer has', () => {
    const noted = (data: object): unknown => ({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'c',
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
            kind: 'ConfigMap',
            data: { DB_PASSWORD: P },
          }),
        },
      },
      data,
    });
    expect(rules(noted({}))).toEqual(['SEC004']);
    const both = SECRET_RULES.flatMap((rule) => reportsOf(rule, [noted({ DB_PASSWORD: P })]));
    expect(both.map(({ path }) => path)).toEqual([['data', 'DB_PASSWORD']]);
  });
});

describe('a password among the words of a command', () => {
  const lines = [
    ['mysql', '-uroot', `-p${P}`],
    ['redis-cli', '-a', P, 'ping'],
    ['mongosh', '-u', 'root', '-p', P],
    ['rabbitmqadmin', '-u', 'a', '-p', P, 'list'],
    ['/opt/mssql-tools/bin/sqlcmd', '-U', 'sa', '-P', P],
    ['zip', '-P', P, 'a.zip', 'b'],
    ['7z', 'x', `-p${P}`, 'a.7z'],
    ['etcdctl', '--user', `root:${P}`, 'get', 'x'],
    ['wandb', 'login', `${HEX}${HEX.slice(0, 8)}`],
    ['kcat', '-X', `sasl.password=${P}`],
    ['vault', 'login', '-method=userpass', `password=${P}`],
    ['tailscaled', `--authkey=${P}`],
    ['kubeadm', 'join', '--token', ['fd3wil', 'qd1abdzbifszsyke'].join('.')],
  ];

  test.each(lines)('%s', (...words) => {
    expect(rules(container({ command: words }))).toHaveLength(1);
    expect(rules(container({ args: words }))).toHaveLength(1);
    expect(rules(container({ command: words.slice(0, 1), args: words.slice(1) }))).toHaveLength(1);
    expect(rules(container({ command: ['sh', '-c', words.join(' ')] }))).toHaveLength(1);
  });

  test.each([`echo ${P} | sudo -S ls`, `echo ${P} | kinit admin`])('%s', (line) => {
    expect(rules(container({ command: ['sh', '-c', line] }))).toEqual(['SEC002']);
  });

  test.each([
    ['mysqladmin', 'ping', '-h', 'localhost', '-p$(MYSQL_ROOT_PASSWORD)'],
    ['mysql', '-h', 'db', '-P', '3306', '-p'],
    ['redis-cli', '-a', '$(REDIS_PASSWORD)', 'ping'],
    ['mongosh', '-p', '27017'],
    ['mosquitto_sub', '-p', '1883', '-P', '$(PW)'],
    ['rabbitmqadmin', '-P', '15672'],
    ['docker', 'run', '-p', '8080:8080', 'nginx:1.27'],
    ['unzip', '-P', '$(ZIP)', 'a.zip'],
    ['etcdctl', '--user', 'root', 'get', 'x'],
    ['wandb', 'login', '--relogin'],
    ['vault', 'login', '-method=kubernetes', 'role=app'],
    ['kcat', '-X', 'sasl.mechanism=PLAIN'],
    ['mkdir', '-p', '/var/lib/secret/tokens1'],
    ['ssh', '-p', '22022', 'host'],
  ])('%s %s %s has none', (...words) => {
    expect(rules(container({ command: words }))).toEqual([]);
  });
});

test.each([
  ['Fluentd', '<match **>\n  password "#{ENV[\'FLUENT_PASSWORD\']}"\n</match>\n'],
  ['Spark', 'spark.hadoop.fs.s3a.secret.key ${env:SECRET}\nspark.sql.token.provider org.example.TokenProvider\n'],
  [
    'a call of Python',
    'connect(\n    host=host, password=args.password, key_password=None,\n    proxy_pass=proxy_pass)\n',
  ],
  ['a class of Python', 'password = SHA224PasswordProperty()\n'],
  ['a list of names', "fields = ['password', 'username', 'token', 'e_mail']\n"],
  ['a sentence', 'Password incorrect\nToken expired\n'],
  ['PHP', "define('DB_PASSWORD', getenv('DB_PASSWORD'));\n"],
  ['TypeScript', 'const password: string = readPassword();\n'],
  ['Terraform', 'variable "db_password" {\n  type = string\n}\n'],
  ['Redis', 'user default on nopass ~* +@all\nuser a on #'.concat(HEX, HEX, ' ~*\n')],
  ['Docker', 'ARG NPM_TOKEN\nENV PASSWORD_FILE=/run/p TOKEN=${TOKEN}\n'],
  ['a batch file', 'set DB_PASSWORD=%DB_PASSWORD%\r\n'],
  ['names of variables', 'password = $db_password1\ntoken: $apiToken\n'],
])('%s without one', (_what, text) => {
  expect(rules(configMap('settings', text))).toEqual([]);
});

test('the address of a project of Sentry is public, that of a repository is not', () => {
  expect(rules(env('SENTRY_DSN', `https://${HEX}@o123.ingest.sentry.io/456`))).toEqual([]);
  expect(rules(env('REPOSITORY', `https://${HEX}@git.example/team/4`))).toEqual(['SEC002']);
});
