// A view that could not be shown: says what happened and what the person can do next.
import { html, nothing } from 'lit';
import type { Problem } from '../core/http';
import { t, type TextKey } from '../core/i18n';
import { problemText } from '../core/problem_text';
import { button, linkButton } from './parts';

function headings(problem: Problem): [TextKey, TextKey] {
  if (problem.status === 0) return ['problem_view.offline', 'problem_view.offline_help'];
  if (problem.key === 'second_factor_needed') return ['problem_view.second_factor', 'problem_view.second_factor_help'];
  if (problem.status === 403) return ['problem_view.forbidden', 'problem_view.forbidden_help'];
  if (problem.status === 404) return ['problem_view.not_found', 'problem_view.not_found_help'];
  if (problem.status === 410) return ['problem_view.gone', 'problem_view.gone_help'];
  if (problem.status === 503) return ['problem_view.unavailable', 'problem_view.unavailable_help'];
  return ['problem_view.unexpected', 'problem_view.unexpected_help'];
}

export function problemView(problem: Problem, retry: () => void, extra: unknown = nothing) {
  const [title, help] = headings(problem);
  const lasting = [403, 404, 410].includes(problem.status);
  return html`
    <div class="s-page s-page--narrow">
      <h1 class="kern-heading-large" tabindex="-1">${t(title)}</h1>
      <p class="kern-body">${lasting || problem.status === 0 ? t(help) : problemText(problem)}</p>
      ${lasting || problem.status === 0 ? nothing : html`<p class="kern-body">${t(help)}</p>`}
      ${problem.request
        ? html`<p class="kern-body kern-body--small kern-body--muted">
            ${t('problem_view.request', { request: problem.request })}
          </p>`
        : nothing}
      <div class="s-actions">
        ${extra}
        ${problem.key === 'second_factor_needed'
          ? linkButton(t('menu.account'), '/account', { kind: 'primary', icon: 'kern-icon--account-circle' })
          : nothing}
        ${lasting ? nothing : button(t('problem_view.retry'), retry, { kind: 'primary', icon: 'kern-icon--autorenew' })}
        ${linkButton(t('problem_view.home'), '/', { icon: 'kern-icon--home' })}
        ${lasting ? linkButton(t('problem_view.search'), '/search', { icon: 'kern-icon--search' }) : nothing}
      </div>
    </div>`;
}
