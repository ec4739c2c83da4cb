/**
 * Words of sentences, of texts about passwords, and of the file that says where a system looks for its users (`passwd: files sss systemd`).
 * A text with one of them is no password of words.
 */
const PROSE = new Set(
  `about account again all and any are auth authentication automatic base64 been but cache call can changed change choose compat
  configured confirm contains could created current default defined disabled does empty enabled encrypted enter environment expired
  expires external field file files filled for forgot found from generate generated give given has hash hashed have hidden here hint
  how incorrect input into invalid key keys keystore known ldap leave length less like login long managed match may missing more must
  name need needed needs never new nis none not now old once one only optional out own pam pass passphrase password passwords plain
  please prompt provide provided random read redacted repeat replace required reset retype rotated same saved secret secrets see set
  shall short should show some sss store stored strong systemd taken text than that the their then there this through token too
  try type unset update use used user username users using value values variable vault via was weak when where which will winbind with
  without wrong you your`.split(/\s+/),
);

/** Whether a text is a password of words, such as `correct horse battery`: three to eight small words, none of them of a sentence. */
export function isWords(value: string): boolean {
  if (value.length > 80 || !/^[a-z0-9]{3,}(?: [a-z0-9]{3,}){2,7}$/.test(value)) return false;
  const words = value.split(' ');
  return words.some((word) => /[a-z]/.test(word)) && !words.some((word) => PROSE.has(word));
}

/** Whether a text reads like a sentence or a title, as the texts of a program do and its settings seldom. */
export function isSentence(value: string): boolean {
  return /^[^\W\d_][^\s:=]*(?:\s+[^\s:=]+){2,}$/.test(value.trim());
}
