import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { COMMITTED, foldersIn, ROOT, writeDocumented } from './support';

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

test('docs/documented.md lists the files of each cluster', () => {
  const page = fs.readFileSync(path.join(ROOT, 'docs/documented.md'), 'utf8');
  const [section] = /^## Clusters and files[^]*?^## /m.exec(page)!;
  const listed = new Map<string, string[]>();
  let cluster = '';
  for (const [, folder, files] of section.matchAll(/^\| *(?:`([^`]+)`)? *\| (`[^|]*`) *\|/gm)) {
    cluster = folder ?? cluster;
    const names = [...files!.matchAll(/`([^`]+)`/g)].map(([, name]) => name!);
    listed.set(cluster, [...(listed.get(cluster) ?? []), ...names].sort());
  }
  const written = [...foldersIn(COMMITTED)].map(([folder, files]) => {
    const names = files.map((file) => file.split('/')[0]!.replace(/(\.k8s)?\.yaml$/, ''));
    return [folder, names.sort()] as const;
  });
  expect([...listed].sort()).toEqual([...written].sort());
});
