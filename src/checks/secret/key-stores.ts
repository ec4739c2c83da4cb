/** The kinds of files with private keys that are no text. */
type Reads = (bytes: Buffer) => boolean;

/** How base64 of each begins, what it is called, and whether it holds a private key and not certificates alone. */
const STORES: readonly (readonly [begin: string, says: string, holdsKey: Reads])[] = [
  ['MI', 'a private key in a PKCS #12 store', (bytes) => bytes.includes(SHROUDED_KEY) || bytes.includes(PLAIN_KEY)],
  ['/u3+7Q', 'a private key in a Java key store', holdsJavaKey],
  ['zs7Ozg', 'a private key in a Java key store', holdsJavaKey],
  ['BQI', 'a key of Kerberos in a keytab', isKeytab],
];

/** The types of a bag of PKCS #12 that hold a key: 1.2.840.113549.1.12.10.1.2, and .1 without encryption. */
const SHROUDED_KEY = Buffer.from('060b2a864886f70d010c0a0102', 'hex');
const PLAIN_KEY = Buffer.from('060b2a864886f70d010c0a0101', 'hex');

/** What of private keys a text in base64 holds: a PKCS #12 or Java store, or a keytab. Stores of certificates alone hold none. */
export function keyStoreIn(text: string): string | undefined {
  const store = STORES.find(([begin]) => text.startsWith(begin));
  if (!store || text.length < 80 || !/^[A-Za-z0-9+/\s]+={0,2}\s*$/.test(text)) return undefined;
  return store[2](Buffer.from(text, 'base64')) ? store[1] : undefined;
}

/** Reads the entries one after another: 1 is a private key, 2 a certificate, 3 a secret key. */
function holdsJavaKey(bytes: Buffer): boolean {
  let at = 12;
  while (at + 6 <= bytes.length) {
    const tag = bytes.readUInt32BE(at);
    if (tag === 1 || tag === 3) return true;
    if (tag !== 2) return false;
    // The alias, a date, the type of the certificate, and its bytes.
    at += 6 + bytes.readUInt16BE(at + 4) + 8;
    if (at + 2 > bytes.length) return false;
    at += 2 + bytes.readUInt16BE(at);
    if (at + 4 > bytes.length) return false;
    at += 4 + bytes.readUInt32BE(at);
  }
  return false;
}

/** Version 5.2, the length of an entry, and its realm in letters. */
function isKeytab(bytes: Buffer): boolean {
  const realm = bytes.length > 12 ? bytes.readUInt16BE(8) : 0;
  const length = bytes.length > 12 ? bytes.readUInt32BE(2) : 0;
  return (
    length > 20 && length <= bytes.length && realm > 1 && /^[\w.-]+$/.test(bytes.toString('latin1', 10, 10 + realm))
  );
}
