/** The text behind base64 that is long enough to hide something, if it is one that people read. */
export function unpacked(value: string): string | undefined {
  if (value.length < 24 || !/^[A-Za-z0-9+/\r\n]{22,}={0,2}\s*$/.test(value)) return undefined;
  const shown = decode(value);
  // eslint-disable-next-line no-control-regex -- what has control characters is no text
  return shown !== undefined && !/[\x00-\x08\x0e-\x1f\x7f-\x9f]/.test(shown) ? shown : undefined;
}

/** Text that stands in base64; `undefined` for what is no base64 or no text. */
export function decode(base64: string): string | undefined {
  const packed = base64.replace(/\s/g, '');
  if (packed === '') return '';
  if (packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(packed)) return undefined;
  const shown = Buffer.from(packed, 'base64').toString('utf8');
  return shown.includes('\uFFFD') || shown.includes('\0') ? undefined : shown;
}
