import { createHash } from 'node:crypto';
import { keysIn } from '../../../src/checks/secret/key-shapes';

// Put together here, so that no scanner takes this file for a leak.
const hex = (length: number): string =>
  Array.from({ length: 5 }, (_, index) => createHash('sha256').update(`vendor ${index}`).digest('hex'))
    .join('')
    .slice(0, length);
const mixed = (length: number): string =>
  '8mZk2pQvR4tYw7sLd9xBc3nFh6jGa1eU5iOq0KzTrVbNmXyPlWsEdCfAgH8mZk2pQvR4tYw7sLd9xB'.slice(0, length);
const lower = (length: number): string => mixed(length).toLowerCase();
const upper = (length: number): string => mixed(length).toUpperCase();
const letters = (length: number): string => 'mZkpQvRtYwsLdxBcnFhjGaeUiOqKzTrVbNmXyPlWsEd'.slice(0, length);
const uuid = '6f1c2b9e-4a7d-4f0e-9a8b-7c6d5e4f3a2b';

describe('a token of a vendor stands alone, whatever its name is', () => {
  test.each([
    ['Airtable', `pat${mixed(14)}.${hex(64)}`],
    ['Alibaba Cloud', `LTAI${mixed(20)}`],
    ['Bitbucket', `ATBB${mixed(32)}`],
    ['Buildkite', `bkua_${hex(40)}`],
    ['Cloudflare', `v1.0-${hex(24)}-${hex(146)}`],
    ['DeepSeek', `sk-${hex(32)}`],
    ['Dynatrace', `dt0c01.${upper(24)}.${upper(64)}`],
    ['Figma', `figd_${mixed(40)}`],
    ['Fly.io', `fm2_${mixed(50)}${mixed(50)}`],
    ['Google', `ya29.${mixed(80)}`],
    ['HubSpot', `pat-na1-${uuid}`],
    ['Hugging Face', `api_org_${letters(34)}`],
    ['Langfuse', `sk-lf-${uuid}`],
    ['Mailgun', `key-${hex(32)}`],
    ['Notion', `ntn_12345098765${mixed(35)}`],
    ['OpenRouter', `sk-or-v1-${hex(64)}`],
    ['OpenShift', `sha256~${mixed(43)}`],
    ['Perplexity', `pplx-${mixed(48)}`],
    ['Postman', `PMAK-${hex(24)}-${hex(34)}`],
    ['RubyGems', `rubygems_${hex(48)}`],
    ['SonarQube', `squ_${hex(40)}`],
    ['Stripe', `sk_test_${mixed(24)}`],
    ['Twilio', `SK${hex(32)}`],
    ['Voyage AI', `pa-${mixed(43)}`],
    ['Weights & Biases', `wandb_v1_${mixed(70)}`],
    ['Zuplo', `zpka_${hex(32)}_${hex(8)}`],
    ['NuGet', `oy2${lower(43)}`],
  ])('%s', (vendor, token) => {
    expect(keysIn(`value: "${token}"`, 'setting')).toEqual([{ says: `a key or token of ${vendor}`, value: token }]);
  });

  test.each([
    ['a key of Azure', `${mixed(42)}AzSeA${mixed(5)}`],
    ['a key of Azure', `${mixed(44)}AzFu${mixed(5)}Q==`],
    ['a token of Azure DevOps', `${mixed(76)}AZDO${mixed(4)}`],
    ['a key of Mailchimp', `${hex(32)}-us12`],
    ['a license key of MaxMind', `${mixed(6)}_${mixed(29)}_mmk`],
    [
      'a webhook of Slack',
      `https://hooks.slack.com/workflows/T0${upper(8)}/A0${upper(8)}/928374650192837465/${mixed(24)}`,
    ],
    ['a private JSON web key', JSON.stringify({ kty: 'EC', crv: 'P-256', x: mixed(43), d: mixed(43) })],
  ])('%s', (says, token) => {
    expect(keysIn(token, 'setting').map((key) => key.says)).toEqual([says]);
  });

  test('a line of a script that ends within it', () => {
    const token = `ghp_${mixed(36)}`;
    expect(keysIn(`run --with ${token.slice(0, 20)}\\\n   ${token.slice(20)}`, '').map(({ value }) => value)).toEqual([
      token,
    ]);
  });
});

test.each([
  'key-value-store-controller-manager-config-0001',
  'pa-internal-network-loadbalancer-config-0001-ab',
  'tk-us-east-1-prod-cluster-general-purpose-nodes-0001',
  'hf_transfer_enabled_downloads_only_mode',
  'secret_rotation_lambda_function_name_prod_eu_west_1',
  'API-GATEWAY-CONTROLLER-MANAGER-V2',
  'SKU_Standard_NC24ads_A100_v4_LowPriority',
  'sb_secret_name_of_supabase_is_configured',
  `sha256:${hex(64)}`,
  `registry.example.com/a@sha256:${hex(64)}`,
  hex(40),
  hex(64),
  uuid,
  'sk_test_4eC39HqLyjWDarjtT1zdp7dc',
  'pk_test_'.concat(mixed(24)),
  JSON.stringify({ kty: 'EC', crv: 'P-256', x: mixed(43), y: mixed(43), kid: hex(40) }),
])('%s is none', (text) => {
  expect(keysIn(text, 'setting')).toEqual([]);
});
