/** The command that runs a script of this repository from its TypeScript source. */
export const run = (script: string): string => `tsx --tsconfig tsconfig.dev.json ${script}.ts`;
