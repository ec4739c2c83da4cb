import { CleanTexts } from './clean-texts';
import { MORE_SHAPES } from './more-key-shapes';
import type { Shape } from './more-key-shapes';
import { keyStoreIn } from './key-stores';
import { isPlaceholder } from './placeholder';
import { vendorTokensIn } from './vendor-tokens';

/** Key material that is known by its shape. */
export interface KeyMaterial {
  readonly says: string;
  readonly value: string;
}

/** The tokens of the examples in the vendors' own documentation. */
const EXAMPLES =
  /EXAMPLE|4eC39HqLyjWDarjtT1zdp7dc|SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c|(.)\1{9}|0123456789|abcdefghij|1234567890/i;

/** Every shape, in the order in which they are asked. */
export const SHAPES: readonly Shape[] = [
  {
    says: 'a private key in PEM',
    mark: 'PRIVATE KEY',
    // The dashes of another line end the body, so that each character is read once.
    pattern:
      /-{4,5} ?BEGIN (?:[A-Z0-9]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)? ?-{4,5}((?:\\[nr]|[\sA-Za-z0-9+/=:,."']|-(?!---)){1,20000})/g,
    // A script that only looks for such a line, or a template, holds no key, and neither does a sentence about one.
    holds: (body) =>
      body.replace(/\\[nr]|\s/g, '').length >= 64 && /[A-Za-z0-9+/=]{32}/.test(body.replace(/\\[nr]/g, ' ')),
  },
  {
    says: 'a private key of PuTTY',
    mark: 'PuTTY-User-Key-File',
    pattern: /Private-Lines: \d+((?:\\n|\\r|[\sA-Za-z0-9+/=]){1,20000})/g,
    holds: (body) => body.replace(/\\n|\\r|\s/g, '').length >= 40,
  },
  { says: 'an access key id of AWS', mark: 'A', pattern: /\b((?:AKIA|ASIA)[A-Z2-7]{16})\b/g },
  { says: 'a token of GitHub', mark: 'gh', pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,255})\b/g },
  { says: 'a token of GitHub', mark: 'github_pat_', pattern: /\b(github_pat_[A-Za-z0-9_]{60,255})\b/g },
  {
    says: 'a token of GitLab',
    mark: 'gl',
    pattern: /\b(gl(?:pat|dt|ptt|rt|cbt|agent|oas|ft|imt|ffct|soat)-[\w-]{20,})/g,
  },
  { says: 'a token of Slack', mark: 'xox', pattern: /\b(xox[abeoprs]-(?=[\w-]{0,80}\d)[\w-]{10,})/g },
  {
    says: 'a webhook of Slack',
    mark: 'hooks.slack.com',
    pattern: /hooks\.slack\.com\/(?:services|workflows|triggers)\/(T?\w{6,}\/[AB]?\w{6,}\/(?:\d{6,}\/)?\w{20,})/g,
  },
  { says: 'an API key of Google', mark: 'AIza', pattern: /\b(AIza[\w-]{35})(?![\w-])/g },
  { says: 'an API key of OpenAI', mark: 'sk-', pattern: /\b(sk-(?:proj|svcacct|admin)-[\w-]{20,})/g },
  { says: 'an API key of OpenAI', mark: 'T3BlbkFJ', pattern: /\b(sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})\b/g },
  { says: 'an API key of Anthropic', mark: 'sk-ant-', pattern: /\b(sk-ant-[\w-]{20,})/g },
  { says: 'an OAuth client secret of Google', mark: 'GOCSPX-', pattern: /\b(GOCSPX-[\w-]{28})(?![\w-])/g },
  { says: 'an app token of Slack', mark: 'xapp-', pattern: /\b(xapp-\d-[A-Z0-9]{9,}-\d{10,}-[a-z0-9]{30,})/g },
  { says: 'a webhook of Discord', mark: '/api/webhooks/', pattern: /\/api\/webhooks\/(\d{17,20}\/[\w-]{60,})/g },
  {
    says: 'a webhook of Teams',
    mark: 'webhook.office.com',
    pattern: /webhook\.office\.com\/webhookb2\/([\w-]+@[\w-]+\/IncomingWebhook\/[0-9a-f]{32}\/[\w-]+)/g,
  },
  { says: 'a key of Stripe', mark: 'k_live_', pattern: /\b([rs]k_live_[A-Za-z0-9]{20,})\b/g },
  { says: 'a key of SendGrid', mark: 'SG.', pattern: /\b(SG\.[\w-]{22}\.[\w-]{43})(?![\w-])/g },
  { says: 'a token of Vault', mark: 'hv', pattern: /\b(hv[bs]\.[\w-]{24,})/g },
  { says: 'a token of Databricks', mark: 'dapi', pattern: /\b(dapi[0-9a-f]{32}(?:-\d)?)\b/g },
  { says: 'a token of DigitalOcean', mark: '_v1_', pattern: /\b(do[opr]_v1_[0-9a-f]{64})\b/g },
  {
    says: 'a token of Grafana',
    mark: 'gl',
    pattern: /\b(glsa_[A-Za-z0-9]{32}_[0-9a-f]{8}|glc_[A-Za-z0-9+/]{60,}={0,2})/g,
  },
  { says: 'a key of Tailscale', mark: 'tskey-', pattern: /\b(tskey-(?:auth|api|client|scim|webhook)-[\w-]{20,})/g },
  { says: 'an API key of NVIDIA', mark: 'nvapi-', pattern: /\b(nvapi-[\w-]{60,})/g },
  { says: 'an API key of Groq', mark: 'gsk_', pattern: /\b(gsk_[A-Za-z0-9]{48,})\b/g },
  { says: 'a token of Replicate', mark: 'r8_', pattern: /\b(r8_[A-Za-z0-9]{37})\b/g },
  { says: 'a token of Pulumi', mark: 'pul-', pattern: /\b(pul-[0-9a-f]{40})\b/g },
  { says: 'a token of Terraform Cloud', mark: '.atlasv1.', pattern: /\b([A-Za-z0-9]{14}\.atlasv1\.[\w-]{60,})/g },
  { says: 'a token of Atlassian', mark: 'ATATT3', pattern: /\b(ATATT3[\w=-]{100,})/g },
  { says: 'a token of a bot of Telegram', mark: ':AA', pattern: /\b(\d{8,10}:AA[\w-]{33})(?![\w-])/g },
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
  ...MORE_SHAPES,
  {
    says: 'a JSON web token',
    mark: 'eyJ',
    pattern: /(?<![\w-])(eyJ[\w-]{10,4000}\.eyJ[\w-]{10,8000}\.[\w-]{20,2000})(?![\w-])/g,
    holds: (token) => !EXAMPLES.test(token.slice(-43)) && isHeader(token.split('.')[0]!),
  },
  {
    says: 'an encrypted JSON web token',
    mark: 'eyJ',
    // Header, key (none where it is agreed on), start, text, seal.
    pattern: /(?<![\w-])(eyJ[\w-]{10,4000}\.[\w-]{0,2000}\.[\w-]{12,100}\.[\w-]{8,20000}\.[\w-]{16,200})(?![\w-])/g,
    holds: (token) => !EXAMPLES.test(token.slice(-22)) && isHeader(token.split('.')[0]!),
  },
];

/** An account key of Azure has no prefix: 86 characters and `==`, which a SHA-512 has too, so the text must call it a key. */
const AZURE_KEY = /(?<![A-Za-z0-9+/]|(?:Account|SharedAccess)Key=)([A-Za-z0-9+/]{86}==)(?![A-Za-z0-9+/=])/g;

/** The key material in a text, whatever its name; the name only tells account keys of Azure from digests. */
export function keysIn(text: string, name: string): readonly KeyMaterial[] {
  if (text.length < SHORTEST || clean.has(text)) return NONE;
  const found = search(text, name);
  // What ends so may be a key under another name.
  if (found.length === 0 && !text.includes('==')) clean.add(text);
  return found;
}

/** No shape is of fewer characters. */
const SHORTEST = 15;
const NONE: readonly KeyMaterial[] = [];
const clean = new CleanTexts();

function search(text: string, name: string): KeyMaterial[] {
  const found: KeyMaterial[] = [];
  for (const { says, mark, pattern, holds } of SHAPES) {
    if (!text.includes(mark)) continue;
    for (const match of text.matchAll(pattern)) {
      const value = match[1] ?? match[0];
      const isReal = holds ? holds(value) : !EXAMPLES.test(value) && !isPlaceholder(value);
      if (isReal) found.push({ says, value });
    }
  }
  found.push(...packedKeysIn(text), ...vendorTokensIn(text).filter(({ value }) => !EXAMPLES.test(value)));
  const store = keyStoreIn(text);
  if (store !== undefined) found.push({ says: store, value: text });
  // A line of a script may end within a token, and an address spells the blanks of a key.
  if (found.length === 0 && /\\\r?\n/.test(text)) found.push(...search(text.replace(/\\\r?\n\s*/g, ''), name));
  if (text.includes('PRIVATE%20KEY'))
    found.push(
      ...search(
        text
          .replaceAll('%20', ' ')
          .replace(/%0[AD]/gi, '\n')
          .replaceAll('%2B', '+')
          .replaceAll('%2F', '/'),
        name,
      ),
    );
  if (!text.includes('==')) return found;
  for (const match of text.matchAll(AZURE_KEY)) {
    const before = `${name} ${text.slice(text.lastIndexOf('\n', match.index) + 1, match.index)}`;
    if (!/key|secret|password|account/i.test(before) || /checksum|digest|integrity|sha-?\d/i.test(before)) continue;
    found.push({ says: 'an account key of Azure', value: match[1]! });
  }
  return found;
}

/** `-----BEGIN` in base64, as it stands in a kubeconfig and in values of charts. */
const PACKED = /LS0tLS1CRUdJTi[A-Za-z0-9+/\s\\]{80,40000}={0,2}/g;

function packedKeysIn(text: string): KeyMaterial[] {
  if (!text.includes('LS0tLS1CRUdJTi')) return [];
  return [...text.matchAll(PACKED)].flatMap(([packed]) => {
    const shown = Buffer.from(packed.replace(/\\n|\s/g, ''), 'base64').toString('utf8');
    return keysIn(shown, '').map(({ says, value }) => ({ says: `${says} in base64`, value }));
  });
}

/** Whether this is how a token begins that somebody signed. */
function isHeader(base64: string): boolean {
  return /"alg"\s*:/.test(Buffer.from(base64, 'base64url').toString('utf8'));
}
