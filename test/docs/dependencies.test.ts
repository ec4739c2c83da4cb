import { expectNothingLacks } from '../support/lacking';
import { read } from './blocks';

test('each dependency has its reason in docs/dependencies.md, and what has one is a dependency', () => {
  const { dependencies, peerDependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const rows = read('docs/dependencies.md').match(/^\| `.*$/gm)!;
  const named = rows.flatMap((row) => [...row.split('|')[1]!.matchAll(/`([^`]+)`/g)].map((match) => match[1]!));
  const consumers = Object.keys({ ...dependencies, ...peerDependencies });
  expect(consumers.filter((name) => !named.includes(name))).toEqual([]);
  expect(named.filter((name) => !consumers.includes(name) && devDependencies![name] === undefined)).toEqual([]);
  const page = read('docs/dependencies.md');
  const pinned = Object.entries(devDependencies!).filter(([, version]) => /^\d/.test(version));
  expect(pinned.map(([name]) => name)).toContain('@swc/core');
  expectNothingLacks(
    'say in docs/dependencies.md why package.json has one version and no range',
    pinned.map(([name]) => name).filter((name) => !page.includes(`\`${name}\``)),
  );
  for (const row of rows) expect(row.split('|')[2]!.trim().length).toBeGreaterThan(10);
});
