/** An identity: a name in the Region and account that it belongs to. */
export function written(region: string, account: string, name: string): string {
  return [region, account, name].join('\n');
}

/** The name in an identity, without account and Region. */
export function nameIn(identity: string): string {
  return identity.slice(identity.indexOf('\n', identity.indexOf('\n') + 1) + 1);
}
