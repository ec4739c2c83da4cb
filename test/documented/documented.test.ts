import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { clustersIn, COMMITTED, writeDocumented } from './support';

test('the committed manifests are what the constructs write, byte for byte', () => {
  const written = fs.mkdtempSync(path.join(os.tmpdir(), 'documented-'));
  try {
    writeDocumented(written);
    const clusters = clustersIn(COMMITTED);
    expect(clustersIn(written)).toEqual(clusters);
    for (const [cluster, files] of clusters) {
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const [is, was] = [written, COMMITTED].map((dir) => fs.readFileSync(path.join(dir, cluster, file), 'utf8'));
        expect(is).toBe(was);
      }
    }
  } finally {
    fs.rmSync(written, { recursive: true, force: true });
  }
});
