/** The text of a UUID in letters of either case, as Azure writes the ids of tenants, subscriptions and identities. */
export const UUID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
