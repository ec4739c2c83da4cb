import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { packageRoot, packageRootAbove } from '../../src/facts/package-root';
import { messageOf } from '../support/chart';

test('the folder of this package is found above its files', () => {
  expect(packageRoot()).toBe(path.resolve(__dirname, '../..'));
});

test('a bundle in another package is told what to do', () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'bundle-'));
  fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"app"}');
  expect(messageOf(() => expect(packageRootAbove(folder)).not.toBe(folder))).toMatch(/nothing was thrown|is not found/);
  fs.rmSync(folder, { recursive: true });
  expect(messageOf(() => packageRootAbove(path.parse(folder).root))).toBe(
    'the package folder of cdk8s-ml-platform is not found above its files, and its schemas are there; ' +
      "a bundler leaves the package as it is where it is external, as with esbuild's --packages=external",
  );
});
