import { checkObjects } from './support';

const ENC = 'ENC[AES256_GCM,data:p673w==,iv:YY=,aad:UQ=,tag:A=,type:str]';
const SOPS = { age: [{ recipient: 'age1xyz' }], lastmodified: '2026-01-05T10:00:00Z', mac: ENC, version: '3.9.0' };

function secret(data: unknown, more: object = {}): unknown {
  const metadata = { name: 'queue', namespace: 'default' };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type: 'Opaque', data, ...more };
}

function found(...objects: unknown[]): string[] {
  return checkObjects(objects)
    .filter(({ rule }) => rule !== 'SEC001')
    .map(({ rule, path }) => `${rule} ${path ?? ''}`);
}

describe('a Secret that sops encrypted', () => {
  test('is not judged by what nobody can read', () => {
    expect(found(secret({ url: ENC }, { sops: SOPS }))).toEqual([]);
    expect(checkObjects([secret({ url: ENC }, { sops: SOPS })])).toEqual([]);
  });

  test('is judged by what can be read', () => {
    expect(found(secret({ url: ENC }, { sops: SOPS, extra: 1 }))).toEqual(['ACC005 extra']);
  });

  test('has its keys', () => {
    const pod = (key: string): unknown => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'a', namespace: 'default' },
      spec: {
        containers: [
          {
            name: 'a',
            image: 'registry.example.org/a:1.0.0',
            env: [{ name: 'URL', valueFrom: { secretKeyRef: { name: 'queue', key } } }],
          },
        ],
      },
    });
    const queue = secret({ url: ENC }, { sops: SOPS });
    expect(found(queue, pod('url'))).toEqual([]);
    expect(found(queue, pod('uri'))).toHaveLength(1);
  });

  test('is known by its message code, and by no field of that name', () => {
    expect(found(secret({ url: 'eA==' }, { sops: { version: '3.9.0' } }))).toEqual(['ACC005 sops']);
    expect(found(secret({ url: ENC }))).toEqual(['ACC004 data[url]']);
  });
});
