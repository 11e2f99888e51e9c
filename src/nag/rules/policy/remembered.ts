import { type Policies } from '../rule';

/** Answers about policies, each computed once, because every statement of a policy asks the same. */
export class Remembered<K, V> {
  private readonly known = new WeakMap<Policies, Map<K, V>>();

  public of(policies: Policies, key: K, compute: () => V): V {
    let answers = this.known.get(policies);
    if (!answers) this.known.set(policies, answers = new Map<K, V>());
    let answer = answers.get(key);
    if (answer === undefined) answers.set(key, answer = compute());
    return answer;
  }
}
