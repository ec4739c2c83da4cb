// node src/facts/vm-sizes/generate.mjs AZURE-VM-SIZES.json: writes azure.json beside this file, the catalogue in compact form.
// node src/facts/vm-sizes/generate.mjs --list: prints the catalogue as such a list, to change something in it.
import { readFileSync, writeFileSync } from 'node:fs';

const [source] = process.argv.slice(2);
if (!source || (source.startsWith('-') && source !== '--list')) {
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

/** Says what is wrong with the list, and writes nothing. */
function refuse(problem) {
  process.stderr.write(`${source}: ${problem}\n`);
  process.exit(2);
}

/** The list of a file: each size an object with the columns as keys and a name of its own. */
function sizesOf(file) {
  let sizes;
  try {
    sizes = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    refuse(`cannot be read as JSON: ${error.message}`);
  }
  if (!Array.isArray(sizes)) refuse('is no list; --list in place of the file prints the list of today');
  const names = new Set();
  for (const [at, size] of sizes.entries()) {
    if (typeof size?.name !== 'string') refuse(`[${at}] has no name`);
    if (names.has(size.name)) refuse(`'${size.name}' stands there twice`);
    names.add(size.name);
    const unknown = Object.keys(size).find((key) => !columns.includes(key));
    if (unknown !== undefined)
      refuse(`${size.name} has the unknown key '${unknown}', allowed are ${columns.join(', ')}`);
  }
  return sizes;
}

/** Numbers in place of true and false, nothing in place of what is not known at the end of a row. */
const cell = (value) => (value === true ? 1 : value === false ? 0 : (value ?? null));
if (source === '--list') {
  const { sizes } = JSON.parse(readFileSync(FILE, 'utf8'));
  const list = sizes.map((row) => JSON.stringify(Object.fromEntries(row.map((value, at) => [columns[at], value]))));
  process.stdout.write(`[\n${list.join(',\n')}\n]\n`);
} else {
  const rows = sizesOf(source).map((size) => {
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
