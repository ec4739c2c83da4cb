import { committed, describeDocument, manifestsOf } from './support';

describeDocument('against document 003', () => {
  test.each([
    ['DaemonSet', 'nvidia-device-plugin-daemonset'],
    ['NodePool', 'general-purpose'],
    ['NodePool', 'gpu'],
    ['AKSNodeClass', 'default'],
    ['AKSNodeClass', 'gpu-nc'],
    ['Job', 'samples-tf-mnist-demo'],
  ])('%s %s, field for field', (kind, name) => {
    const inDocument = manifestsOf('003').filter((object) => object.kind === kind && object.metadata.name === name);
    expect(inDocument).toHaveLength(1);
    expect(committed('003', kind, name)).toEqual(inDocument[0]);
  });
});
