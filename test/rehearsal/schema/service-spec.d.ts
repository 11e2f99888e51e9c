/** The little that is used of AWS's schema. Its own types take the compiler seconds. */
declare module '@aws-cdk/aws-service-spec' {
  interface Property {
    readonly causesReplacement?: 'yes' | 'no' | 'maybe';
  }
  interface Resource {
    readonly properties: Readonly<Record<string, Property>>;
    readonly primaryIdentifier?: string[];
  }
  export function loadAwsServiceSpecSync(): {
    lookup(kind: 'resource', index: 'cloudFormationType', operator: 'equals', type: string): { only(): Resource };
  };
}
