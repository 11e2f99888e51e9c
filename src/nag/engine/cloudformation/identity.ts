/** An identity: a name in the Region and account that it belongs to. */
export function written(region: string, account: string, name: string): string {
  return [region, account, name].join('\n');
}

/** The name in an identity, without account and Region. */
export function nameIn(identity: string): string {
  const region = identity.indexOf('\n');
  return region < 0 ? identity : identity.slice(identity.indexOf('\n', region + 1) + 1);
}
