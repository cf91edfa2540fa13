import type { Problem } from './http';
import { count, maybeText, t } from './i18n';

const numbers = (details: Record<string, unknown>): Record<string, string | number> =>
  Object.fromEntries(Object.entries(details).filter(([, value]) => ['string', 'number'].includes(typeof value))) as Record<
    string,
    string | number
  >;

// How long somebody has to wait, if the server says so.
function wait({ retry_after_s: seconds }: Record<string, unknown>): string {
  if (typeof seconds !== 'number') return t('wait.a_while');
  return seconds < 120 ? count('wait.seconds', seconds) : count('wait.minutes', Math.ceil(seconds / 60));
}

// What a refusal means for the person, in their language. A key without a text falls back to its kind.
export function problemText(problem: Problem): string {
  const own = maybeText(`problem.${problem.key}`, { ...numbers(problem.details), wait: wait(problem.details) });
  if (own) return own;
  if (problem.status === 403) return t('problem.forbidden');
  if (problem.status === 404) return t('problem.not_found');
  if (problem.status === 429) return t('problem.too_many_requests');
  if (problem.status === 503) return t('problem.unavailable');
  if (problem.status === 400 || problem.status === 422) return t('problem.wrong_value');
  return t('problem.unexpected');
}

// The text for one field of a form, or undefined when the server had nothing to say about it.
export function fieldText(problem: Problem | undefined, field: string): string | undefined {
  const found = problem?.errors.find((error) => error.field === field);
  return found && (maybeText(`problem.${found.key}`, numbers(problem!.details)) ?? t('problem.wrong_value'));
}
