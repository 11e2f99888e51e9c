import { CisControl } from './cis-control';
import { cisPattern } from '../cloudtrail/cis/cis-controls';
import { type CisSource } from '../cloudtrail/cis/cis-patterns';
import { memberOf } from '../private/shape';

/**
 * A version of the CIS AWS Foundations Benchmark.
 */
export enum CisFoundationsVersion {
  /** Version 1.4. Its filter for unauthorized API calls matches every event. */
  V1_4 = '1.4',

  /** Version 2.0. */
  V2_0 = '2.0',

  /** Version 3.0. */
  V3_0 = '3.0',

  /** Version 4.0. */
  V4_0 = '4.0',

  /** Version 5.0, the newest that Security Hub has a standard for. */
  V5_0 = '5.0',

  /** Version 6.0, in which monitoring moved from section 4 to section 5. */
  V6_0 = '6.0',

  /** Version 7.0. */
  V7_0 = '7.0',
}

/**
 * The filter patterns of the metric filters. The sources print different patterns for the same control, and a checker accepts only its own.
 *
 * @exampleMetadata fixture=detection
 * @example
 * CisProfile.cis(CisFoundationsVersion.V5_0);
 */
export class CisProfile {
  /**
   * Exactly the patterns that Security Hub checks for, so that CloudWatch.1 to CloudWatch.14 pass; for AWS Organizations the pattern of CIS.
   *
   * They also match calls that failed and calls of service-linked roles.
   *
   * @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
   */
  public static securityHub(): CisProfile {
    return new CisProfile('SecurityHub', 'securityHub');
  }

  /**
   * The patterns of one version of the CIS AWS Foundations Benchmark, for an audit against that version.
   */
  public static cis(version: CisFoundationsVersion): CisProfile {
    memberOf('CisFoundationsVersion', CisFoundationsVersion)(version, 'version', {});
    return new CisProfile(`CIS-${version}`, version);
  }

  /**
   * Patterns for people on call: only calls that succeeded, only of the service in question, no calls of service-linked roles, and the
   * operations that the official lists omit. Security Hub fails most of its controls with them.
   *
   * Uses all five regular expressions that the metric filters of a log group may have, so a log group has room for this profile once.
   */
  public static lowNoise(): CisProfile {
    return new CisProfile('LowNoise', 'lowNoise');
  }

  /**
   * Name of the profile: `SecurityHub`, `LowNoise`, or `CIS-` and the version.
   */
  public readonly name: string;

  /**
   * Where the patterns come from.
   *
   * @internal
   */
  public readonly _source: CisSource;

  private constructor(name: string, source: CisSource) {
    this.name = name;
    this._source = source;
  }

  /**
   * The filter pattern of a control in this profile.
   */
  public filterPattern(control: CisControl): string {
    memberOf('CisControl', CisControl)(control, 'control', {});
    return cisPattern({ id: `${control}` }, this._source);
  }
}
