import * as fs from 'fs';
import * as path from 'path';
import { Folder } from '../cli/run';
import { MIGRATIONS } from '../../src/migrate/migrations';

const PAGE = fs.readFileSync(path.join(__dirname, '..', '..', 'docs', 'migrate.md'), 'utf8');

/** The last section of the page. To write it anew, print it. */
function section(): string {
  return MIGRATIONS.map(({ id, title, changes, warnings }) => {
    const lines = [...changes, ...warnings.map((text) => `Beware: ${text}`)].map((text) => `- ${text}\n`);
    const all = lines.length === 0 ? 'Nothing is changed; what to write is said.\n' : lines.join('');
    return `### ${title}\n\n\`${id}\`\n\n${all}`;
  }).join('\n');
}

test('the page has every migration with what it changes', () => {
  expect(PAGE.split('## Every migration\n\n')[1]).toBe(section());
});

test('the commands of the page print what it shows, one after the other', () => {
  const folder = new Folder();
  try {
    for (const [, file, text] of PAGE.matchAll(/^```yaml (\S+)\n([\s\S]*?)^```$/gm)) folder.write(file!, text!);
    const commands = [...PAGE.matchAll(/^```console\n\$ cdk8s-ml-platform ([^\n]+)\n([\s\S]*?)^```$/gm)];
    expect(commands).toHaveLength(3);
    for (const [, args, shown] of commands) expect(folder.run(args!.split(' ')).stdout).toBe(shown);
  } finally {
    folder.remove();
  }
});
