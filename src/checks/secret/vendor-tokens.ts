import { entropy } from './placeholder';

/** A token of a vendor that a text holds. */
export interface VendorToken {
  readonly says: string;
  readonly value: string;
}

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * How the tokens of vendors begin, and what follows. No two of them fit the same text, so that one search finds all.
 *
 * @see https://github.com/gitleaks/gitleaks/blob/master/config/gitleaks.toml for the forms that one of the field's scanners knows
 */
const VENDORS: readonly (readonly [vendor: string, begin: string, rest: string])[] = [
  ['Airtable', 'pat', '[A-Za-z0-9]{14}\\.[0-9a-f]{64}'],
  ['Alibaba Cloud', 'LTAI', '[A-Za-z0-9]{17,21}'],
  ['Amazon Bedrock', 'ABSK', '[A-Za-z0-9+/]{100,269}'],
  ['Bitbucket', 'ATBB', '[A-Za-z0-9]{32}'],
  ['Buildkite', 'bk[au][at]_', '[0-9a-f]{40}'],
  ['ClickHouse', '4b1d', '[A-Za-z0-9]{38}'],
  ['Clojars', 'CLOJARS_', '[a-z0-9]{60}'],
  ['Cloudflare', 'v1\\.0-', '[0-9a-f]{24}-[0-9a-f]{146}'],
  ['Contentful', 'CFPAT-', '[\\w-]{43}'],
  ['Cursor', 'key_', '[0-9a-f]{64}'],
  ['DeepSeek', 'sk-', '[0-9a-f]{32}'],
  ['Defined Networking', 'dnkey-', '[\\w=-]{26}-[\\w=-]{52}'],
  ['Dropbox', 'sl\\.', '[\\w-]{120,200}'],
  ['Duffel', 'duffel_(?:test|live)_', '[\\w=-]{43}'],
  ['Dynatrace', 'dt0[a-z]01\\.', '[A-Z0-9]{24}\\.[A-Z0-9]{64}'],
  ['EasyPost', 'EZ[AT]K', '[A-Za-z0-9]{54}'],
  ['Elastic', 'essu_', '[A-Za-z0-9+/=]{40,400}'],
  ['Facebook', 'EAACEdEose0cBA', '[A-Za-z0-9]{20,400}'],
  ['Figma', 'fig[du]r?_', '[\\w-]{40,43}'],
  ['Fireworks', 'fw_', '[A-Za-z0-9]{24}'],
  ['Flutterwave', 'FLWSECK(?:_TEST)?-', '[0-9a-z]{32}-X'],
  ['Fly.io', 'fm[12][ar]?_', '[A-Za-z0-9+/]{80,800}'],
  ['Frame.io', 'fio-u-', '[\\w=-]{64}'],
  ['Google', 'ya29\\.', '[\\w-]{60,400}'],
  ['Grafana', 'eyJrIjoi', '[A-Za-z0-9]{40,400}'],
  ['Harness', 'pat\\.', '[\\w-]{22}\\.[0-9a-f]{24}\\.[A-Za-z0-9]{20}'],
  ['Heroku', 'HRKU-AA', '[\\w-]{58}'],
  ['HubSpot', 'pat-[a-z]{2}\\d-', UUID],
  ['Hugging Face', 'api_org_', '[A-Za-z]{34}'],
  ['Infracost', 'ico-', '[A-Za-z0-9]{32}'],
  ['Intra 42', 's-s4t2(?:ud|af)-', '[0-9a-f]{64}'],
  ['Artifactory', 'cmVmdGtu(?!Oj)', '[A-Za-z0-9]{56}'],
  ['Langfuse', 'sk-lf-', UUID],
  ['Mailgun', 'key-', '[0-9a-f]{32}'],
  ['MongoDB Atlas', 'mdb_sa_sk_', '[\\w-]{40}'],
  ['Neon', 'napi_', '[a-z0-9]{64}'],
  ['Netlify', 'nfp_', '[A-Za-z0-9]{36}'],
  ['New Relic', 'NRII-', '[\\w-]{32}'],
  ['Notion', 'ntn_', '\\d{11}[A-Za-z0-9]{35}'],
  ['Notion', 'secret_', '[A-Za-z0-9]{43}'],
  ['NuGet', 'oy2', '[a-z0-9]{43}'],
  ['Octopus Deploy', 'API-', '[A-Z0-9]{26}'],
  ['1Password', 'ops_eyJ', '[\\w+/-]{200,2000}'],
  ['OpenRouter', 'sk-or-v1-', '[0-9a-f]{64}'],
  ['OpenShift', 'sha256~', '[\\w-]{43}'],
  ['Perplexity', 'pplx-', '[A-Za-z0-9]{48}'],
  ['Postman', 'PMAK-', '[0-9a-f]{24}-[0-9a-f]{34}'],
  ['Prefect', 'pnu_', '[A-Za-z0-9]{36}'],
  ['ReadMe', 'rdme_', '[a-z0-9]{70}'],
  ['Rootly', 'rootly_', '[0-9a-f]{64}'],
  ['RubyGems', 'rubygems_', '[0-9a-f]{48}'],
  ['Scalingo', 'tk-us-', '[\\w-]{48}'],
  ['Brevo', 'xkeysib-', '[0-9a-f]{64}-[A-Za-z0-9]{16}'],
  ['Shippo', 'shippo_(?:live|test)_', '[0-9a-f]{40}'],
  ['SonarQube', 'sq[apu]_', '[0-9a-f]{40}'],
  ['Sourcegraph', 'sgp_', '(?:[0-9a-f]{16}_|local_)?[0-9a-f]{40}'],
  ['Square', 'EAAA', '[\\w-]{60}'],
  ['Stripe', '[rs]k_test_', '[A-Za-z0-9]{20,100}'],
  ['Stripe', 'whsec_', '[A-Za-z0-9+/]{32,64}'],
  ['Supabase', 'sb_secret_', '[\\w-]{31}'],
  ['Twilio', 'SK', '[0-9a-f]{32}'],
  ['Typeform', 'tfp_', '[\\w=-]{40,59}'],
  ['Voyage AI', 'pa-', '[\\w-]{43}'],
  ['Weights & Biases', 'wandb_v1_', '\\w{60,100}'],
  ['Yandex Cloud', 'AQVN', '[\\w-]{35,38}'],
  ['Zuplo', 'zpka_', '[0-9a-f]{32}_[0-9a-f]{8}'],
];

const EACH = VENDORS.map(([vendor, begin, rest]) => ({ vendor, whole: new RegExp(`^(?:${begin})(${rest})$`) }));

/** A token stands alone: what goes on before or behind it is a longer text, such as a digest. */
const ANY = new RegExp(
  `(?<![\\w.+/~-])(?:${VENDORS.map(([, begin, rest]) => begin + rest).join('|')})(?![\\w+/~-])`,
  'g',
);

/** The tokens of vendors in a text: what begins as one of them does, is of its length, and looks random. */
export function vendorTokensIn(text: string): VendorToken[] {
  if (!/[\w.+/-]{23}/.test(text)) return [];
  return [...text.matchAll(ANY)].flatMap(([value]) => {
    const of = EACH.find(({ whole }) => whole.test(value))!;
    return looksDrawn(of.whole.exec(value)![1]!) ? [{ says: `a key or token of ${of.vendor}`, value }] : [];
  });
}

/** A name that begins as a token does is of words; a token has a long part of mixed letters, with digits but in the older ones. */
function looksDrawn(value: string): boolean {
  return value
    .split(/[-_.]/)
    .some((part) => part.length >= 8 && (/\d/.test(part) || part.length > 30) && entropy(part) >= 2.5);
}
