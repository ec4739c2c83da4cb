import { isPlaceholder } from './placeholder';

/** Key material that is known by its shape. */
export interface KeyMaterial {
  readonly says: string;
  readonly value: string;
}

interface Shape {
  readonly says: string;
  /** A text without it is not searched. */
  readonly mark: string;
  /** The first group is the secret where there is one, otherwise the whole. */
  readonly pattern: RegExp;
  readonly holds?: (value: string) => boolean;
}

/** The tokens of the examples in the vendors' own documentation. */
const EXAMPLES = /EXAMPLE|SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c|(.)\1{9}|0123456789|abcdefghij|1234567890/i;

const SHAPES: readonly Shape[] = [
  {
    says: 'a private key in PEM',
    mark: 'PRIVATE KEY',
    pattern:
      /-----BEGIN (?:[A-Z0-9]{1,12} )?PRIVATE KEY(?: BLOCK)?-----((?:\\n|\\r|[\sA-Za-z0-9+/=:,.-]){1,20000}?)-----END/g,
    // A script that only looks for such a line, or a template, holds no key.
    holds: (body) => body.replace(/\\n|\\r|\s/g, '').length >= 64,
  },
  { says: 'an access key id of AWS', mark: 'A', pattern: /\b((?:AKIA|ASIA)[A-Z2-7]{16})\b/g },
  { says: 'a token of GitHub', mark: 'gh', pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,255})\b/g },
  { says: 'a token of GitHub', mark: 'github_pat_', pattern: /\b(github_pat_[A-Za-z0-9_]{60,255})\b/g },
  { says: 'a token of GitLab', mark: 'gl', pattern: /\b(gl(?:pat|dt|ptt|rt|cbt|agent|oas)-[\w-]{20,})/g },
  { says: 'a token of Slack', mark: 'xox', pattern: /\b(xox[abeoprs]-(?=[\w-]*\d)[\w-]{10,})/g },
  {
    says: 'a webhook of Slack',
    mark: 'hooks.slack.com',
    pattern: /hooks\.slack\.com\/services\/(T\w{6,}\/B\w{6,}\/\w{20,})/g,
  },
  { says: 'an API key of Google', mark: 'AIza', pattern: /\b(AIza[\w-]{35})(?![\w-])/g },
  { says: 'an API key of OpenAI', mark: 'sk-', pattern: /\b(sk-(?:proj|svcacct|admin)-[\w-]{20,})/g },
  { says: 'an API key of OpenAI', mark: 'T3BlbkFJ', pattern: /\b(sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})\b/g },
  { says: 'an API key of Anthropic', mark: 'sk-ant-', pattern: /\b(sk-ant-[\w-]{20,})/g },
  { says: 'a token of npm', mark: 'npm_', pattern: /\b(npm_[A-Za-z0-9]{36})\b/g },
  { says: 'a token of Hugging Face', mark: 'hf_', pattern: /\b(hf_[A-Za-z0-9]{34,})\b/g },
  { says: 'a token of PyPI', mark: 'pypi-', pattern: /\b(pypi-AgE[\w-]{50,})/g },
  { says: 'a token of Docker Hub', mark: 'dckr_', pattern: /\b(dckr_[po]at_[\w-]{20,})/g },
  {
    says: 'a client secret of Entra ID',
    mark: 'Q~',
    pattern: /(?<![\w~.-])([\w~.-]{3}[78]Q~[\w~.-]{31,34})(?![\w~.-])/g,
  },
  { says: 'a private key of age', mark: 'AGE-SECRET-KEY-1', pattern: /\b(AGE-SECRET-KEY-1[A-Z0-9]{58})\b/g },
  {
    says: 'a JSON web token',
    mark: 'eyJ',
    pattern: /(?<![\w-])(eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{20,2000})(?![\w-])/g,
    holds: (token) => !EXAMPLES.test(token.slice(-43)) && isHeader(token.split('.')[0]!),
  },
];

/** An account key of Azure has no prefix: 86 characters and `==`, which a SHA-512 has too, so the text must call it a key. */
const AZURE_KEY = /(?<![A-Za-z0-9+/=])([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/g;

/** The key material in a text, whatever its name; the name only tells account keys of Azure from digests. */
export function keysIn(text: string, name: string): KeyMaterial[] {
  const found: KeyMaterial[] = [];
  for (const { says, mark, pattern, holds } of SHAPES) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? match[0];
      const isReal = holds ? holds(value) : !EXAMPLES.test(value) && !isPlaceholder(value);
      if (isReal) found.push({ says, value });
    }
  }
  if (!text.includes('==')) return found;
  for (const match of text.matchAll(AZURE_KEY)) {
    const before = `${name} ${text.slice(text.lastIndexOf('\n', match.index) + 1, match.index)}`;
    if (!/key|secret|password|account/i.test(before) || /checksum|digest|integrity|sha-?\d/i.test(before)) continue;
    found.push({ says: 'an account key of Azure', value: match[1]! });
  }
  return found;
}

/** Whether this is how a token begins that somebody signed. */
function isHeader(base64: string): boolean {
  return /"alg"\s*:/.test(Buffer.from(base64, 'base64url').toString('utf8'));
}
