import { execFileSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { ApiObject, App, Chart } from 'cdk8s';
import { SecretSource } from '../../src/core/secret/secret-source';
import { Placement } from '../../src/core/placement';
import { Target } from '../../src/facts/target';
import { EcrCredentials, kubectlImage } from '../../src/cluster';
import type { EcrCredentialsProps } from '../../src/cluster';
import { messageOf, objectsOf, testChart, untyped, yamlFrom } from '../support/chart';
import type { Rendered } from '../support/chart';
import { findingsOf } from './render';

const DEFAULTS: EcrCredentialsProps = {
  accountId: '012345678901',
  region: 'us-west-2',
  access: { roleArn: 'arn:aws:iam::012345678901:role/ecr-reader' },
};

const EVERYTHING: Required<EcrCredentialsProps> = {
  accountId: '123456789012',
  region: 'cn-north-1',
  access: {
    accessKeyId: SecretSource.existing('aws', 'id'),
    secretAccessKey: SecretSource.existing('aws', 'secret'),
  },
  secretName: 'studioml-go-docker-key',
  name: 'studioml-go-runner-ecr-cred',
  schedule: '0 */11 * * *',
  awsCliImage: 'mirror.example.com/aws-cli:2.30.0',
  kubectlImage: 'mirror.example.com/kubectl:v1.34.1',
  placement: Placement.labels({ pool: 'system' }),
};

const build = (props: EcrCredentialsProps) => (chart: Chart) => new EcrCredentials(chart, 'ecr', props);
const render = (props: EcrCredentialsProps): Rendered[] => objectsOf(build(props));
const find = (kind: string, props = DEFAULTS): Rendered => render(props).find((object) => object.kind === kind);
const podOf = (props = DEFAULTS): Rendered => find('CronJob', props).spec.jobTemplate.spec.template.spec;

describe('EcrCredentials', () => {
  test('defaults', () => expect(yamlFrom(build(DEFAULTS))).toMatchSnapshot());
  test('everything set', () => expect(yamlFrom(build(EVERYTHING))).toMatchSnapshot());
  test('EKS Pod Identity', () => {
    expect(yamlFrom(build({ ...DEFAULTS, access: { podIdentity: true } }))).toMatchSnapshot();
  });

  test.each([DEFAULTS, EVERYTHING])('its output passes all checks (%#)', (props) => {
    expect(findingsOf(build(props))).toEqual([]);
    expect(findingsOf(build(props), Target.generic('1.27', { podSecurity: 'restricted' }))).toEqual([]);
  });

  test('ApiObject.of finds the CronJob', () => {
    const ecr = new EcrCredentials(testChart(), 'ecr', DEFAULTS);
    expect(ApiObject.of(ecr).kind).toBe('CronJob');
    expect(ecr.imagePullSecrets).toEqual(['ecr-pull-secret']);
    expect(ecr.registry).toBe('012345678901.dkr.ecr.us-west-2.amazonaws.com');
  });

  test('SGR-08: the CronJob is of batch/v1', () => expect(find('CronJob').apiVersion).toBe('batch/v1'));

  test('SGR-17: both images have a version', () => {
    const { initContainers, containers } = podOf();
    const images = [...initContainers, ...containers].map(({ image }: Rendered) => image as string);
    for (const image of images) expect(image).toMatch(/:v?\d+\.\d+\.\d+$/);
    expect(images).toContain(kubectlImage(34));
  });

  describe('SGR-18', () => {
    test('the token is asked for as version 2 of the command line does, and stays out of arguments', () => {
      const [token] = podOf().initContainers;
      expect(token.command.join(' ')).toContain('aws ecr get-login-password');
      expect(JSON.stringify(podOf())).not.toContain('get-login ');
    });

    test('it has no network of the host', () => expect(podOf()).not.toHaveProperty('hostNetwork'));

    test('keys come from a Secret, never in clear', () => {
      const [token] = podOf(EVERYTHING).initContainers;
      const keys = token.env.filter(({ name }: Rendered) => String(name).includes('KEY'));
      expect(keys).toEqual([
        { name: 'AWS_ACCESS_KEY_ID', valueFrom: { secretKeyRef: { name: 'aws', key: 'id' } } },
        { name: 'AWS_SECRET_ACCESS_KEY', valueFrom: { secretKeyRef: { name: 'aws', key: 'secret' } } },
      ]);
      expect(render(EVERYTHING).filter(({ kind }) => kind === 'ConfigMap')).toEqual([]);
    });

    test('it has an account of its own that may read and change one Secret, and make it', () => {
      expect(podOf().serviceAccountName).toBe('ecr-credentials');
      expect(render(DEFAULTS).filter(({ kind }) => String(kind).endsWith('Role'))).toHaveLength(1);
      expect(find('Role').rules).toEqual([
        { apiGroups: [''], resources: ['secrets'], resourceNames: ['ecr-pull-secret'], verbs: ['get', 'patch'] },
        { apiGroups: [''], resources: ['secrets'], verbs: ['create'] },
      ]);
      expect(find('RoleBinding').subjects).toEqual([
        { kind: 'ServiceAccount', name: 'ecr-credentials', namespace: 'ml' },
      ]);
    });

    test.each([999999999999, '99999999999', undefined])('an account of %p is refused', (accountId) => {
      const given = typeof accountId === 'number' ? String(accountId) : `'${accountId ?? ''}'`;
      expect(messageOf(() => new EcrCredentials(testChart(), 'ecr', untyped({ ...DEFAULTS, accountId })))).toBe(
        `[test/ecr] accountId is ${given}, allowed is text of twelve digits, for a number loses leading zeros`,
      );
    });
  });

  test('the script writes a Secret that the kubelet can use', () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'ecr-'));
    try {
      // A stand-in for the program, which is not installed where tests run.
      fs.writeFileSync(
        path.join(folder, 'aws'),
        '#!/bin/sh\n[ "$*" = "ecr get-login-password --region us-west-2" ] && echo token\n',
      );
      fs.chmodSync(path.join(folder, 'aws'), 0o755);
      const [{ command, env }] = podOf().initContainers;
      const [shell, ...args] = (command as string[]).map((text) => text.replaceAll('/work/', `${folder}/`));
      const variables: NodeJS.ProcessEnv = Object.fromEntries(
        (env as { name: string; value: string }[]).map(({ name, value }) => [name, value]),
      );
      execFileSync(shell!, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...variables, PATH: `${folder}:${process.env.PATH}` },
      });
      const secret: Rendered = JSON.parse(fs.readFileSync(path.join(folder, 'secret.json'), 'utf8'));
      expect(fs.statSync(path.join(folder, 'secret.json')).mode & 0o777).toBe(0o600);
      expect(secret.metadata).toEqual({ name: 'ecr-pull-secret', namespace: 'ml' });
      expect(secret.type).toBe('kubernetes.io/dockerconfigjson');
      const config: Rendered = JSON.parse(Buffer.from(String(secret.data['.dockerconfigjson']), 'base64').toString());
      const { auth } = config.auths['012345678901.dkr.ecr.us-west-2.amazonaws.com'];
      expect(Buffer.from(String(auth), 'base64').toString()).toBe('AWS:token');
    } finally {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  });

  test.each([
    ['0 * * * *'],
    ['@hourly'],
    ['30 */11 * * *'],
    ['15 3,9-21/6 * * *'],
    ['0 0,8,16 * * ?'],
    ['5/20 4/5 * * *'],
  ])('renews in time by %s', (schedule) => {
    expect(find('CronJob', { ...DEFAULTS, schedule }).spec.schedule).toBe(schedule);
  });

  test.each([
    ['0 */12 * * *'],
    ['0 2 * * *'],
    ['0 0,11 * * *'],
    ['0 */6 * * 1-5'],
    ['0 */6 1 * *'],
    ['@daily'],
    ['@every 6h'],
  ])('refuses %s, by which a token would end', (schedule) => {
    expect(messageOf(() => new EcrCredentials(testChart(), 'ecr', { ...DEFAULTS, schedule }))).toBe(
      `[test/ecr] schedule is '${schedule}': allowed is one that runs each day, with at most 11 hours between two runs, for a token lasts 12`,
    );
  });

  const label = "must consist of lower-case letters, digits and '-', and begin and end with a letter or digit";
  test.each<[object, string]>([
    [{ region: undefined }, "region is '', allowed is a region such as us-west-2"],
    [{ region: 'Oregon' }, "region is 'Oregon', allowed is a region such as us-west-2"],
    [{ schedule: '6h' }, "schedule is '6h': expected exactly 5 fields, found 1: [6h]"],
    [{ schedule: '0 24 * * *' }, "schedule is '0 24 * * *': end of range (24) above maximum (23): 24"],
    [{ name: 'ECR' }, `name 'ECR' ${label}`],
    [{ name: 'e'.repeat(53) }, `name '${'e'.repeat(53)}' must be no more than 52 characters, has 53`],
    [
      { secretName: 'ECR' },
      "secretName 'ECR' must consist of lower-case letters, digits, '-' and '.', and begin and end with a letter or digit",
    ],
    [{ awsCliImage: '' }, "awsCliImage is '', allowed is an image with its tag"],
    [{ kubectlImage: 'a b' }, "kubectlImage is 'a b', allowed is an image with its tag"],
    [
      { access: { roleArn: 'ecr-reader' } },
      "access.roleArn is 'ecr-reader', allowed is a role such as arn:aws:iam::123456789012:role/ecr-reader",
    ],
    [{ access: undefined }, 'access has neither roleArn nor podIdentity nor accessKeyId with secretAccessKey'],
    [
      { access: { accessKeyId: SecretSource.existing('aws', 'id') } },
      'access has neither roleArn nor podIdentity nor accessKeyId with secretAccessKey',
    ],
    [{ access: { podIdentity: false } }, 'access.podIdentity is false, allowed is true'],
    [
      { access: { accessKeyId: 'id', secretAccessKey: SecretSource.existing('aws', 'key') } },
      'access.accessKeyId is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    ],
    [
      { access: { accessKeyId: SecretSource.existing('aws', 'id'), secretAccessKey: 'key' } },
      'access.secretAccessKey is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
    ],
  ])('refuses %#', (props, message) => {
    expect(messageOf(() => new EcrCredentials(testChart(), 'ecr', untyped({ ...DEFAULTS, ...props })))).toBe(
      `[test/ecr] ${message}`,
    );
  });

  test('refuses a chart without namespace', () => {
    const chart = new Chart(new App(), 'test');
    expect(messageOf(() => new EcrCredentials(chart, 'ecr', DEFAULTS))).toBe(
      '[test/ecr] the chart has no namespace, and the Secret is in that of the pods; give the chart one',
    );
  });
});
