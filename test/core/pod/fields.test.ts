import type * as k8s from '../../../imports/kubernetes';
import { PodTemplate } from '../../../src/core/pod/pod-template';
import { testChart } from '../../support/chart';
import { everyField, fieldsOf } from '../../support/kubernetes-fields';

// `serviceAccount` is the older name of `serviceAccountName`; the prop of this name renders the newer one.
const spec = everyField('PodSpec', ['PodSpec.serviceAccount']) as unknown as k8s.PodSpec;
const initContainers = [{ ...spec.initContainers![0]!, name: 'init' }];
const props = { ...spec, initContainers };

test('every field of a pod that Kubernetes has is there unchanged', () => {
  const rendered = new PodTemplate(testChart(), { ...props, safeDefaults: false }).toJson().spec!;
  expect(rendered).toEqual(props);
  expect([...Object.keys(rendered), 'serviceAccount'].sort()).toEqual(fieldsOf('PodSpec').sort());
});

test('every field of a container that Kubernetes has is there unchanged', () => {
  const { containers } = new PodTemplate(testChart(), { ...props, safeDefaults: false }).toJson().spec!;
  expect(Object.keys(containers[0]!).sort()).toEqual(fieldsOf('Container').sort());
  expect(containers).toEqual(spec.containers);
});

test('safe defaults change no field that is given', () => {
  expect(new PodTemplate(testChart(), props).toJson().spec).toMatchObject(props);
});
