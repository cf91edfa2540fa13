// Requests to our own server. Every refusal is a Problem. Two of them are not errors but questions, after which the
// request is sent once more, so that nothing typed is ever lost: a session that ran out (the person signs in again in
// place), and something dangerous for which they show once more who they are.
import { setViewing, viewingHeader } from './viewing';

export interface FieldError {
  field: string;
  key: string;
}

export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly key: string,
    readonly errors: FieldError[] = [],
    readonly details: Record<string, unknown> = {},
    readonly request = '',
  ) {
    super(`${status} ${key}`);
  }
}

export interface RequestOptions {
  body?: unknown;
  signal?: AbortSignal;
  anonymous?: boolean; // a 401 is an answer here, not a session that ran out
  background?: boolean; // no act of the person: does not keep the session alive
}

let signInAgain: (() => Promise<boolean>) | undefined;
export function onSessionEnd(ask: () => Promise<boolean>): void {
  signInAgain = ask;
}

let confirm: (() => Promise<boolean>) | undefined;
export function onConfirmationNeeded(ask: () => Promise<boolean>): void {
  confirm = ask;
}

export async function problemOf(reply: Response): Promise<Problem> {
  const body = await reply.json().catch(() => ({}));
  const { key = `status_${reply.status}`, errors = [], request = '', ...details } = body as Record<string, unknown>;
  return new Problem(reply.status, String(key), errors as FieldError[], details, String(request));
}

async function send(method: string, path: string, { body, signal, background }: RequestOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const as = viewingHeader(path);
  if (as) headers['Stafette-View-As'] = as;
  if (background) headers['Stafette-Background'] = '1';
  try {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return await fetch(path, { method, headers, body: text, signal, credentials: 'same-origin' });
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Problem(0, 'offline');
  }
}

// A view as somebody else that the server no longer knows is over here, too.
function ended(problem: Problem): Problem {
  if (problem.key === 'viewing_outdated' || problem.key === 'viewing_not_found') setViewing(undefined);
  return problem;
}

export async function request<T>(method: string, path: string, options: RequestOptions = {}): Promise<T> {
  let reply = await send(method, path, options);
  if (reply.status === 401 && !options.anonymous && signInAgain && (await signInAgain())) {
    reply = await send(method, path, options);
  }
  if (reply.status === 403 && confirm) {
    const problem = await problemOf(reply);
    if (problem.key !== 'confirmation_needed' || !(await confirm())) throw problem;
    reply = await send(method, path, options);
  }
  if (!reply.ok) throw ended(await problemOf(reply));
  return (reply.status === 204 ? undefined : await reply.json()) as T;
}

export const asProblem = (error: unknown): Problem =>
  error instanceof Problem ? error : new Problem(-1, 'unexpected', [], { message: String(error) });

export function query(values: Record<string, string | number | undefined | null>): string {
  const given = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([key, value]) => [key, String(value)])).toString();
  return text ? `?${text}` : '';
}
