/** Variables that hold a secret: no child process may inherit them. */
const secretNames = ['OPENAI_API_KEY']

/**
 * The environment as it was at start, with the secrets then taken out of the
 * live one, so that a command of an agent cannot read them.
 */
export function takeEnvironment(live: NodeJS.ProcessEnv): Readonly<Record<string, string | undefined>> {
  const taken = { ...live }
  for (const name of secretNames) delete live[name]
  return taken
}

/** A copy of the environment for a program that has no business with the secrets. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !secretNames.includes(name)))
}

/** The secrets in an environment, for the log to leave out. */
export function secretsIn(environment: Readonly<Record<string, string | undefined>>): string[] {
  return secretNames.flatMap((name) => environment[name] || [])
}
