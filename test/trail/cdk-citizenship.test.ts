import { App, Aspects, CfnResource, type IPropertyInjector, type InjectionContext, Mixin, Mixins, Stack, Tags } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type IConstruct } from 'constructs';
import { newStack, newTrail } from '../helpers/trails';
import { WellArchitectedTrail } from 'cdk-well-architected-trail';

test('tags reach everything that can have them', () => {
  const stack = newStack();
  Tags.of(newTrail({ cloudWatchLogs: {}, notifications: {} }, stack)).add('cost-centre', 'security');
  const template = Template.fromStack(stack);

  for (const type of ['AWS::CloudTrail::Trail', 'AWS::S3::Bucket', 'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::IAM::Role', 'AWS::SNS::Topic']) {
    expect(Object.keys(template.findResources(type)).length).toBeGreaterThan(0);
    template.allResourcesProperties(type, { Tags: Match.arrayWith([{ Key: 'cost-centre', Value: 'security' }]) });
  }
});

test('property injectors reach the inner resources', () => {
  class ShorterWindow implements IPropertyInjector {
    public readonly constructUniqueId = kms.Key.PROPERTY_INJECTION_ID;
    public inject(originalProps: any, _context: InjectionContext): any {
      return { ...originalProps, description: 'injected' };
    }
  }
  class TaggedBucket implements IPropertyInjector {
    public readonly constructUniqueId = s3.Bucket.PROPERTY_INJECTION_ID;
    public inject(originalProps: any, _context: InjectionContext): any {
      return { ...originalProps, transferAcceleration: true };
    }
  }
  const stack = new Stack(new App({ propertyInjectors: [new ShorterWindow(), new TaggedBucket()] }), 'Audit');
  newTrail({}, stack);
  const template = Template.fromStack(stack);

  template.hasResourceProperties('AWS::KMS::Key', { Description: 'injected', EnableKeyRotation: true });
  template.allResourcesProperties('AWS::S3::Bucket', { AccelerateConfiguration: { AccelerationStatus: 'Enabled' }, VersioningConfiguration: { Status: 'Enabled' } });
});

test('mixins reach the inner resources', () => {
  class Named extends Mixin {
    public supports(construct: IConstruct): construct is s3.CfnBucket {
      return s3.CfnBucket.isCfnBucket(construct);
    }
    public applyTo(construct: IConstruct): void {
      (construct as s3.CfnBucket).metricsConfigurations = [{ id: 'all' }];
    }
  }
  const stack = newStack();
  Mixins.of(newTrail({}, stack)).apply(new Named());

  Template.fromStack(stack).allResourcesProperties('AWS::S3::Bucket', { MetricsConfigurations: [{ Id: 'all' }] });
});

test('aspects and overrides have the last word', () => {
  const stack = newStack();
  const { cfnTrail } = newTrail({}, stack);
  cfnTrail.addPropertyOverride('EnableLogFileValidation', false);
  Aspects.of(stack).add({
    visit: (node) => {
      if (node instanceof CfnResource) {
        node.addMetadata('seen', true);
      }
    },
  });
  const template = Template.fromStack(stack);

  template.hasResourceProperties('AWS::CloudTrail::Trail', { EnableLogFileValidation: false });
  template.allResources('AWS::S3::Bucket', { Metadata: { seen: true } });
});

test('every resource is a child of the construct, which needs no ids but its own', () => {
  const stack = newStack();
  const trail = new WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {}, notifications: {} });
  const resources = stack.node.findAll().filter(CfnResource.isCfnResource);

  expect(resources.length).toBeGreaterThan(10);
  expect(resources.filter((resource) => !resource.node.path.startsWith(`${trail.node.path}/`))).toEqual([]);
});
