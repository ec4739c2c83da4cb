// node src/facts/vm-sizes/generate.mjs AZURE-VM-SIZES.json: writes azure.json beside this file, the catalogue in compact form.
// node src/facts/vm-sizes/generate.mjs --list: prints the catalogue as such a list, to change something in it.
import { readFileSync, writeFileSync } from 'node:fs';

const [source] = process.argv.slice(2);
if (!source) {
  process.stderr.write('usage: node src/facts/vm-sizes/generate.mjs AZURE-VM-SIZES.json | --list\n');
  process.exit(2);
}
const FILE = new URL('azure.json', import.meta.url);
const columns = [
  'name',
  'series',
  'version',
  'arch',
  'vcpus',
  'memoryMiB',
  'gpus',
  'apiGpus',
  'gpuManufacturer',
  'gpuName',
  'gpuFraction',
  'acceleratedNetworking',
  'premiumIO',
  'ephemeralOsDiskMaxGB',
  'karpenter',
  'retired',
  'replacement',
  'priceUsdPerHour',
];
/** Numbers in place of true and false, nothing in place of what is not known at the end of a row. */
const cell = (value) => (value === true ? 1 : value === false ? 0 : (value ?? null));
if (source === '--list') {
  const { sizes } = JSON.parse(readFileSync(FILE, 'utf8'));
  const list = sizes.map((row) => JSON.stringify(Object.fromEntries(row.map((value, at) => [columns[at], value]))));
  process.stdout.write(`[\n${list.join(',\n')}\n]\n`);
} else {
  const rows = JSON.parse(readFileSync(source, 'utf8')).map((size) => {
    const row = columns.map((column) => cell(size[column]));
    return JSON.stringify(row).replace(/\b\d+\.\d{5,}\b/g, (price) => String(Number(Number(price).toFixed(4))));
  });
  const head = {
    source:
      'Azure SKU API by way of microsoft/aspire (2026-06-23), kubernetes/autoscaler (2026-03-17) and karpenter-provider-azure v1.14.2; retirements by Microsoft',
    prices: '2026-06-18',
    judged: '2026-11-21',
  };
  const text = `{\n"about": ${JSON.stringify(head)},\n"columns": ${JSON.stringify(columns)},\n"sizes": [\n${rows.join(',\n')}\n]\n}\n`;
  writeFileSync(FILE, text);
}
