import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { COMMITTED, foldersIn, writeDocumented } from './support';

test('the committed manifests are what the constructs write, byte for byte', () => {
  const written = fs.mkdtempSync(path.join(os.tmpdir(), 'documented-'));
  try {
    writeDocumented(written);
    const folders = foldersIn(COMMITTED);
    expect(foldersIn(written)).toEqual(folders);
    for (const [folder, files] of folders) {
      expect(files.length).toBeGreaterThan(0);
      for (const file of files) {
        const [is, was] = [written, COMMITTED].map((dir) => fs.readFileSync(path.join(dir, folder, file), 'utf8'));
        expect(is).toBe(was);
      }
    }
  } finally {
    fs.rmSync(written, { recursive: true, force: true });
  }
});
