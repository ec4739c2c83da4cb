import { atNamedKey } from '../../src/blueprint/named-key';

const CONFIG = {
  runner: { image: 'a', memory: '64GB', cache: { dir: 'a' } },
  pools: { a100: { limits: { gpus: 0 }, disruption: { consolidateAfter: '15 minutes' } } },
  kubeflow: { profiles: { admin: { quota: { storage: '250GB' } } } },
};

test.each([
  ['runner', "image is 'a', allowed is b", 'runner.image', "is 'a', allowed is b"],
  ['runner', "limit of memory of container 'x' is '64GB', no", 'runner.memory', "is '64GB', no"],
  [
    'pools.a100',
    'NodePool karpenter.sh/v1: spec.disruption.consolidateAfter is "15 minutes", no',
    'pools.a100.disruption.consolidateAfter',
    'is "15 minutes", no',
  ],
  [
    'kubeflow.profiles.admin',
    "quota of requests.storage is '250GB', no",
    'kubeflow.profiles.admin.quota',
    "quota of requests.storage is '250GB', no",
  ],
])('in %s: %s', (path, message, key, rest) => {
  expect(atNamedKey({ path: path.split('.'), message }, CONFIG)).toEqual({ path: key.split('.'), message: rest });
});

test.each([
  ['a property that the section does not have', 'runner', 'host is missing'],
  ['a word that is no property', 'runner', 'has neither queueUrl nor sqsSecret'],
  ['a key of an inner mapping', 'runner', "dir is 'a'"],
  ['what every object has', 'runner', "toString is 'a'"],
  ['a section that is not there', 'gateway', "image is 'a'"],
])('%s leaves the problem as it is', (_, path, message) => {
  const problem = { path: [path], message };
  expect(atNamedKey(problem, CONFIG)).toBe(problem);
});
