import { App, type IPropertyInjector, type InjectionContext, PropertyInjectors, Stack, Stage } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import * as lib from 'cdk-well-architected-trail';

/*
 * Property injectors, with which a platform team sets defaults for all constructs of an app.
 */

class Injector implements IPropertyInjector {
  public readonly contexts: InjectionContext[] = [];

  constructor(public readonly constructUniqueId: string, private readonly change: (props: any) => any) {}

  public inject(originalProps: any, context: InjectionContext): any {
    this.contexts.push(context);
    return this.change(originalProps);
  }
}

/** Retention that a project may still choose itself. */
const byDefault = (days: number) => (
  new Injector(lib.WellArchitectedTrail.PROPERTY_INJECTION_ID, (props) => ({ retention: lib.LogRetention.days(days), ...props })));
const always = (props: object) => new Injector(lib.WellArchitectedTrail.PROPERTY_INJECTION_ID, (given) => ({ ...given, ...props }));

const CONSTRUCTS = Object.entries(lib).filter(([, one]) => typeof one === 'function' && one.prototype instanceof Construct) as [string, any][];

test('there is something to test', () => {
  expect(CONSTRUCTS.map(([name]) => name)).toEqual(expect.arrayContaining(['WellArchitectedTrail', 'TrailLogArchive', 'CisAlarms', 'TrailAnalysis']));
});

describe.each(CONSTRUCTS)('%s', (name, type) => {
  test('has an id of its own, which is its name in every language', () => {
    expect(Object.hasOwn(type, 'PROPERTY_INJECTION_ID')).toBe(true);
    expect(type.PROPERTY_INJECTION_ID).toBe(`cdk-well-architected-trail.${name}`);
  });

  test('asks the injector for its props, with its scope and id, before it looks at them', () => {
    const injector = new Injector(type.PROPERTY_INJECTION_ID, (props) => {
      throw new Error(`injected into ${JSON.stringify(props)}`);
    });
    const stack = new Stack(new App({ propertyInjectors: [injector] }), 'Audit');

    expect(() => new type(stack, 'One', { some: 'prop' })).toThrow('injected into {"some":"prop"}');
    expect(injector.contexts).toEqual([{ scope: stack, id: 'One' }]);
  });
});

describe('a default for all trails of an app', () => {
  const app = new App({ propertyInjectors: [byDefault(400)] });
  const stack = new Stack(app, 'Audit');
  const trails = {
    plain: new lib.WellArchitectedTrail(stack, 'Plain'),
    own: new lib.WellArchitectedTrail(stack, 'Own', { retention: lib.LogRetention.days(800) }),
    staged: new lib.WellArchitectedTrail(new Stack(new Stage(app, 'Prod'), 'Audit'), 'Trail'),
    inherited: new (class extends lib.WellArchitectedTrail {})(stack, 'Inherited'),
  };

  test.each([['plain', 400], ['own', 800], ['staged', 400], ['inherited', 400]] as const)('the %s trail keeps log files for %i days', (name, days) => {
    expect(trails[name].retention?.expiration?.toDays()).toBe(days);
  });
});

test('the closest injector decides alone, as for constructs of the CDK', () => {
  const app = new App({ propertyInjectors: [byDefault(400)] });
  const near = new Stack(app, 'Near', { propertyInjectors: [byDefault(500)] });
  const other = new Stack(app, 'Other');
  PropertyInjectors.of(other).add(new Injector(lib.CisAlarms.PROPERTY_INJECTION_ID, (props) => props));

  expect(new lib.WellArchitectedTrail(near, 'Trail').retention?.expiration?.toDays()).toBe(500);
  expect(new lib.WellArchitectedTrail(other, 'Trail').retention?.expiration?.toDays()).toBe(400);
});

test('an app without injectors for it is as it was', () => {
  const template = (app: App) => {
    const stack = new Stack(app, 'Audit');
    new lib.WellArchitectedTrail(stack, 'Trail');
    return Template.fromStack(stack).toJSON();
  };
  expect(template(new App({ propertyInjectors: [new Injector('cdk-well-architected-trail.Other', () => undefined)] }))).toEqual(template(new App()));
});

test.each<[string, object, string]>([
  ['a value of another kind', { retention: 400 }, '`retention` must be a `LogRetention`'],
  ['a value that breaks a rule', { trailName: 'my trail' }, '`trailName` must contain only'],
  ['a name that S3 refuses', { bucketName: '-' }, '`bucketName` must be'],
])('injected props are checked like any others: %s', (_, props, message) => {
  const stack = new Stack(new App({ propertyInjectors: [always(props)] }), 'Audit');
  expect(() => new lib.WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} })).toThrow(message);
});

test('a companion gets its alerts from the platform team', () => {
  const stack = new Stack(new App(), 'Audit');
  const trail = new lib.WellArchitectedTrail(stack, 'Trail', { cloudWatchLogs: {} });
  const alerts = new lib.AlertTopic(stack, 'Alerts', { emails: ['security@example.com'] });
  PropertyInjectors.of(stack).add(new Injector(lib.CisAlarms.PROPERTY_INJECTION_ID, (props) => ({ alerts, ...props })));
  new lib.CisAlarms(stack, 'Alarms', { trail });

  Template.fromStack(stack).allResourcesProperties('AWS::CloudWatch::Alarm', { AlarmActions: [stack.resolve(alerts.topic.topicArn)] });
});
