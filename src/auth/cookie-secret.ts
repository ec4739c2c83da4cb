const LENGTHS: readonly number[] = [16, 24, 32];

/**
 * The problem of a cookie secret's value, without the value; `undefined` where oauth2-proxy takes it. The program measures what URL-safe
 * base64 decodes to where that is a key of AES, and otherwise the text itself; `openssl rand -base64 32` is 44 bytes to it unless
 * the alphabet happens to be the same.
 *
 * @see https://github.com/oauth2-proxy/oauth2-proxy/blob/master/pkg/encryption/utils.go
 */
export function cookieSecretProblem(value: string): string | undefined {
  const length = decodedLength(value) ?? Buffer.byteLength(value);
  if (LENGTHS.includes(length)) return undefined;
  return `is ${length} bytes long, allowed are 16, 24 or 32 bytes, as text or in URL-safe base64`;
}

/** The length of a key in URL-safe base64, with padding or without; `undefined` where the text is no such key. */
function decodedLength(value: string): number | undefined {
  const trimmed = value.replace(/=+$/, '');
  if (!/^[A-Za-z0-9_-]*$/.test(trimmed) || trimmed.length % 4 === 1) return undefined;
  const length = Buffer.from(trimmed, 'base64url').length;
  return LENGTHS.includes(length) ? length : undefined;
}
