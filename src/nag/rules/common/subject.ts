import { type TrailView } from '../rule';

/** How messages call the bucket: one that no trail of the app uses is judged because its policy admits CloudTrail. */
export function theBucket({ trail }: TrailView): string {
  return trail.isAbsent ? 'the bucket that admits CloudTrail' : 'the bucket of the trail';
}

export function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
