import { spawnSync } from 'child_process';
import { ROOT } from './blocks';

test('docs/kind.md says in what the manifests on kind differ from those on AKS', () => {
  const { status, stderr } = spawnSync(process.execPath, ['docs/kind-differences.mjs', '--check'], {
    cwd: ROOT,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});
