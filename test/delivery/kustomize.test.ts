import { describeWith } from '../tools/tool';
import { MANIFESTS, objectsIn, objectsInDirectory } from './delivery';

jest.setTimeout(60_000);

describeWith('kubectl', (kubectl) => {
  test('kubectl kustomize gives the objects that kubectl apply -f reads from the same directory', () => {
    const plain = objectsInDirectory(MANIFESTS);
    expect(plain.length).toBeGreaterThan(0);
    expect(objectsIn(kubectl('kustomize', MANIFESTS))).toEqual(plain);
  });
});
