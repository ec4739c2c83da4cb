import type { Construct } from 'constructs';
import { fail, requireInteger, requireMatch } from '../../core/fail';
import { requireSource } from '../../core/secret/require-source';
import type { SecretSource } from '../../core/secret/secret-source';
import { UUID } from '../../facts/uuid';
import { requireOwnSecret } from './artifact-secret';
import type { AzureBlobOptions } from './backend';

/** What the name of a storage account must look like. */
export const ACCOUNT = /^[a-z0-9]{3,24}$/;

/** Fails unless the name is one that a storage account can have. */
export function requireAccount(construct: Construct, account: string | undefined): void {
  const allowed = '3 to 24 lower case letters and digits';
  if (account === undefined) throw fail(construct, `backend.account is missing, allowed is ${allowed}`);
  requireMatch(construct, 'backend.account', account, ACCOUNT, allowed);
}

/** Fails unless account, address and number of pods are possible, and exactly one way to sign in is given, in a Secret of its own. */
export function requireAzure(
  construct: Construct,
  backend: AzureBlobOptions,
  waysToSignIn: Readonly<Record<string, SecretSource | string | undefined>>,
): void {
  const { account, endpoint, replicas, clientId } = backend;
  requireAccount(construct, account);
  requireMatch(
    construct,
    'backend.endpoint',
    endpoint,
    /^https:\/\/[a-z0-9.-]+(:\d+)?(\/[\w.-]*)*$/,
    'an address such as https://kubeflowsa.blob.core.windows.net/',
  );
  requireInteger(construct, 'backend.replicas', replicas, 1);
  requireMatch(
    construct,
    'backend.clientId',
    clientId,
    UUID,
    'the client id of a managed identity, such as 11111111-2222-3333-4444-555555555555',
  );
  const ways = Object.keys(waysToSignIn);
  const given = ways.filter((way) => waysToSignIn[way] !== undefined);
  if (given.length !== 1) {
    const found = given.length === 0 ? 'no way to sign in to the account' : given.join(' and ');
    throw fail(construct, `backend has ${found}, allowed is one of ${ways.join(', ')}`);
  }
  for (const [way, source] of Object.entries(waysToSignIn)) {
    if (source !== undefined && way !== 'clientId')
      requireOwnSecret(construct, `backend.${way}`, requireSource(construct, `backend.${way}`, source));
  }
}

/** The address of an account in the public cloud of Azure, or the one that is given. */
export function endpointOf({ account, endpoint }: AzureBlobOptions): string {
  return endpoint ?? `https://${account}.blob.core.windows.net/`;
}
