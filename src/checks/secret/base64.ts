/** Text that stands in base64; `undefined` for what is no base64 or no text. */
export function decode(base64: string): string | undefined {
  const packed = base64.replace(/\s/g, '');
  if (packed === '') return '';
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  const shown = Buffer.from(packed, 'base64').toString('utf8');
  return shown.includes('\uFFFD') || shown.includes('\0') ? undefined : shown;
}
