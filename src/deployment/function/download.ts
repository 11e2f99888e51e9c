import type { HookPayload } from './request';

/** The part of `fetch` that is used. */
export type Fetch = (url: string, options: { readonly signal: AbortSignal }) => Promise<Pick<Response, 'ok' | 'status' | 'text'>>;

const ATTEMPTS = 2;

/** Downloads what the hook is about. Errors do not name the URL: whoever has it can read the template. */
export async function download(url: string | undefined, fetch: Fetch, milliseconds: number): Promise<HookPayload> {
  if (!url?.startsWith('https://')) throw new Error('the request has no URL of a template');
  const text = await attempt(url, fetch, milliseconds / ATTEMPTS, ATTEMPTS);
  try {
    return JSON.parse(text) as HookPayload;
  } catch {
    throw new Error('what was downloaded is not JSON');
  }
}

async function attempt(url: string, fetch: Fetch, milliseconds: number, attempts: number): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(milliseconds) });
    if (response.ok) return await response.text();
    throw new Error(`the template could not be downloaded: status ${response.status}`);
  } catch (error) {
    if (attempts > 1) return attempt(url, fetch, milliseconds, attempts - 1);
    const { name, message } = error as Error;
    throw new Error(message.startsWith('the template') ? message : `the template could not be downloaded: ${name}`);
  }
}
