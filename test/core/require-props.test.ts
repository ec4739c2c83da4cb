import { Chart } from 'cdk8s';
import { AzureFiles } from '../../src/storage';
import { MinioServer } from '../../src/runner';
import { Dex } from '../../src/auth';
import { SecretSource } from '../../src/core/secret/secret-source';
import { PlatformApp } from '../../src/core/platform-app';
import { messageOf, testChart, untyped } from '../support/chart';

const files = (props: object | undefined) => messageOf(() => new AzureFiles(testChart(), 'it', untyped(props!)));
const store = (props: object) => messageOf(() => new MinioServer(testChart(), 'it', untyped(props)));

describe('what a compiler would say is said without one', () => {
  test.each<[string, string, string]>([
    ['no props', files(undefined), 'an AzureFiles is given nothing, allowed is an object of name, protocol, sku, '],
    ['a list of props', files([]), 'an AzureFiles is given a list, allowed is an object of name, '],
    ['a property that is missing', files({}), 'name is missing, an AzureFiles needs it'],
    ['null where one is needed', files({ name: null }), 'name is null, which is no value; an AzureFiles needs it'],
    ['null', files({ name: 'a', sku: null }), 'sku is null, which is no value; leave it out'],
    ['text for a list', files({ name: 'a', mountOptions: 'nobrl' }), 'mountOptions is text, allowed is a list'],
    ['an object for a list', files({ name: 'a', mountOptions: {} }), 'mountOptions is an object, allowed is a list'],
    ['a list for an object', store({ nodePorts: [] }), 'nodePorts is a list, allowed is an object'],
    ['a number for an object', store({ nodePorts: 1 }), 'nodePorts is a number, allowed is an object'],
    [
      'a list for an object of known fields',
      store({ resources: [] }),
      'resources is given a list, allowed is an object of ',
    ],
  ])('%s', (_what, message, wanted) => expect(message.startsWith(`[test/it] ${wanted}`)).toBe(true));

  test('a near name is told, and none where no name is near', () => {
    expect(files({ name: 'a', SKU: 'Premium_LRS' })).toMatch(
      /^\[test\/it\] an AzureFiles has the unknown field 'SKU', allowed are .*; did you mean 'sku'\?$/,
    );
    expect(files({ name: 'a', performance: 'high' })).toMatch(/'performance', allowed are name, [^;]*$/);
  });

  test('a value that may be a secret is not repeated', () => {
    const errors = [store({ user: 'guest-in-clear' }), store({ storage: null, resources: 'guest-in-clear' })];
    expect(errors).toEqual([
      '[test/it] user is a value, allowed is a SecretSource, such as SecretSource.existing(name, key): no value of a secret is written to a file',
      expect.not.stringContaining('guest-in-clear'),
    ]);
  });
});

describe('it is no error', () => {
  test('that a property is undefined', () => {
    expect(() => new AzureFiles(testChart(), 'it', untyped({ name: 'a', sku: undefined }))).not.toThrow();
  });

  test('that the source of a secret comes from another copy of this library', () => {
    const { name, key } = { name: 'store', key: 'user' };
    const own = SecretSource.existing(name, key);
    const foreign = { bind: own.bind.bind(own) };
    expect(() => new MinioServer(testChart(), 'it', untyped({ user: foreign, password: foreign }))).not.toThrow();
  });

  test('that an object has a class of its own', () => {
    const chart = new Chart(new PlatformApp(), 'test', { namespace: 'auth' });
    class Clients {
      public readonly cpu = '1';
    }
    const clients = [{ id: 'a', secret: SecretSource.existing('a', 'b'), redirectUris: ['/x'], name: 'A' }];
    expect(
      messageOf(() => new Dex(chart, 'it', untyped({ host: 'a.example.com', clients, resources: new Clients() }))),
    ).not.toContain('allowed is an object');
  });
});
