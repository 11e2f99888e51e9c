/**
 * How long compliance frameworks ask for logs to be kept: the only place that states these periods, each with where it was read.
 *
 * A period in months or years is counted in days that cover it whenever it begins.
 */

/** A compliance framework and the period that it states. */
export interface Framework {
  /** The text that it is in, as it is cited. */
  readonly text: string;
  /** The period in words, as the guides print it. */
  readonly period: string;
  /** For how many days log files are kept. */
  readonly days: number;
  /** For how many of them, from the newest on, log files can be read at once. */
  readonly readableDays: number;
  /** Whom or what the text binds, where it is not every operator of the logs. */
  readonly binds?: string;
  /** What replaced it, as a warning says it. */
  readonly rescinded?: string;
  readonly source: string;
  /** When it was compared with the source, or with the copy that `note` names. */
  readonly read: string;
  /** What could not be read there. */
  readonly note?: string;
}

const READ = '2026-11-26';

export const FRAMEWORKS = {
  pciDss: {
    text: 'PCI DSS v4.0.1, requirement 10.5.1',
    period: 'at least twelve months, the most recent three immediately available',
    days: 366,
    readableDays: 92,
    source: 'https://www.pcisecuritystandards.org/document_library/',
    read: READ,
    note: 'The standard is behind a license form; the period was read in second-hand quotations of 10.5.1.',
  },
  ombM2614: {
    text: 'OMB M-26-14, appendix C',
    period: 'twelve months after creation retrievable, the most recent six searchable',
    days: 366,
    readableDays: 184,
    binds: 'Federal agencies of the United States. The memorandum is of 2026-05-22, asks for a choice by risk above this minimum, and rescinds M-21-31.',
    source: 'https://www.whitehouse.gov/omb/information-resources/guidance/memoranda/',
    read: READ,
    note: 'The memorandum itself could not be read; the period was read in second-hand quotations of its appendixes B and C.',
  },
  ombM2131: {
    text: 'OMB M-21-31',
    period: 'twelve months in active storage, eighteen more in cold storage',
    days: 915,
    readableDays: 366,
    binds: 'Nobody since 2026-05-22; contracts can still ask for it.',
    rescinded: 'OMB M-26-14 rescinded OMB M-21-31 on 2026-05-22: use `LogRetention.ombM2614()`, or `LogRetention.days()` where a contract still asks for the longer period.',
    source: 'https://www.whitehouse.gov/wp-content/uploads/2021/08/M-21-31-Improving-the-Federal-Governments-Investigative-and-Remediation-Capabilities-Related-to-Cybersecurity-Incidents.pdf',
    read: READ,
    note: 'That it was rescinded was read second-hand.',
  },
  hipaa: {
    text: 'HIPAA Security Rule, 45 CFR 164.316(b)(2)(i)',
    period: 'six years',
    days: 2192,
    readableDays: 0,
    binds: 'The documentation that the Security Rule requires; commonly applied to audit logs.',
    source: 'https://www.ecfr.gov/current/title-45/section-164.316',
    read: READ,
    note: 'a copy of the eCFR',
  },
  sox: {
    text: 'Sarbanes-Oxley Act, 17 CFR 210.2-06(a)',
    period: 'seven years after the audit or review concludes',
    days: 2557,
    readableDays: 0,
    binds: 'The accountant that audits or reviews the financial statements, and not the company whose logs these are; commonly applied to audit logs. '
      + 'Its clock starts when the audit or review concludes, and that of a log file when it is created: add the time in between.',
    source: 'https://www.ecfr.gov/current/title-17/section-210.2-06',
    read: READ,
    note: 'a copy of the eCFR',
  },
} as const satisfies { readonly [factory: string]: Framework };

/** The name of the factory of `LogRetention` for a framework. */
export type FrameworkName = keyof typeof FRAMEWORKS;
