import * as fs from 'fs';
import * as path from 'path';
import { PREREQUISITES } from '../../src/fleet/prerequisites/catalogue';

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'apply.md'), 'utf8');

test('the operators of docs/apply.md are those of the catalogue, by its links', () => {
  const rows = [...PAGE.matchAll(/^\| \[([\w-]+)\]\((\S+)\) +\| ([\d.]+) +\|$/gm)].map(([, id, link]) => ({
    id,
    link,
  }));
  const ids = ['cert-manager', 'istio', 'keda', 'karpenter'];
  const known = ids.map((id) => ({ id, link: PREREQUISITES.find((one) => one.id === id)?.source }));
  expect(rows).toEqual(known);
});
