import * as yaml from 'js-yaml';
import { committed, describeDocument, document } from './support';

describeDocument('against document 001', () => {
  test('the state map, field for field', () => {
    const transcript = /^\$ cat global_config\.yaml\n---\n([\s\S]*?)^\$ kubectl apply/m.exec(document('001'));
    expect(committed('001', 'ConfigMap', 'studioml-go-runner')).toEqual(yaml.load(transcript![1]!));
  });

  test('the pod template, field for field; its ellipsis stands for an image', () => {
    const block = /^ template:\n[\s\S]*?^```/m.exec(document('001'))![0].replace(/^(\.\.\.|```).*$/gm, '');
    const { template } = committed('001', 'Deployment', 'studioml-go-runner-deployment').spec;
    const { image, ...container } = template.spec.containers[0];
    expect(image).toBe('leafai/studio-go-runner:0.9.9');
    template.spec.containers = [container];
    expect({ template }).toEqual(yaml.load(block));
  });
});
