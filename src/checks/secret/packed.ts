import { gunzipSync, inflateSync } from 'node:zlib';
import { decode } from './base64';

/** What is larger is no setting, and a small file may unpack to gigabytes. */
const MAX_UNPACKED = 4 * 1024 * 1024;

/** What a value of base64 hides that people can read; `undefined` where it is no base64 or nothing of it is text. */
export function unpacked(value: string): string | undefined {
  if (value.length < 24 || !/^[A-Za-z0-9+/\r\n]{22,}={0,2}\s*$/.test(value)) return undefined;
  const shown = decode(value);
  // eslint-disable-next-line no-control-regex -- what has control characters is no text
  if (shown !== undefined && !/[\x00-\x08\x0e-\x1f\x7f-\x9f]/.test(shown)) return shown;
  return MAGIC.test(value) ? ofBytes(Buffer.from(value, 'base64')) : undefined;
}

/** How base64 of gzip, of zlib, and of UTF-16 with a mark of its order or of Latin letters begins. */
const MAGIC = /^(?:H4sI|eJ|eN|eA|eF|\/\/4|\/v8|[A-Za-z0-9+/][AQgw][AB][A-Za-z0-9+/]A|A[A-H][A-Za-z0-9+/]A)/;

/** The text of bytes that are compressed or of UTF-16; `undefined` for others. */
export function ofBytes(bytes: Buffer): string | undefined {
  const plain = inflated(bytes);
  if (plain) return ofUtf16(plain) ?? plain.toString('utf8').replaceAll('\0', '\n');
  return ofUtf16(bytes);
}

/** The lines of text among other bytes, as an archive without compression has them. */
export function linesAmong(bytes: Buffer): string {
  return (
    bytes
      .subarray(0, MAX_UNPACKED)
      .toString('latin1')
      .match(/[\x20-\x7e\t\r\n]{16,}/g) ?? []
  ).join('\n');
}

function inflated(bytes: Buffer): Buffer | undefined {
  const unpack = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync : bytes[0] === 0x78 ? inflateSync : undefined;
  try {
    return unpack?.(bytes, { maxOutputLength: MAX_UNPACKED });
  } catch {
    // Bytes that only begin so.
    return undefined;
  }
}

/** Text whose every second byte is empty, as Windows writes it. */
function ofUtf16(bytes: Buffer): string | undefined {
  const length = bytes.length - (bytes.length % 2);
  if (length < 16) return undefined;
  const sample = Math.min(length, 400);
  const empty = [0, 0];
  for (let index = 0; index < sample; index += 1) if (bytes[index] === 0) empty[index % 2]! += 1;
  const isOf = (half: 0 | 1): boolean => empty[half]! > sample * 0.45 && empty[1 - half] === 0;
  if (!isOf(0) && !isOf(1)) return undefined;
  const even = Buffer.from(bytes.subarray(0, length));
  return (isOf(0) ? even.swap16() : even).toString('utf16le').replace(/^\uFEFF/, '');
}
