import { PropertyInjectors } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

/**
 * The props as the closest property injector above a construct returns them. As for constructs of the CDK, injectors of farther scopes do not run.
 * The CDK's own decorator for this is internal; this needs what the CDK exports to every language only.
 *
 * @see https://docs.aws.amazon.com/cdk/v2/guide/blueprints.html
 */
export function injected<T>(construct: IConstruct, uniqueId: string, props: T): T {
  const { id, scope, scopes } = construct.node;
  for (const each of scopes.slice(0, -1).reverse()) {
    const injector = PropertyInjectors.hasPropertyInjectors(each) ? PropertyInjectors.of(each as IConstruct).for(uniqueId) : undefined;
    if (injector) return injector.inject(props, { scope: scope as Construct, id });
  }
  return props;
}
