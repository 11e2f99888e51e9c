import { type CfnResource, DefaultTokenResolver, type IPostProcessor, type IResolvable, type IResolveContext, Reference, StringConcat, Tokenization } from 'aws-cdk-lib';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';

/** The properties of a resource as in the template, with names in place of references, so that those of different stacks can be compared. */
export function namedProperties(resource: CfnResource): Record<string, unknown> {
  const template = (resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation();
  const { Resources: resources } = Tokenization.resolve(template, { scope: resource, resolver: new Names(new StringConcat()), preparing: false });
  const [{ Properties: properties = {} }] = Object.values<any>(resources);
  // A stack spells its partition only if it knows its Region.
  return JSON.parse(JSON.stringify(properties).replace(/arn:(aws[a-z-]*|<AWS::Partition>):s3:/g, 'arn:aws:s3:'));
}

/** The name of a bucket, or something that stands for it and is the same everywhere. */
export function nameOfBucket(bucket: CfnBucket): string {
  const { BucketName: name } = namedProperties(bucket);
  return typeof name === 'string' ? name : `<${bucket.node.path}>`;
}

class Names extends DefaultTokenResolver {
  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): any {
    const bucket = Reference.isReference(token) && CfnBucket.isCfnBucket(token.target) ? token.target : undefined;
    if (!bucket) {
      const value = super.resolveToken(token, context, postProcessor);
      return typeof value?.Ref === 'string' ? `<${value.Ref}>` : value;
    }
    const { displayName } = token as Reference;
    if (displayName === 'Ref') return nameOfBucket(bucket);
    return displayName === 'Arn' ? `arn:aws:s3:::${nameOfBucket(bucket)}` : `<${bucket.node.path}.${displayName}>`;
  }
}
