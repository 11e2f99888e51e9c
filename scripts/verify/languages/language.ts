/** What `npm run languages` has to know about a language. */
export interface Language {
  readonly name: string;

  /** Commands that have to be there, with an argument that proves it. */
  readonly tools: readonly (readonly [command: string, argument: string])[];

  /** Makes the package of the library and returns its folder. */
  pack(key: string): string;

  /** Installs the example with the package. */
  install?(packages: string, key: string): InstalledApp;
}

export interface InstalledApp {
  readonly folder: string;
  /** What the app needs in its environment. */
  readonly env: NodeJS.ProcessEnv;
}
