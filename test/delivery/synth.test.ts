import { MANIFESTS, Workplace, readFiles } from './delivery';

jest.setTimeout(60_000);

let place: Workplace;

beforeAll(() => {
  place = Workplace.ofRepository();
});

afterAll(() => place.remove());

test('cdk8s synth of platform.yaml writes the committed manifests, byte for byte', () => {
  place.synth();
  expect(readFiles(place.path('dist/manifests'))).toEqual(readFiles(MANIFESTS));
});
