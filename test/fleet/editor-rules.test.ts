import * as fs from 'fs';
import * as path from 'path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { toPattern } from '../../src/blueprint/editor/rule';
import { requireDelivery } from '../../src/fleet/delivery/require-delivery';
import { DELIVERY_RULES } from '../../src/fleet/editor-rules';
import type { DeliveryConfig } from '../../src/fleet/config';

const editorTakes = new Ajv({ strict: false, allowUnionTypes: true }).compile(
  JSON.parse(fs.readFileSync(path.resolve(__dirname, '../../dist/fleet.schema.json'), 'utf8')) as object,
);

function deliveryWith(key: string, text: string): DeliveryConfig {
  return { engine: 'flux', repository: 'https://git.example.com/fleet.git', [key]: text };
}

const refuses = (key: string, text: string): boolean => requireDelivery(deliveryWith(key, text)).length > 0;
const editorRefuses = (key: string, text: string): boolean =>
  !editorTakes({ base: 'platform.yaml', delivery: deliveryWith(key, text), clusters: { a: {} } });

/** What people write: the first of each is what is meant, and no delivery takes the others. */
const WRITTEN: Readonly<Record<string, readonly [right: string, ...wrong: string[]]>> = {
  repository: ['git@git.example.com:ml/fleet.git', 'git.example.com/fleet', 'file:///fleet', 'https://a b', ''],
  path: ['dist/fleet', '/dist/fleet', 'dist/', 'dist//fleet', 'a b', ''],
};

test.each(Object.entries(DELIVERY_RULES.DeliveryConfig!))(
  'an editor refuses of %s what a fleet refuses',
  (key, rule) => {
    const [right, ...wrong] = WRITTEN[key]!;
    expect([refuses(key, right), editorRefuses(key, right)]).toEqual([false, false]);
    expect(wrong.filter((text) => !refuses(key, text))).toEqual([]);
    expect(wrong.filter((text) => !editorRefuses(key, text))).toEqual([]);
    const pattern = new RegExp(toPattern(rule.text!), 'u');
    const parts = fc.array(
      fc.constantFrom('a', 'B', '1', '.', '-', '_', '/', ':', '@', ' ', '//', 'ssh', 'oci', 'git'),
    );
    const near = parts.map((some) => some.join(''));
    fc.assert(fc.property(near, (text) => pattern.test(text) || refuses(key, text)));
  },
);
