import { checkRequiredText } from '../private/checks';

/**
 * A version of the Athena query engine.
 *
 * @see https://docs.aws.amazon.com/athena/latest/ug/engine-versions.html
 */
export class AthenaEngineVersion {
  /** Athena chooses the version and upgrades it when AWS recommends a newer one. */
  public static readonly AUTO = AthenaEngineVersion.of('AUTO');

  /** Athena engine version 3, for which the saved queries are written. */
  public static readonly V3 = AthenaEngineVersion.of('Athena engine version 3');

  /**
   * A version that is newer than this library, by the name that Athena gives it.
   *
   * @param name such as `Athena engine version 3`
   */
  public static of(name: string): AthenaEngineVersion {
    checkRequiredText('name', name, (given) => (given === '' ? 'must not be empty' : undefined));
    return new AthenaEngineVersion(name);
  }

  /**
   * The name that Athena gives the version.
   */
  public readonly name: string;

  private constructor(name: string) {
    this.name = name;
  }
}
