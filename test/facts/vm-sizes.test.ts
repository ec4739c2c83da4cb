import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { azureCatalogue } from '../../src/checks/schedule/engine/karpenter/azure';
import { azureVmSizes, isRetired } from '../../src/facts/vm-sizes';

const { sizes, byName, judged } = azureVmSizes();
const catalogue = azureCatalogue({ regions: ['westeurope'] });
const size = (name: string): (typeof catalogue.sizes)[number] => catalogue.sizes.find((one) => one.name === name)!;

test('every size has a name of its own, and each that Karpenter offers a machine and a price above 0', () => {
  expect(sizes.length).toBeGreaterThan(900);
  expect(byName.size).toBe(sizes.length);
  for (const { vcpus, memoryMiB, prices, name } of sizes.filter(({ karpenter }) => karpenter)) {
    expect(name).toMatch(/^Standard_/);
    expect(vcpus).toBeGreaterThan(0);
    expect(memoryMiB).toBeGreaterThan(0);
    for (const price of Object.values(prices)) expect(price).toBeGreaterThan(0);
  }
});

test('a size that is no longer sold is not offered', () => {
  expect(isRetired(byName.get('Standard_NC6s_v3')!, judged)).toBe(true);
  expect(size('Standard_NC6s_v3')).toBeUndefined();
  expect(isRetired(byName.get('Standard_B12ms')!, judged)).toBe(false);
  expect(size('Standard_B12ms')).toBeDefined();
});

// The worked examples of the provider's own tests and documents.
test.each([
  ['Standard_D2s_v5', 1900, 5226731929],
  ['Standard_D4ds_v5', 3860, 12313637683],
  ['Standard_D8s_v5', 7820, 27174266470],
  ['Standard_NC4as_T4_v3', 3860, 23459371417],
  ['Standard_NC24ads_A100_v4', 23660, 205737951232],
])('%s: what pods may use', (name, cpu, memory) => {
  const { allocatable } = size(name);
  expect(allocatable.get('cpu')).toBe(cpu);
  expect(Math.abs(allocatable.get('memory')! - memory)).toBeLessThanOrEqual(1);
});

test('labels and GPUs of an A100 and of a CPU size', () => {
  const a100 = size('Standard_NC24ads_A100_v4');
  const label = (name: string, one = a100): string[] => [...one.labels.get(`karpenter.azure.com/${name}`).values];
  expect(
    ['sku-family', 'sku-series', 'sku-version', 'sku-gpu-name', 'sku-gpu-count', 'sku-cpu', 'sku-memory'].map(
      (one) => label(one)[0],
    ),
  ).toEqual(['N', 'NCads_v4', '4', 'A100', '1', '24', '225280']);
  expect(a100.capacity.get('nvidia.com/gpu')).toBe(1);
  const cpu = size('Standard_D4s_v5');
  expect(label('sku-gpu-count', cpu)).toEqual(['0']);
  expect(cpu.labels.get('karpenter.azure.com/sku-gpu-manufacturer').operator()).toBe('DoesNotExist');
  expect(cpu.capacity.has('nvidia.com/gpu')).toBe(false);
});

test('the node class decides pods, disk and GPUs', () => {
  const own = azureCatalogue({ regions: ['westeurope'], maxPods: 30, osDiskSizeGB: 64 }).sizes[0]!;
  expect([own.capacity.get('pods'), own.capacity.get('ephemeral-storage')]).toEqual([30, 64e9]);
  const names = (gpuMode?: string): boolean =>
    azureCatalogue({ regions: ['westeurope'], gpuMode }).sizes.some(({ name }) => name.includes('V710'));
  expect([names(), names('None')]).toEqual([false, true]);
});

test('the list that generate.mjs prints makes the same catalogue again', () => {
  const folder = path.join(__dirname, '../../src/facts/vm-sizes');
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'sizes-'));
  try {
    const program = path.join(scratch, 'generate.mjs');
    for (const name of ['generate.mjs', 'azure.json'])
      fs.copyFileSync(path.join(folder, name), path.join(scratch, name));
    const list = path.join(scratch, 'list.json');
    fs.writeFileSync(list, execFileSync(process.execPath, [program, '--list'], { maxBuffer: 2 ** 24 }));
    fs.rmSync(path.join(scratch, 'azure.json'));
    execFileSync(process.execPath, [program, list]);
    const made = fs.readFileSync(path.join(scratch, 'azure.json'), 'utf8');
    expect(made === fs.readFileSync(path.join(folder, 'azure.json'), 'utf8')).toBe(true);
  } finally {
    fs.rmSync(scratch, { recursive: true });
  }
});

test.each([
  [undefined, /^FILE: cannot be read as JSON: ENOENT.*\n$/],
  ['[', /^FILE: cannot be read as JSON: .*\n$/],
  ['{}', /^FILE: is no list; --list in place of the file prints the list of today\n$/],
  ['[{}]', /^FILE: \[0\] has no name\n$/],
  ['[{"name":"A"},{"name":"A"}]', /^FILE: 'A' stands there twice\n$/],
  ['[{"name":"A","prices":{}}]', /^FILE: A has the unknown key 'prices', allowed are name, .*, priceUsdPerHour\n$/],
])('generate.mjs refuses the list %s, and writes nothing', (text, message) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sizes-'));
  try {
    const program = path.join(folder, 'generate.mjs');
    fs.copyFileSync(path.resolve(__dirname, '../../src/facts/vm-sizes/generate.mjs'), program);
    const file = path.join(folder, 'sizes.json');
    if (text !== undefined) fs.writeFileSync(file, text);
    const { status, stderr } = spawnSync(process.execPath, [program, file], { encoding: 'utf8' });
    expect(stderr.replace(file, 'FILE')).toMatch(message);
    expect([status, fs.existsSync(path.join(folder, 'azure.json'))]).toEqual([2, false]);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
});

test.each([[[]], [['--help']], [['--lst']]])('generate.mjs with %j says how it is used', (args) => {
  const program = path.resolve(__dirname, '../../src/facts/vm-sizes/generate.mjs');
  const { status, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, 'usage: node src/facts/vm-sizes/generate.mjs AZURE-VM-SIZES.json | --list\n']);
});
