import { SecretSource } from '../../../src/core/secret/secret-source';
import { ExternalObjectStore, ExternalQueue } from '../../../src/runner/services';
import { messageOf, objectsOf, testChart, untyped } from '../../support/chart';
import { credentials } from './support';

const url = SecretSource.existing('studioml-queue', 'url');
const queue = (props: object): ExternalQueue => new ExternalQueue(testChart(), 'queue', untyped({ url, ...props }));
const store = (props: object): ExternalObjectStore =>
  new ExternalObjectStore(testChart(), 'store', untyped({ ...credentials(), ...props }));

describe('ExternalQueue', () => {
  test('renders nothing, and tells what a runner and its Secret need', () => {
    expect(objectsOf((chart) => new ExternalQueue(chart, 'queue', { host: 'mq.example.com', url }))).toEqual([]);
    const { url: source, urlForm, host, port, managementPort } = queue({ host: 'mq.example.com' });
    expect({ source, urlForm, host, port, managementPort }).toEqual({
      source: url,
      urlForm: 'amqps://USER:PASSWORD@mq.example.com:5671/%2f',
      host: 'mq.example.com',
      port: 5671,
      managementPort: 15671,
    });
  });

  test('without TLS it has the other port and scheme', () => {
    const { urlForm, managementPort } = queue({ host: '10.0.0.4', insecureNoTls: true });
    expect([urlForm, managementPort]).toEqual(['amqp://USER:PASSWORD@10.0.0.4:5672/%2f', 15672]);
  });

  test('other ports are those given', () => {
    const { urlForm, managementPort } = queue({ host: 'mq.example.com', port: 443, managementPort: 8443 });
    expect([urlForm, managementPort]).toEqual(['amqps://USER:PASSWORD@mq.example.com:443/%2f', 8443]);
  });

  test.each<[object, string]>([
    [{}, 'host is missing, an ExternalQueue needs it'],
    [
      { host: 'mq.example.com', url: undefined },
      'url is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    [
      { host: 'mq.example.com:5671' },
      "host is 'mq.example.com:5671', allowed is a DNS name or an address alone, without scheme, user and port",
    ],
    [
      { host: 'amqps://me:secret@mq.example.com' },
      "host is 'amqps://...@mq.example.com', allowed is a DNS name or an address alone, without scheme, user and port",
    ],
    [{ host: 'localhost' }, "host is 'localhost', which is no server outside of the cluster"],
    [{ host: '127.0.0.1' }, "host is '127.0.0.1', which is no server outside of the cluster"],
    [
      { host: 'rabbitmq-service.ml.svc' },
      "host is 'rabbitmq-service.ml.svc', which is no server outside of the cluster",
    ],
    [
      { host: 'rabbitmq-service.ml.svc.cluster.local' },
      "host is 'rabbitmq-service.ml.svc.cluster.local', which is no server outside of the cluster",
    ],
    [{ host: 'mq.example.com', port: 0 }, 'port is 0, allowed are whole numbers from 1 to 65535'],
    [{ host: 'mq.example.com', port: '5671' }, "port is '5671', allowed are whole numbers from 1 to 65535"],
    [{ host: 'mq.example.com', port: 60000 }, 'managementPort is 70000, allowed are whole numbers from 1 to 65535'],
  ])('refuses %j', (props, problem) => expect(messageOf(() => queue(props))).toBe(`[test/queue] ${problem}`));

  test.each(['svc.example.com', 'mq.corp.local', 'mysvc', '192.0.2.7'])('but not %s', (host) => {
    expect(queue({ host }).host).toBe(host);
  });
});

describe('ExternalObjectStore', () => {
  test('renders nothing, and tells where it is', () => {
    expect(
      objectsOf((chart) => new ExternalObjectStore(chart, 'store', { host: 's3.example.com', ...credentials() })),
    ).toEqual([]);
    const { endpoint, url: address } = store({ host: 's3.example.com' });
    expect([endpoint, address]).toEqual(['s3.example.com:443', 'https://s3.example.com:443']);
  });

  test('without TLS it has the other port and scheme', () => {
    expect(store({ host: '10.0.0.5', insecureNoTls: true }).url).toBe('http://10.0.0.5:9000');
  });

  test.each<[object, string]>([
    [
      { host: 's3.example.com', user: undefined },
      'user is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    [
      { host: 's3.example.com', password: undefined },
      'password is missing, allowed is a SecretSource, such as SecretSource.existing(name, key)',
    ],
    [
      { host: 'https://s3.example.com' },
      "host is 'https://s3.example.com', allowed is a DNS name or an address alone, without scheme, user and port",
    ],
    [{ host: 'minio-service.ml.svc' }, "host is 'minio-service.ml.svc', which is no server outside of the cluster"],
    [{ host: 's3.example.com', port: 65536 }, 'port is 65536, allowed are whole numbers from 1 to 65535'],
  ])('refuses %j', (props, problem) => expect(messageOf(() => store(props))).toBe(`[test/store] ${problem}`));
});
